"""Why a record may be the person that is being typed or imported: grounds in words, each with what it is worth.

The weights are rough bits of the search's table (``weights``), enough to put the surest first; here a human decides.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alumni.registry.models import Graduation
from mik.common.fields import keyed_hash
from mik.common.identifiers import clean_tckn, normalise_email, normalise_phone, valid_tckn
from mik.common.turkish import fold
from mik.people.models import ContactPoint, Person


@dataclass(frozen=True)
class Sought:
    """What is known of the person being typed; unreadable values count as unknown."""

    given: str = ""
    surname: str = ""
    former: str = ""
    birth_date: date | None = None
    tckn: str = ""
    email: str = ""
    phone: str = ""
    diploma_no: str = ""
    student_no: str = ""
    programme_id: int | None = None
    year: int | None = None

    @property
    def folded(self) -> str:
        return fold(f"{self.given} {self.surname}")

    @property
    def names(self) -> list[str]:
        """The folded name, and the one of before marriage."""
        return [self.folded, *([fold(f"{self.given} {self.former}")] if self.former else [])]


@dataclass(frozen=True)
class Ground:
    """One reason, as people read it, and its weight in bits."""

    text: Promise
    weight: float


SAME_NAME = Ground(_("aynı ad"), 14)
FORMER_NAME = Ground(_("önceki soyadı aynı"), 12)
SWAPPED_NAME = Ground(_("ad ile soyad yer değiştirmiş"), 12)
PART_OF_NAME = Ground(_("adın bir bölümü aynı"), 9)
SPELT_ALIKE = Ground(_("yazımı çok yakın ad"), 9)
LIKE_NAME = Ground(_("benzer ad"), 4)
OTHER_NAME = Ground(_("ad farklı"), -9)
SAME_TCKN = Ground(_("aynı T.C. kimlik no"), 30)
OTHER_TCKN = Ground(_("T.C. kimlik no farklı"), -17)
SAME_BIRTH = Ground(_("aynı doğum tarihi"), 13)
LIKE_BIRTH = Ground(_("doğum tarihi bir rakam farklı"), 5)
OTHER_BIRTH = Ground(_("doğum tarihi farklı"), -8)
SAME_EMAIL = Ground(_("aynı e-posta"), 13)
SAME_PHONE = Ground(_("aynı telefon"), 12)
SAME_DIPLOMA = Ground(_("aynı diploma no"), 12)
SAME_STUDENT = Ground(_("aynı öğrenci no"), 14)
SAME_COHORT = Ground(_("aynı program ve yıl"), 6)
SAME_YEAR = Ground(_("aynı mezuniyet yılı"), 6)  # of those who do not say which programme

# From this sum on a row of a list is shown beside the record it resembles.
ENOUGH = 19


def grounds(
    sought: Sought, person: Person, contacts: Iterable[ContactPoint], graduations: Iterable[Graduation]
) -> list[Ground]:
    """Everything that speaks for or against, in the order it is told."""
    return [
        *_by_number(sought, person),
        *_by_name(sought, person),
        *_by_birth(sought, person),
        *_by_contact(sought, contacts),
        *_by_study(sought, list(graduations)),
    ]


def _by_number(sought: Sought, person: Person) -> Iterator[Ground]:
    if not valid_tckn(sought.tckn):
        return
    if same_tckn(person, sought.tckn):
        yield SAME_TCKN
    elif person.tckn_hash:
        yield OTHER_TCKN


def _by_name(sought: Sought, person: Person) -> Iterator[Ground]:
    given, surname, former = fold(person.given_names), fold(person.surname), fold(person.former_surname)
    mine = [fold(sought.given), fold(sought.surname), fold(sought.former)]
    if not sought.folded:
        return
    if sought.folded == f"{given} {surname}":
        yield SAME_NAME
    elif mine[0] == given and {name for name in mine[1:] if name} & {name for name in (surname, former) if name}:
        yield FORMER_NAME
    elif sorted(sought.folded.split()) == sorted(f"{given} {surname}".split()):
        yield SWAPPED_NAME
    elif _is_part(sought.folded, f"{given} {surname}"):
        yield PART_OF_NAME
    elif any(_one_slip(name, f"{given} {other}") for name in sought.names for other in (surname, former) if other):
        yield SPELT_ALIKE
    else:
        yield LIKE_NAME if _have_something_in_common(sought.folded, f"{given} {surname} {former}") else OTHER_NAME


def _by_birth(sought: Sought, person: Person) -> Iterator[Ground]:
    if not sought.birth_date or not person.birth_date:
        return
    mine, other = f"{sought.birth_date:%Y%m%d}", f"{person.birth_date:%Y%m%d}"
    if mine == other:
        yield SAME_BIRTH
    elif sum(a != b for a, b in zip(mine, other, strict=True)) == 1 or mine == other[:4] + other[6:] + other[4:6]:
        yield LIKE_BIRTH
    else:
        yield OTHER_BIRTH


def _by_contact(sought: Sought, contacts: Iterable[ContactPoint]) -> Iterator[Ground]:
    known = {(contact.kind, contact.normalised) for contact in contacts}
    if sought.email and ("email", sought.email) in known:
        yield SAME_EMAIL
    if sought.phone and ("phone", sought.phone) in known:
        yield SAME_PHONE


def _by_study(sought: Sought, graduations: list[Graduation]) -> Iterator[Ground]:
    if sought.diploma_no and any(g.diploma_no == sought.diploma_no for g in graduations):
        yield SAME_DIPLOMA
    if sought.student_no and any(g.student_no == sought.student_no for g in graduations):
        yield SAME_STUDENT
    same_year = {g.programme_id for g in graduations if sought.year and g.year == sought.year}
    if sought.programme_id in same_year:
        yield SAME_COHORT
    elif same_year and sought.programme_id is None:
        yield SAME_YEAR


def same_tckn(person: Person, tckn: str) -> bool:
    """Whether this is the person's number: by hash, or by the number itself where it waits without one."""
    if person.tckn_hash:
        return bytes(person.tckn_hash) == keyed_hash(tckn, purpose="tckn")
    return bool(person.tckn) and person.tckn == tckn


def _is_part(one: str, other: str) -> bool:
    """One of two given names is missing, or a second surname."""
    a, b = set(one.split()), set(other.split())
    return min(len(a), len(b)) > 1 and (a < b or b < a)


def _have_something_in_common(one: str, other: str) -> bool:
    """A word of the one begins as, or is a slip of the finger away from, a word of the other."""
    pairs = ((a, b) for a in one.split() for b in other.split() if len(a) > 2 < len(b))
    return any(a.startswith(b) or b.startswith(a) or _one_slip(a, b) for a, b in pairs)


def _one_slip(one: str, other: str) -> bool:
    """A letter wrong, missing, too many or out of its place: optimal string alignment of at most 1, 2 when long."""
    allowed = 2 if min(len(one), len(other)) > 14 else 1
    if abs(len(one) - len(other)) > allowed:
        return False
    return _distance(one, other) <= allowed


def _distance(one: str, other: str) -> int:
    before, above = [0] * (len(other) + 1), list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i] + [0] * len(other)
        for j, b in enumerate(other, 1):
            row[j] = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                row[j] = min(row[j], before[j - 2] + 1)
        before, above = above, row
    return above[-1]


def sought_in(data: dict[str, Any]) -> Sought:
    """From a form's cleaned (or half-typed) values."""
    birth_date, programme = data.get("birth_date"), data.get("programme")
    return Sought(
        given=str(data.get("given_names") or "").strip(),
        surname=str(data.get("surname") or "").strip(),
        former=str(data.get("former_surname") or "").strip(),
        birth_date=birth_date if isinstance(birth_date, date) else None,
        tckn=clean_tckn(data.get("tckn")),
        email=normalise_email(data.get("email")),
        phone=normalise_phone(data.get("phone")),
        diploma_no=str(data.get("diploma_no") or "").strip(),
        student_no=str(data.get("student_no") or "").strip(),
        programme_id=getattr(programme, "pk", None),
        year=data.get("year") if isinstance(data.get("year"), int) else None,
    )
