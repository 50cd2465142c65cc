"""Claims that wait for a decision, and what the claimants got right."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from alumni.membership.candidates import find_candidates
from alumni.membership.drafts import hash_identifier
from alumni.membership.models import Claim
from alumni.membership.strength import MEDIUM
from alumni.registry.models import Alumnus, Graduation
from mik.accounts.models import User
from mik.common.turkish import upper
from mik.home.demo import accounts
from mik.home.demo.accounts import open_account
from mik.home.demo.cast import ECONOMICS, ENGINEERING, FOREST, LETTERS, SCIENCE, department
from mik.home.demo.diploma import attach_diploma
from mik.home.demo.graduates import Maker
from mik.home.demo.records import Graduate
from mik.people.models import Person
from mik.units.models import Level, Unit

STRONG, FAIR, FEEBLE, NONE = "strong", "medium", "weak", "unmatched"
# Beside Hüseyin İnce's: where, and how well they fit; no department is «I don't remember».
WAITING: tuple[tuple[str, str, str], ...] = (
    (ENGINEERING, "Makine Mühendisliği", STRONG),
    (ENGINEERING, "Makine Mühendisliği", FAIR),
    (ENGINEERING, "Makine Mühendisliği", FEEBLE),
    (ENGINEERING, "Makine Mühendisliği", NONE),
    (ENGINEERING, "Makine Mühendisliği", STRONG),
    (ENGINEERING, "İnşaat Mühendisliği", STRONG),
    (ENGINEERING, "İnşaat Mühendisliği", FAIR),
    (ENGINEERING, "İnşaat Mühendisliği", NONE),
    (ENGINEERING, "Bilgisayar Mühendisliği", STRONG),
    (ENGINEERING, "Bilgisayar Mühendisliği", FAIR),
    (ENGINEERING, "Harita Mühendisliği", FAIR),
    (ENGINEERING, "Elektrik-Elektronik Mühendisliği", STRONG),
    (FOREST, "Orman Mühendisliği", STRONG),
    (FOREST, "Orman Mühendisliği", FEEBLE),
    (FOREST, "Peyzaj Mimarlığı", FAIR),
    ("Tıp Fakültesi", "Tıp", STRONG),
    ("Tıp Fakültesi", "Tıp", NONE),
    (ECONOMICS, "İşletme", STRONG),
    (ECONOMICS, "İktisat", FEEBLE),
    (SCIENCE, "Fizik", FAIR),
    (LETTERS, "Türk Dili ve Edebiyatı", NONE),
    ("Fatih Eğitim Fakültesi", "Sınıf Öğretmenliği", STRONG),
    ("", "Elektrik bölümü", FAIR),
    ("", "Sürmene'deki yüksekokul", NONE),
)
# What the forgetful most likely mean.
FORGOTTEN = {"Elektrik bölümü": (ENGINEERING, "Elektrik-Elektronik Mühendisliği")}


@dataclass
class _Pool:
    """Records without an account, by department; each is claimed once."""

    by_department: dict[int, list[Graduate]]

    @classmethod
    def of(cls, graduates: list[Graduate]) -> "_Pool":
        pool: dict[int, list[Graduate]] = defaultdict(list)
        for graduate in graduates:
            if graduate.user is None and graduate.person.birth_date and graduate.person.nationality == "TR":
                pool[graduate.first.programme.department.pk].append(graduate)
        return cls(pool)

    def take(self, unit: Unit | None) -> Graduate | None:
        """One of the department, else of any."""
        own = self.by_department.get(unit.pk, []) if unit else []
        pool = own or next((many for many in self.by_department.values() if many), [])
        return pool.pop() if pool else None


def make_claims(maker: Maker, graduates: list[Graduate]) -> None:
    pool = _Pool.of(graduates)
    claims = [_huseyin(maker)]
    for number, (top, name, fit) in enumerate(WAITING):
        claim = _waiting(maker, pool, top, name, fit)
        claim.submitted_at = maker.now - timedelta(hours=7 + number * 7 % len(WAITING) * 11)
        claims.append(claim)
    for claim in claims:
        claim.created_at = (claim.submitted_at or maker.now) - timedelta(minutes=12)
        claim.submissions = 1
        _suggest(claim)
    Claim.objects.bulk_create(claims)
    attach_diploma(claims[0], subject="Makine Mühendisliği", year=2023)


def _waiting(maker: Maker, pool: _Pool, top: str, name: str, fit: str) -> Claim:
    """A claim to a department, or to one of which the claimant only knows some words."""
    where = (top, name) if top else FORGOTTEN.get(name)
    unit = department(*where) if where else None
    claim = _claim(maker, unit, None if fit == NONE else pool.take(unit), fit)
    if not top:
        claim.unit, claim.unit_text = None, name
    return claim


def _claim(maker: Maker, unit: Unit | None, record: Graduate | None, fit: str) -> Claim:
    """What somebody says who remembers everything, most things or little."""
    chance = maker.chance
    person = record.person if record else _stranger(maker)
    claim = Claim(
        user=_claimant(maker, person),
        state=Claim.State.SUBMITTED,
        given_names=person.given_names,
        surname=person.former_surname or person.surname,
        birth_date=person.birth_date,
        unit=record.first.programme.department if record else unit,
        level=record.first.level if record else chance.choice([Level.BACHELOR, None]),
        year=record.first.year if record else chance.randint(1990, maker.today.year - 2),
        phone=maker.addresses.phone() if chance.likely(70) else "",
    )
    if record and fit == STRONG:
        claim.given_names, claim.surname = upper(claim.given_names), upper(claim.surname)
        claim.identifier = person.tckn
        claim.identifier_hash = hash_identifier(person.tckn or "")
        claim.student_no = record.first.student_no
    elif record and fit == FAIR:
        _misremember(claim)
    elif record:
        _be_a_namesake(claim)
    return claim


def _misremember(claim: Claim) -> None:
    """A year off, and one part of the day of birth."""
    claim.year = (claim.year or 2000) - 1
    if claim.birth_date:
        claim.birth_date = claim.birth_date.replace(day=claim.birth_date.day % 28 + 1)
    claim.note = "Yılı tam hatırlamıyorum; diplomam baba evinde."


def _be_a_namesake(claim: Claim) -> None:
    """The same name, another day of birth and another year: somebody else, most likely."""
    if claim.birth_date:
        claim.birth_date = date(claim.birth_date.year - 3, claim.birth_date.month % 12 + 1, 29 - claim.birth_date.day)
    claim.year = (claim.year or 2000) - 2


def _stranger(maker: Maker) -> Person:
    """Somebody of whom the registry knows nothing."""
    chance = maker.chance
    return Person(
        given_names=chance.choice(["Bedirhan", "Nurten", "Şahika", "Galip"]),
        surname=chance.choice(["Yakamozoğlu", "Çavdarcı", "Pazarsuyu", "Gökçedereli"]),
        birth_date=date(chance.randint(1962, 1999), chance.randint(1, 12), chance.randint(1, 28)),
    )


def _claimant(maker: Maker, person: Person) -> User:
    return open_account(name="", email=maker.addresses.mail(person.given_names, person.surname, "posta"))


def _huseyin(maker: Maker) -> Claim:
    """The claim of the decision page: strong, with one year of difference."""
    record = Person.objects.get(given_names="Hüseyin", surname="İnce", birth_date=date(2001, 3, 4))
    return Claim(
        user=open_account(name="", email=accounts.CLAIMANT),
        state=Claim.State.SUBMITTED,
        given_names="Hüseyin",
        surname="İNCE",
        birth_date=record.birth_date,
        unit=department(ENGINEERING, "Makine Mühendisliği"),
        level=Level.BACHELOR,
        year=2022,
        identifier=record.tckn,
        identifier_hash=hash_identifier(record.tckn or ""),
        phone="+905050007841",
        submitted_at=maker.now - timedelta(hours=16),
    )


def _suggest(claim: Claim) -> None:
    """The likeliest record, noted for whoever decides, as at a real submission."""
    found = find_candidates(claim, among=Alumnus.objects.all(), graduations=Graduation.objects.all())
    if found and found[0].score >= MEDIUM:
        claim.alumnus, claim.score = found[0].alumnus, found[0].score
