"""What people are told of the registry: the owners of records, and who works with them."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from alumni.registry.managers import REGISTRY
from alumni.registry.scopes import Scope
from mik.accounts.powers import powers_of
from mik.common import hooks
from mik.common.hooks import Channel, NotificationKind
from mik.work.services import notify_all

if TYPE_CHECKING:
    from mik.common.hooks import AnyUser

BY_OFFICE = gettext_noop("Mezun Ofisi kaydınızda değişiklik yaptı.")
BY_REPRESENTATIVE = gettext_noop("Bölüm temsilciniz kaydınızda değişiklik yaptı.")


def tell_changed(*, user_id: int | None, scope: Scope) -> None:
    """The owner of the record hears of it once a day; not of the own doing."""
    if user_id is None or user_id == scope.user.pk:
        return
    text, who = (BY_OFFICE, "office") if scope.is_office else (BY_REPRESENTATIVE, "representative")
    key = f"record-changed:{who}:{timezone.localdate().isoformat()}"
    notify_all(user_ids=[user_id], kind="records.changed", text=text, url=reverse("alumni:profile"), key=key)


def _has_a_record(user: "AnyUser") -> bool:
    from alumni.membership.models import Membership

    return Membership.objects.filter(user=user.pk or 0).exists()


def _represents(user: "AnyUser") -> bool:
    return powers_of(user).is_representative


def _keeps_the_registry(user: "AnyUser") -> bool:
    return powers_of(user).has_duty(REGISTRY)


def register() -> None:
    add = hooks.notification_kinds.add
    add(
        NotificationKind(
            code="records.changed",
            label=_("Kaydınızdaki değişiklikler"),
            about=_("Bölüm temsilciniz ya da Mezun Ofisi kaydınızı değiştirdiğinde."),
            channel=Channel.WEEKLY,
            concerns=_has_a_record,
        )
    )
    add(
        NotificationKind(
            code="records.merged",
            label=_("Hesabınızın bağlı olduğu kayıt"),
            about=_("İki kaydınız birleştirilip hesabınızın bağı değiştiğinde."),
            mandatory=True,
            concerns=_has_a_record,
        )
    )
    add(
        NotificationKind(
            code="records.questions",
            label=_("Bölümler arası sorular"),
            about=_("Başka bir bölüm mezununuzu sorduğunda, sorduğunuz sonuçlandığında."),
            channel=Channel.WEEKLY,
            concerns=_represents,
        )
    )
    add(
        NotificationKind(
            code="records.exports",
            label=_("Dışa aktarma uyarıları"),
            about=_("Kütükten liste alındığında ve çok sayıda iletişim bilgisine bakıldığında."),
            concerns=_keeps_the_registry,
        )
    )
