"""What messages tell the rest of the house: kinds of notices, the duty, the office's queue, what is held."""

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mik.common import hooks
from mik.common.hooks import AttentionItem, Channel, MailedBy, NotificationKind

if TYPE_CHECKING:
    from mik.common.hooks import AnyUser


def is_member(user: "AnyUser") -> bool:
    from alumni.membership.models import Membership

    return Membership.objects.filter(user=user.pk or 0).exists()


def reachable(user: "AnyUser", targets: Collection[str]) -> set[str]:
    """Conversations the user still has."""
    from alumni.messages.models import Conversation

    ids = [int(one) for one in targets if one.isdecimal()]
    return {str(pk) for pk in Conversation.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True)}


def waiting_reports(user: "AnyUser") -> Iterator[AttentionItem]:
    """The office: what members reported."""
    from alumni.messages.models import Report
    from alumni.messages.permissions import can_moderate

    if can_moderate(user):
        waiting = Report.objects.visible_to(user).open().count()
        url = reverse("coordinator:message_reports")
        yield AttentionItem(_("Bildirilen mesajlar karar bekliyor"), waiting, url, "warn", "flag")


def _kinds() -> None:
    add = hooks.notification_kinds.add
    add(
        NotificationKind(
            code="messages.request",
            label=gettext_lazy("Mesaj istekleri"),
            about=gettext_lazy("Bir mezun size ilk kez yazmak istediğinde."),
            channel=Channel.NOW,
            mailed_by=MailedBy.ROOM,
            concerns=is_member,
            reachable=reachable,
        )
    )
    add(
        NotificationKind(
            code="messages.message",
            label=gettext_lazy("Yeni mesajlar"),
            about=gettext_lazy("Konuştuğunuz bir mezun yazdığında; siz okuyana dek bir kez."),
            channel=Channel.NOW,
            mailed_by=MailedBy.ROOM,
            concerns=is_member,
            reachable=reachable,
        )
    )
    add(
        NotificationKind(
            code="messages.report",
            label=gettext_lazy("Bildirdiğiniz mesajlar"),
            about=gettext_lazy("Mezun Ofisi bildiriminizi sonuçlandırdığında."),
            mandatory=True,
            concerns=is_member,
        )
    )
    add(
        NotificationKind(
            code="messages.warning",
            label=gettext_lazy("Mesajlarınızla ilgili kararlar"),
            about=gettext_lazy("Mezun Ofisi bir mesajınız için karar verdiğinde."),
            mandatory=True,
            concerns=is_member,
        )
    )


def register() -> None:
    from alumni.messages import personal

    hooks.duties.declare("alumni.messages", gettext_lazy("Bildirilen mesajlara bakmak"))
    hooks.attention.register(waiting_reports)
    _kinds()
    personal.declare()
