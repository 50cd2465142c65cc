"""The rules a person can read: what is wrong, why it matters, how to mend it, and which records break it.

``condition`` is asked of one record at a time, on every page, so that what was mended is gone at once. A rule that is
cheap for the whole registry is ``is_live``; the others are looked for at night and kept as findings. ``finder`` finds
the same records faster for the night, or is the only way where no condition can be asked (the identity number).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alumni.registry.health import conditions, repairs, telling
from alumni.registry.health.measures import FIELDS, Field
from alumni.registry.health.repairs import Repair
from alumni.registry.managers import AlumnusQuerySet, GraduationQuerySet
from alumni.registry.models import Alumnus, Graduation
from mik.people.deaths import living

Words = str | Promise
GRADUATION, CONTACT, RECORD, MISSING = "graduation", "contact", "record", "missing"
TOPICS: dict[str, Words] = {CONTACT: _("İletişim"), GRADUATION: _("Mezuniyet"), RECORD: _("Kişi ve kayıt")}


@dataclass(frozen=True)
class Rule:
    code: str
    topic: str
    sentence: Words
    why: Words
    remedy: Words
    tell: Callable[[Alumnus], str]
    condition: Callable[[GraduationQuerySet], Q] | None = None
    finder: Callable[[AlumnusQuerySet], AlumnusQuerySet | Iterable[int]] | None = None
    repair: Repair | None = None
    is_live: bool = False
    only_office: bool = False

    def holds_now(self, graduations: GraduationQuerySet) -> Q:
        """What a record found at night must still be, to be shown."""
        return self.condition(graduations) if self.condition else conditions.unchanged_since_found(self.code)

    def offenders(self, alumni: AlumnusQuerySet) -> AlumnusQuerySet | Iterable[int]:
        """Looked for from scratch, over all graduations."""
        if self.finder is not None:
            return self.finder(alumni)
        assert self.condition is not None, self.code
        return alumni.filter(self.condition(Graduation.objects.all()))


_ALL = (
    Rule(
        "eposta-alani", CONTACT, _("E-posta adresinin alanı yanlış yazılmış"),
        _("gmial.com gibi bir adrese yazılan hiçbir ileti ulaşmaz."),
        _("Alan adını doğrusuyla değiştirin; mezuna sormaya gerek yoktur."), telling.planned(repairs.correct_domain),
        conditions.mistyped_email, repair=Repair(_("Alan adını düzelt"), repairs.correct_domain),
    ),
    Rule(
        "ortak-eposta", CONTACT, _("Aynı e-posta adresi beş ya da daha çok kişide"),
        _("Kişisel bir ileti başkasına gidebilir; adres çoğu zaman bir bölümün ya da sekreterliğindir."),
        _("Adresin kime ait olduğunu bulun, ötekilerden silin."), telling.contacts("email"), conditions.shared_email,
        finder=conditions.sharing("email"),
    ),
    Rule(
        "ortak-telefon", CONTACT, _("Aynı telefon beş ya da daha çok kişide"),
        _("Arandığında kimin çıkacağı bilinmez."), _("Numaranın kime ait olduğunu bulun, ötekilerden silin."),
        telling.contacts("phone"), conditions.shared_phone, finder=conditions.sharing("phone"),
    ),
    Rule(
        "ulke-kodu", CONTACT, _("Türkiye numarası ülke kodu olmadan yazılmış"),
        _("+5… ile başlayan on haneli numara başka bir ülkeyi arar."), _("Numaranın başına 90 ekleyin."),
        telling.planned(repairs.complete_number), conditions.half_turkish_phone,
        repair=Repair(_("Ülke kodunu ekle"), repairs.complete_number),
    ),
    Rule(
        "olu-oncelikli", CONTACT, _("Öncelikli iletişim bilgisi ölü, çalışanı var"),
        _("Öncelikli olana bakan, mezuna ulaşılamadığını sanır."), _("Çalışanı öncelikli yapın."),
        telling.planned(repairs.make_living_primary), conditions.dead_primary,
        repair=Repair(_("Çalışanı öncelikli yap"), repairs.make_living_primary), is_live=True,
    ),
    Rule(
        "uyenin-epostasi", CONTACT, _("Üyenin çalışan e-postası yok"),
        _("Platforma katılmış, ama duyurular kendisine ulaşmıyor."), _("Arayıp yeni adresini isteyin."),
        telling.contacts("email", dead=True), conditions.member_without_email, is_live=True,
    ),
    Rule(
        "dogmadan-mezun", GRADUATION, _("Mezuniyet tarihi doğum tarihinden önce"),
        _("İkisinden biri kesinlikle yanlış; eşleştirme de yanılır."), _("Diplomaya ya da Öğrenci İşleri’ne bakın."),
        telling.born_and_graduated, conditions.born_after,
    ),
    Rule(
        "cok-genc", GRADUATION, _("On altısından önce mezun olmuş görünüyor"),
        _("Doğum tarihi ya da mezuniyet yılı büyük olasılıkla yanlış yazılmış."),
        _("Diplomaya ya da Öğrenci İşleri’ne bakın."), telling.born_and_graduated, conditions.too_young,
    ),
    Rule(
        "ayni-ay-iki-diploma", GRADUATION, _("Aynı ayda iki ön lisans ya da lisans diploması"),
        _("Ya aynı diploma iki kez girilmiş ya da iki kişi birleşmiş. Çift anadal yapan da olabilir."),
        _("Fazla olanı silin; çift anadalsa kuralın geçerli olmadığını söyleyin."), telling.graduations,
        conditions.two_first_degrees,
    ),
    Rule(
        "olanaksiz-yil", GRADUATION, _("Mezuniyet yılı üniversiteden eski ya da gelecekte"),
        _("Üniversite 1955’te kuruldu; ileri bir tarihte kimse mezun olmuş olamaz."), _("Yılı diplomadan düzeltin."),
        telling.graduations, conditions.impossible_year,
    ),
    Rule(
        "program-disinda", GRADUATION, _("Program o yıl açık değildi"),
        _("Mezun yanlış programa yazılmış ya da birimin açılış veya kapanış tarihi yanlış olabilir."),
        _("Diplomadaki programı seçin; tarih yanlışsa Mezun Ofisi birimi düzeltsin."), telling.graduations,
        conditions.outside_programme,
    ),
    Rule(
        "mezuniyetsiz", GRADUATION, _("Hiç mezuniyeti yok"),
        _("Hiçbir bölümün listesinde görünmez; kimse sahip çıkmaz."),
        _("Mezuniyetini ekleyin; mezun değilse kaydı silin."), telling.nothing, conditions.no_graduation,
        only_office=True,
    ),
    Rule(
        "gecersiz-tckn", RECORD, _("T.C. kimlik numarası geçersiz"),
        _("Numara hiçbir listeyle eşleşmez; kişi ikinci kez kaydedilebilir."),
        _("Doğrusunu Öğrenci İşleri’nden alıp kayda yazın."), telling.nothing, finder=conditions.invalid_tckns,
    ),
    Rule(
        "buyuk-harf", RECORD, _("Ad ya da soyad tek boy harfle yazılmış"),
        _("Mektupta, kartta ve rehberde bağırır gibi görünür."), _("Baş harfleri büyük yazın."),
        telling.planned(repairs.write_as_a_name), conditions.one_case_name,
        repair=Repair(_("Baş harfleri büyüt"), repairs.write_as_a_name),
    ),
    Rule(
        "ayni-soyad", RECORD, _("Önceki soyadı şimdikiyle aynı"),
        _("Kişi soyadını değiştirmiş gibi görünür."), _("Önceki soyadını boşaltın."),
        telling.planned(repairs.forget_former_surname), conditions.same_former_surname,
        repair=Repair(_("Önceki soyadını boşalt"), repairs.forget_former_surname),
    ),
    Rule(
        "bekleyen-oneri", RECORD, _("Otuz günden uzun süredir onay bekleyen kayıt"),
        _("Önerilen kayıt sayılmaz ve kimseye gösterilmez."), _("Mezun Ofisi kaydı açıp doğrulasın ya da silsin."),
        telling.graduations, conditions.long_proposed, is_live=True,
    ),
)  # fmt: skip
NIGHTLY = tuple(rule for rule in _ALL if not rule.is_live)


def _lacking(field: Field) -> Rule:
    """Confirmed records of the living without this field, as a list to work through like any other."""
    return Rule(
        f"eksik-{field.code.replace('_', '-')}", MISSING, field.label, WHY_COMPLETE, REMEDY_COMPLETE,
        telling.graduations,
        lambda graduations: Q(state=Alumnus.State.CONFIRMED) & living() & ~Q(field.has(None)), is_live=True,
    )  # fmt: skip


WHY_COMPLETE = _("Bu bilgi olmadan kayıt sağlam sayılmaz.")
REMEDY_COMPLETE = _("Kaydı açıp bilgiyi yazın ya da mezundan güncelleme isteyin.")
MISSING_LISTS: dict[str, Rule] = {code: _lacking(field) for code, field in FIELDS.items()}
RULES: dict[str, Rule] = {rule.code: rule for rule in (*_ALL, *MISSING_LISTS.values())}


def rules_for(*, is_office: bool) -> list[Rule]:
    """Those counted on the page; the lists of missing fields are opened from their own card."""
    return [rule for rule in _ALL if is_office or not rule.only_office]
