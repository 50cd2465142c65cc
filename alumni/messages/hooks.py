"""What messages tell the rest of the house: kinds of notices, the duty, the office's queue, what is held."""

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mik.common import hooks
from mik.common.hooks import AttentionItem, Channel, MailedBy, NotificationKind, PersonalData

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
    hooks.duties.declare("alumni.messages", gettext_lazy("Bildirilen mesajlara bakmak"))
    hooks.attention.register(waiting_reports)
    _kinds()
    _personal_data()


def _personal_data() -> None:
    from alumni.messages import erasing, merging

    add = hooks.personal_data.add
    contract = gettext_lazy("KVKK m. 5/2-c: sözleşmenin kurulması")
    interest = gettext_lazy("KVKK m. 5/2-f: meşru menfaat")
    writing = gettext_lazy("Üyelerin adreslerini açmadan birbirine yazabilmesi")
    until = gettext_lazy("İki taraf da silene ya da yazan kişi silinene dek")
    add(
        PersonalData(
            model="alumni.Conversation", person="asker", fields=(), purpose=writing, legal_basis=contract,
            retention=until, export=erasing.conversations_of, erase=erasing.erase_conversations,
            merge=merging.unite_conversations,
        )
    )  # fmt: skip
    add(
        PersonalData(
            model="alumni.Side", person="alumnus", fields=(), purpose=writing, legal_basis=contract,
            retention=until, erase=erasing.erase_sides,
        )
    )  # fmt: skip
    add(
        PersonalData(
            model="alumni.Message", person="sender", fields=("text",), purpose=writing, legal_basis=contract,
            retention=until, export=erasing.written_by, erase=erasing.erase_messages,
        )
    )  # fmt: skip
    add(
        PersonalData(
            model="alumni.Block", person="blocker", fields=(), legal_basis=interest,
            purpose=gettext_lazy("İstenmeyen kişilerin yazamaması"),
            retention=gettext_lazy("Engel kaldırılana ya da üyelik bitene dek"),
            erase=erasing.erase_blocks, merge=merging.unite_blocks,
        )
    )  # fmt: skip
    add(
        PersonalData(
            model="alumni.MessageSettings", person="alumnus", fields=(), legal_basis=contract,
            purpose=gettext_lazy("Kimin yazabileceğini bilmek"),
            retention=gettext_lazy("Üyelik sürdükçe"), erase=erasing.erase_settings,
        )
    )  # fmt: skip
    add(
        PersonalData(
            model="alumni.Report", person="reporter", fields=("note",), legal_basis=interest,
            purpose=gettext_lazy("Kötüye kullanımı önlemek"),
            retention=gettext_lazy("Karardan sonra iki yıl"), erase=erasing.erase_reports, merge=merging.unite_reports,
        )
    )  # fmt: skip
