"""Who can sign in to the demo, one for each role; the page of cards and the command both read this list."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mik.accounts.models import User

# Known to everybody who reads this file: load_demo refuses where it would matter.
PASSWORD = "karadeniz-1955"


@dataclass(frozen=True)
class SignIn:
    role: str | Promise
    name: str
    email: str
    note: str | Promise
    icon: str


@dataclass(frozen=True)
class Unjoined:
    """A graduate on record without an account: what to type so that joining needs nobody's decision."""

    given_names: str
    surname: str
    email: str
    first_nine: int
    birth_date: tuple[int, int, int]
    faculty: str
    department: str
    year: int


COORDINATOR, ASSISTANT = "ayse.demir@ornek.example", "kemal.aksoy@ornek.example"
FORMER_COORDINATOR, SEVERAL = "nihat.celik@ornek.example", "sevgi.ucar@ornek.example"
STAFF, STAFF_WITHOUT = "onur.isik@ornek.example", "figen.toprak@ornek.example"
REGISTRAR, VICE_RECTOR = "rana.saygin@ornek.example", "hulya.saracoglu@ornek.example"
REPRESENTATIVE, ENDING = "mehmet.kaya@ornek.example", "selin.er@ornek.example"
TWO_DEPARTMENTS, GRADUATE_TOO = "gul.unsal@ornek.example", "cemal.kalyoncu@ornek.example"
FORMER_REPRESENTATIVE, STUDENT = "nurhan.aydemir@ornek.example", "oyku.ozturk@ogr.ktu.edu.tr"
MEMBER, CLAIMANT = "elif.sahin@ornek.example", "huseyin.ince@ornek.example"

SIGN_INS = (
    SignIn(_("Koordinatör"), "Ayşe Demir", COORDINATOR, _("Görev süresi 22 gün sonra bitiyor"), "layout-dashboard"),
    SignIn(_("Koordinatör yardımcısı"), "Kemal Aksoy", ASSISTANT, _("Süresi koordinatörle biter"), "users"),
    SignIn(_("Personel"), "Onur Işık", STAFF, _("Bütün işler verilmiş"), "clipboard-list"),
    SignIn(_("Mezun temsilcisi"), "Mehmet Kaya", REPRESENTATIVE, _("Makine Mühendisliği"), "briefcase"),
    SignIn(_("Mezun"), "Elif Şahin Yıldırım", MEMBER, _("İnşaat Mühendisliği, 2014"), "graduation-cap"),
    SignIn(_("Öğrenci"), "Öykü Öztürk", STUDENT, _("Öğrenci e-postasıyla"), "school"),
    SignIn(_("Rektör yardımcısı"), "Hülya Saraçoğlu", VICE_RECTOR, _("Yalnız toplamları görür"), "landmark"),
    SignIn(_("Kayıt görevlisi"), "Rana Saygın", REGISTRAR, _("Görevlendirmeleri kaydeder"), "stamp"),
    SignIn(_("Birden çok görev"), "Sevgi Uçar", SEVERAL, _("Personel, temsilci, mezun"), "refresh-cw"),
    SignIn(_("Temsilci ve mezun"), "Cemal Kalyoncu", GRADUATE_TOO, _("Harita Mühendisliği"), "graduation-cap"),
    SignIn(_("İki bölümün temsilcisi"), "Gül Ünsal", TWO_DEPARTMENTS, _("Bilgisayar ve Yazılım Mühendisliği"), "users"),
    SignIn(_("Temsilci, süresi bitiyor"), "Selin Er", ENDING, _("İnşaat Mühendisliği, 7 gün kaldı"), "calendar-days"),
    SignIn(_("Başvurusu bekleyen mezun"), "Hüseyin İnce", CLAIMANT, _("Makine Mühendisliği, 2023"), "user-check"),
    SignIn(_("Personel, iş verilmemiş"), "Figen Toprak", STAFF_WITHOUT, _("Hiçbir kayıt görmez"), "lock"),
    SignIn(_("Eski temsilci"), "Nurhan Aydemir", FORMER_REPRESENTATIVE, _("Tıp, süresi bitti"), "clock"),
    SignIn(_("Eski koordinatör"), "Nihat Çelik", FORMER_COORDINATOR, _("Artık yetkisi yok"), "clock"),
)
UNJOINED = Unjoined(
    "Zeynep",
    "Kalaycı",
    "zeynep.kalayci@ornek.example",
    234_567_891,
    (1997, 8, 9),
    "Mühendislik Fakültesi",
    "Bilgisayar Mühendisliği",
    2019,
)

# One slow hash for the whole cast.
_hashed: list[str] = []


def open_account(*, name: str, email: str, language: str = "tr") -> User:
    """An account with a confirmed address and the demo's password; the one that is there stays."""
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        if not _hashed:
            _hashed.append(make_password(PASSWORD))
        user = User.objects.create(email=email, name=name, language=language, password=_hashed[0])
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user
