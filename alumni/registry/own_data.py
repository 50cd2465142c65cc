"""What is held about people, class by class, in words for the person (KVKK art. 10 and 11)."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from mik.common import hooks
from mik.common.hooks import PersonalData
from mik.common.turkish import is_english, upper

# Names people understand, where the model's own is a word of programmers.
NAMES = {
    "people.Person": _("Kimlik bilgileriniz"),
    "people.ContactPoint": _("İletişim bilgileriniz"),
    "people.ConsentEntry": _("İzinleriniz"),
    "people.NoticeEntry": _("Aydınlatma kayıtlarınız"),
    "accounts.User": _("Hesabınız"),
    "account.EmailAddress": _("Giriş e-postalarınız"),
    "mfa.Authenticator": _("İkinci giriş adımınız"),
    "usersessions.UserSession": _("Açık oturumlarınız"),
    "socialaccount.SocialAccount": _("Bağladığınız başka hesaplar"),
    "socialaccount.SocialToken": _("Bağladığınız hesapların anahtarları"),
    "accounts.Appointment": _("Görevlendirmeleriniz"),
    "accounts.DutyGrant": _("Size verilen işler"),
    "mail.Delivery": _("Size gönderilen toplu e-postalar"),
    "work.Notification": _("Bildirimleriniz"),
    "common.Job": _("Başlattığınız uzun işler"),
    "alumni.Membership": _("Üyeliğiniz"),
    "alumni.ClaimEvidence": _("Başvurunuza eklediğiniz belgeler"),
    "audit.AccessEvent": _("Kaydınıza kimler baktı"),
    "alumni.RightsRequest": _("KVKK başvurularınız"),
    "alumni.ImportVerdict": _("Listelerin önizlemesi"),
    "alumni.ImportProblem": _("Listelerde alınamayan hücreler"),
}
# Classes that are no answer about one person: texts of staff, cells of lists that nobody's record took.
OF_NOBODY = frozenset({"alumni.Segment", "alumni.Export", "alumni.ImportProblem", "alumni.ImportVerdict"})


@dataclass(frozen=True)
class Part:
    """One kind of data the copy holds, for the page that offers it."""

    name: str
    purpose: str
    legal_basis: str
    retention: str


def entries() -> list[PersonalData]:
    """What can be told a person about themselves."""
    return [entry for entry in hooks.personal_data if entry.model not in OF_NOBODY]


def parts() -> list[Part]:
    return [
        Part(name_of(entry), str(entry.purpose), str(entry.legal_basis), str(entry.retention)) for entry in entries()
    ]


def name_of(entry: PersonalData) -> str:
    model: Any = apps.get_model(entry.model)
    name = str(NAMES.get(entry.model) or model._meta.verbose_name)
    return (name[:1].upper() if is_english() else upper(name[:1])) + name[1:]
