"""What the inbox tells the rest of the house."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from mik.accounts.powers import powers_of
from mik.common import hooks
from mik.common.hooks import Destruction, Keep, PersonalData
from mik.common.hooks.notices import MailedBy, NotificationKind
from mik.work import forgetting
from mik.work.models import GENERAL
from mik.work.wanted import own_jobs

if TYPE_CHECKING:
    from mik.common.hooks import AnyUser


OWN = _("Yalnız kişinin kendisi")


def works_at_a_desk(user: "AnyUser") -> bool:
    """Whoever does long work: the office and the representatives."""
    powers = powers_of(user)
    return powers.works_in_office or powers.is_representative


def _kinds() -> None:
    hooks.notification_kinds.add(
        NotificationKind(
            code="work.jobs",
            label=_("Biten işler"),
            about=_("Başlattığınız aktarma ve dışa aktarmalar bittiğinde."),
            concerns=works_at_a_desk,
        )
    )
    hooks.notification_kinds.add(
        NotificationKind(
            code="work.terms",
            label=_("Görevleriniz"),
            about=_("Size bir görev kaydedildiğinde ya da göreviniz bittiğinde."),
            mandatory=True,
            mailed_by=MailedBy.ROOM,
        )
    )
    hooks.notification_kinds.add(
        NotificationKind(code=GENERAL, label=_("Öbür bildirimler"), about=_("Yukarıdakilerin dışında kalan haberler."))
    )


def register() -> None:
    hooks.attention.register(own_jobs)
    _kinds()
    hooks.destructions.add(
        Destruction(
            code="work.notices",
            model="work.Notification",
            label=_("Okunmuş bildirimler"),
            keep=forgetting.KEPT,
            due=forgetting.due_read,
            destroy=forgetting.forget_read,
        )
    )
    hooks.personal_data.add(
        PersonalData(
            model="work.Notification",
            person="user__person",
            fields=("text", "params", "url", "target", "key", "mail", "read_at"),
            purpose=_("Hesabın sahibine haber vermek"),
            legal_basis=_("KVKK m. 5/2-c: sözleşmenin kurulması"),
            retention=_("Okunduktan sonra 12 ay"),
            keep=forgetting.KEPT,
            sees=OWN,
            export=forgetting.told_to,
            erase=forgetting.erase_notices,
        )
    )
    hooks.personal_data.add(
        PersonalData(
            model="work.NotificationChoice",
            person="user__person",
            fields=("channel",),
            purpose=_("Hangi haberin e-postayla gideceğini bilmek"),
            legal_basis=_("KVKK m. 5/2-c: sözleşmenin kurulması"),
            retention=_("Hesap sürdükçe"),
            keep=Keep.WITH_ACCOUNT,
            sees=OWN,
            erase=forgetting.erase_choices,
        )
    )
    hooks.personal_data.add(
        PersonalData(
            model="common.Job",
            person="owner__person",
            fields=("params", "counters", "log", "result", "error"),
            purpose=_("Uzun süren işlerin ilerlemesini başlatana göstermek"),
            legal_basis=_("KVKK m. 5/2-c: sözleşmenin kurulması"),
            retention=_("Hesap sürdükçe; yalnız kayıt numaraları içerir"),
            keep=Keep.WITH_ACCOUNT,
            sees=OWN,
            export=forgetting.told_of_jobs,
        )
    )
