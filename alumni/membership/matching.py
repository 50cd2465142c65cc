"""How well a claim fits a record: each line compared, with the reason, and the points it earns.

Nothing here reads the database beyond what ``candidates`` has fetched, and nothing here decides: a score orders
records for the eye of whoever decides. An identifier earns points only beside the rest; it leaks too easily.
"""

from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alumni.membership.models import Claim
from alumni.registry.models import Alumnus, Graduation
from mik.common.identifiers import normalise_phone, valid_tckn
from mik.common.turkish import date_long, fold
from mik.people.models import ContactPoint, Person
from mik.units.models import Level, Unit

CLOSE_YEARS = 2


class Verdict(models.TextChoices):
    SAME = "same", gettext_lazy("Aynı")
    CLOSE = "close", gettext_lazy("Yakın")
    DIFFERENT = "different", gettext_lazy("Farklı")
    MATCHED = "matched", gettext_lazy("Eşleşti")
    UNCOMPARED = "uncompared", gettext_lazy("Karşılaştırılmadı")


TONES = {Verdict.SAME: "ok", Verdict.MATCHED: "ok", Verdict.CLOSE: "warn", Verdict.DIFFERENT: "bad"}
ICONS = {Verdict.SAME: "check", Verdict.MATCHED: "check", Verdict.CLOSE: "triangle-alert", Verdict.DIFFERENT: "x"}
# What a line that agrees, nearly agrees and disagrees is worth.
POINTS: dict[str, tuple[int, int, int]] = {
    "name": (30, 15, -25),
    "birth_date": (30, 12, -20),
    "unit": (15, 7, -8),
    "year": (10, 7, -5),
    "student_no": (10, 0, -4),
    # Numbers repeat across the registers of faculties and institutes: worth no more than a student number.
    "diploma_no": (10, 0, -4),
    "identifier": (25, 0, -20),
    "phone": (5, 0, 0),
}


@dataclass(frozen=True)
class Line:
    """One row of «declaration beside record»."""

    code: str
    label: str
    declared: str
    recorded: str
    verdict: Verdict
    reason: str = ""

    @property
    def tone(self) -> str:
        return TONES.get(self.verdict, "")

    @property
    def icon(self) -> str:
        return ICONS.get(self.verdict, "minus")

    @property
    def points(self) -> int:
        same, close, different = POINTS[self.code]
        match self.verdict:
            case Verdict.SAME | Verdict.MATCHED:
                return same
            case Verdict.CLOSE:
                return close
            case Verdict.DIFFERENT:
                return different
        return 0


def compare(claim: Claim, alumnus: Alumnus) -> list[Line]:
    """Every line of the declaration beside this record. Expects person, graduations and contacts to be fetched."""
    graduation = nearest_graduation(claim, alumnus)
    person = alumnus.person
    return [
        _name(claim, person),
        _birth_date(claim.birth_date, person.birth_date),
        _unit(claim, graduation),
        _year(claim.year, graduation),
        _student_no(claim.student_no, graduation),
        _diploma_no(claim.diploma_no, graduation),
        _identifier(claim, person),
        _phone(claim.phone, person),
    ]


def declaration(claim: Claim) -> list[Line]:
    """The declaration alone, where there is no record to put beside it."""
    empty = Person(given_names="", surname="")
    lines = [
        _name(claim, empty),
        _birth_date(claim.birth_date, None),
        _unit(claim, None),
        _year(claim.year, None),
        _student_no(claim.student_no, None),
        _diploma_no(claim.diploma_no, None),
        _identifier(claim, empty),
    ]
    if claim.phone:
        lines.append(Line("phone", _("Telefon"), mask_phone(claim.phone), "", Verdict.UNCOMPARED))
    return [Line(line.code, line.label, line.declared, "", Verdict.UNCOMPARED) for line in lines]


def score_of(lines: list[Line]) -> int:
    """0 to 100."""
    return max(0, min(100, sum(line.points for line in lines)))


def nearest_graduation(claim: Claim, alumnus: Alumnus) -> Graduation | None:
    """The one of the record's graduations that the claim most likely means."""

    def distance(graduation: Graduation) -> tuple[bool, bool, int]:
        return (
            graduation.programme.department.pk != claim.unit_id,
            claim.level is not None and graduation.level != claim.level,
            abs(graduation.year - claim.year) if claim.year else 0,
        )

    return min(alumnus.graduations.all(), key=distance, default=None)


# --- names -----------------------------------------------------------------------------------------


def names_are_exact(claim: Claim, person: Person) -> bool:
    """The same folded name; a surname then or now, on either side, counts."""
    return fold(claim.given_names) == fold(person.given_names) and bool(_surnames(claim) & _surnames(person))


def _surnames(of: Claim | Person) -> set[str]:
    return {fold(name) for name in (of.surname, of.former_surname)} - {""}


def _name(claim: Claim, person: Person) -> Line:
    verdict, reason = _compare_names(claim, person)
    return Line("name", _("Ad soyad"), _full(claim), _full(person), verdict, reason)


def _full(of: Claim | Person) -> str:
    return f"{of.full_name} ({of.former_surname})" if of.former_surname else of.full_name


def _compare_names(claim: Claim, person: Person) -> tuple[Verdict, str]:
    if names_are_exact(claim, person):
        if fold(claim.surname) != fold(person.surname):
            return Verdict.SAME, _("mezun olurkenki soyadıyla")
        exact = claim.full_name == person.full_name
        return Verdict.SAME, "" if exact else _("büyük-küçük harf ve Türkçe harfler eşitlendi")
    given = set(fold(claim.given_names).split()) & set(fold(person.given_names).split())
    if given and _surnames(claim) & _surnames(person):
        return Verdict.CLOSE, _("adlardan biri eksik ya da farklı")
    if _likeness(claim.full_name, person.full_name) >= 0.8:
        return Verdict.CLOSE, _("yazımı benziyor")
    return Verdict.DIFFERENT, _("yalnız adı aynı") if given else ""


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, fold(one), fold(other)).ratio()


# --- the other lines -------------------------------------------------------------------------------


def _birth_date(declared: date | None, recorded: date | None) -> Line:
    verdict, reason = Verdict.UNCOMPARED, ""
    if declared and recorded:
        verdict, reason = _compare_days(declared, recorded)
    return Line("birth_date", _("Doğum tarihi"), _day(declared, _("Yazmadı")), _day(recorded), verdict, reason)


def _compare_days(declared: date, recorded: date) -> tuple[Verdict, str]:
    if declared == recorded:
        return Verdict.SAME, ""
    if (declared.year, declared.day, declared.month) == (recorded.year, recorded.month, recorded.day):
        return Verdict.CLOSE, _("gün ile ay yer değiştirmiş")
    parts = zip(
        (declared.day, declared.month, declared.year), (recorded.day, recorded.month, recorded.year), strict=True
    )
    if sum(one != other for one, other in parts) == 1:
        return Verdict.CLOSE, _("gün, ay ya da yıldan yalnız biri farklı")
    return Verdict.DIFFERENT, ""


def _day(day: date | None, missing: str = "") -> str:
    return date_long(day) if day else missing or _("Kayıtta yok")


def _unit(claim: Claim, graduation: Graduation | None) -> Line:
    level = str(Level(claim.level).label).lower() if claim.level else ""
    declared = ", ".join(filter(None, [claim.unit.label if claim.unit else claim.unit_text, level]))
    recorded, verdict, reason = _("Kayıtta yok"), Verdict.UNCOMPARED, ""
    if graduation:
        recorded = f"{graduation.programme.department.label}, {graduation.get_level_display().lower()}"
        verdict, reason = _compare_units(claim, graduation)
    return Line("unit", _("Bölüm, düzey"), declared or _("Hatırlamıyor"), recorded, verdict, reason)


def _compare_units(claim: Claim, graduation: Graduation) -> tuple[Verdict, str]:
    department = graduation.programme.department
    if claim.unit is None:
        same_name = bool(claim.unit_text) and fold(claim.unit_text) == fold(department.name)
        return (Verdict.CLOSE, _("adı aynı; birim seçilmemiş")) if same_name else (Verdict.UNCOMPARED, "")
    if claim.unit.pk != department.pk:
        return _compare_names_of_units(claim.unit, department)
    if claim.level and claim.level != graduation.level:
        return Verdict.CLOSE, _("düzey farklı")
    return Verdict.SAME, ""


def _compare_names_of_units(declared: Unit, recorded: Unit) -> tuple[Verdict, str]:
    if fold(declared.name) == fold(recorded.name):
        return Verdict.CLOSE, _("aynı adlı başka birim")
    return Verdict.DIFFERENT, ""


def _year(declared: int | None, graduation: Graduation | None) -> Line:
    recorded, verdict, reason = _("Kayıtta yok"), Verdict.UNCOMPARED, ""
    if graduation:
        recorded = date_long(graduation.graduated_on) if graduation.graduated_on else str(graduation.year)
    if graduation and declared:
        verdict, reason = _compare_years(abs(graduation.year - declared))
    said = _("%(year)s (yaklaşık)") % {"year": declared} if declared else _("Hatırlamıyor")
    return Line("year", _("Mezuniyet yılı"), said, recorded, verdict, reason)


def _compare_years(apart: int) -> tuple[Verdict, str]:
    if not apart:
        return Verdict.SAME, ""
    reason = ngettext("%(n)s yıl fark", "%(n)s yıl fark", apart) % {"n": apart}
    return (Verdict.CLOSE if apart <= CLOSE_YEARS else Verdict.DIFFERENT), reason


def _student_no(declared: str, graduation: Graduation | None) -> Line:
    recorded = graduation.student_no if graduation else ""
    verdict = Verdict.UNCOMPARED
    if declared and recorded:
        same = _bare(declared) == _bare(recorded)
        verdict = Verdict.SAME if same else Verdict.DIFFERENT
    shown = f"{recorded[:3]}···" if recorded else _("Kayıtta yok")
    return Line("student_no", _("Öğrenci no"), declared or _("Hatırlamıyor"), shown, verdict)


def _diploma_no(declared: str, graduation: Graduation | None) -> Line:
    recorded = graduation.diploma_no if graduation else ""
    verdict = Verdict.UNCOMPARED
    if declared and recorded:
        verdict = Verdict.SAME if _bare(declared) == _bare(recorded) else Verdict.DIFFERENT
    shown = f"{recorded[:3]}···" if recorded else _("Kayıtta yok")
    return Line("diploma_no", _("Diploma no"), declared or _("Yazmadı"), shown, verdict)


def _bare(number: str) -> str:
    """Letters and digits only: «T-2014/123» and «t 2014 123» are one number."""
    return "".join(sign for sign in fold(number) if sign.isalnum())


def _identifier(claim: Claim, person: Person) -> Line:
    """The number itself is never shown to whoever decides: only whether it was given and whether it agrees."""
    national = not claim.identifier or valid_tckn(claim.identifier)
    label = _("T.C. kimlik no") if national else _("Pasaport no")
    held = person.tckn_hash if national else person.passport_hash
    verdict, reason = Verdict.UNCOMPARED, ""
    if held and claim.identifier_hash:
        same = bytes(held) == bytes(claim.identifier_hash)
        verdict = Verdict.MATCHED if same else Verdict.DIFFERENT
        reason = _("gösterilmez; tek başına kanıt sayılmaz") if same else _("gösterilmez")
    declared = _("Yazdı") if claim.identifier_hash else _("Yazmadı")
    return Line("identifier", label, declared, _("Kayıtta var") if held else _("Kayıtta yok"), verdict, reason)


def _phone(declared: str, person: Person) -> Line:
    known = {c.normalised for c in person.contacts.all() if c.kind == ContactPoint.Kind.PHONE}
    verdict, reason = Verdict.UNCOMPARED, ""
    if declared and known:
        same = normalise_phone(declared) in known
        verdict = Verdict.SAME if same else Verdict.DIFFERENT
        reason = "" if same else _("numara değişmiş olabilir")
    recorded = _("Kayıtta var") if known else _("Kayıtta yok")
    return Line("phone", _("Telefon"), mask_phone(declared) or _("Yazmadı"), recorded, verdict, reason)


def mask_phone(number: str) -> str:
    """0505 ··· ·· 41: enough to tell two numbers apart."""
    digits = number.removeprefix("+90")
    if not digits:
        return ""
    head = f"0{digits[:3]}" if number.startswith("+90") else number[:4]
    return f"{head} ··· ·· {number[-2:]}"
