"""Generated claims over a generated registry: what people remember wrongly, and who is easily taken for another.

Everything comes from one seed. The registry holds twins, father and son of one name, and strangers who share name and
day of birth; the claims hold the mistakes people make, one to three of them each. The rates were set before anything
was measured and are not softened to pass. Used by the benchmark (1,000 claims) and, shorter, by a test.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from allauth.account.models import EmailAddress

from alumni.membership.candidates import find_candidates
from alumni.membership.control import is_proved
from alumni.membership.drafts import hash_identifier
from alumni.membership.joining import certain_record
from alumni.membership.models import Claim
from alumni.registry.models import Alumnus, Graduation
from mik.accounts.models import User
from mik.common.fields import keyed_hash
from mik.common.turkish import fold, upper
from mik.people.models import ContactPoint, Person
from mik.units.models import Kind, Level, Unit
from tests.bench.name_lists import Ranked, given_names, surnames
from tests.factories.people import tckn

# --- the registry ------------------------------------------------------------------------------------
DEPARTMENTS = 12
TWINS = 0.06  # of the records have a twin: same surname, day of birth, often the same place and e-mail
SAME_NAME_AND_DAY = 0.04  # somebody else of the very same name and day of birth
FATHER_AND_SON = 0.02
NO_NUMBER, NO_BIRTH_DATE, NO_EMAIL = 0.30, 0.05, 0.45
# --- the claims --------------------------------------------------------------------------------------
STRANGERS = 0.10  # are in no registry, many with the name of somebody who is
NO_IDENTIFIER, NO_STUDENT_NO, NO_UNIT, NO_YEAR = 0.35, 0.70, 0.10, 0.12
OWN_ADDRESS = 0.60  # of those whose record has an e-mail sign up with it
MISTAKES = (0.30, 0.40, 0.20, 0.10)  # none, one, two, three
KEYBOARD = ("qwertyuıopğü", "asdfghjklşi", "zxcvbnmöç")


@dataclass
class World:
    """``truth``: of each claim's key the record it is about, None for a stranger."""

    claims: list[Claim] = field(default_factory=list)
    truth: dict[int, int | None] = field(default_factory=dict)


def make_world(*, seed: int, records: int, claims: int) -> World:
    """Fill the database and write the claims, none of them sent in yet."""
    return _Maker(Random(seed)).make(records, claims)


@dataclass(frozen=True)
class Verdict:
    """What the platform makes of a claim: the record it would join by itself, and the first of the suggestions."""

    joined: int | None
    first: int | None


def judge(claim: Claim) -> Verdict:
    """By the rule and the matching alone, without mails and limits; over the whole registry, as the office sees it."""
    record = certain_record(claim)
    joined = record.pk if record is not None and is_proved(claim, record) else None
    found = find_candidates(claim, among=Alumnus.objects.all(), graduations=Graduation.objects.all())
    return Verdict(joined, found[0].alumnus.pk if found else None)


@dataclass(frozen=True)
class Score:
    wrong: int
    joined: int
    pairs: int
    hit: int

    @property
    def share(self) -> float:
        return self.hit / self.pairs


def score(world: World, verdicts: dict[int, Verdict]) -> Score:
    """Wrong automatic matches; and of the true pairs those that joined rightly or stand first in the suggestions."""
    wrong = joined = pairs = hit = 0
    for pk, verdict in verdicts.items():
        true = world.truth[pk]
        joined += verdict.joined is not None
        wrong += verdict.joined is not None and verdict.joined != true
        pairs += true is not None
        hit += true is not None and true in {verdict.joined, verdict.first}
    return Score(wrong, joined, pairs, hit)


def _look_alike(one: Person, other: Person) -> bool:
    return one.surname == other.surname and one.birth_date == other.birth_date


class _Maker:
    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.names = {sex: Ranked(given_names(sex), exponent=0.95, shift=3) for sex in "mf"}
        self.surnames = Ranked(surnames(), exponent=0.90, shift=6)
        self.serial = 0

    def likely(self, share: float) -> bool:
        return self.chance.random() < share

    # --- registry ----------------------------------------------------------------------------------

    def make(self, records: int, claims: int) -> World:
        self.programmes = self._programmes()
        people: list[Person] = []
        while len(people) < records:
            people += self._household()
        people = Person.objects.bulk_create(people[:records])
        Alumnus.objects.bulk_create([Alumnus(person=person) for person in people])
        Graduation.objects.bulk_create([self._graduation(person) for person in people])
        ContactPoint.objects.bulk_create(self._contacts(people))
        return self._claims(claims)

    def _programmes(self) -> list[Unit]:
        faculty = Unit.objects.create(kind=Kind.FACULTY, name="Fakülte", key="generated")
        made = []
        for number in range(DEPARTMENTS):
            key = f"generated/{number}"
            department = Unit.objects.create(kind=Kind.DEPARTMENT, name=f"Bölüm {number}", parent=faculty, key=key)
            made.append(
                Unit.objects.create(
                    kind=Kind.PROGRAMME, name=department.name, parent=department, level=Level.BACHELOR, key=f"{key}/6"
                )
            )
        return made

    def _household(self) -> list[Person]:
        """One person, or two that are easily taken for one another."""
        sex = self.chance.choice("mf")
        born = date(1950, 1, 1) + timedelta(days=self.chance.randrange(365 * 53))
        one = self._person(self.names[sex].pick(self.chance), self.surnames.pick(self.chance), born, sex)
        if self.likely(TWINS):
            other = self._person(self.names[self.chance.choice("mf")].pick(self.chance), one.surname, born, sex)
            return [one, other]
        if self.likely(SAME_NAME_AND_DAY):
            return [one, self._person(one.given_names, one.surname, born, sex)]
        if self.likely(FATHER_AND_SON):
            return [one, self._person(one.given_names, one.surname, born.replace(year=born.year - 26, day=1), sex)]
        return [one]

    def _person(self, given: str, surname: str, born: date, sex: str) -> Person:
        self.serial += 1
        if self.likely(0.25):
            given = f"{given} {self.names[sex].pick(self.chance)}"
        number = "" if self.likely(NO_NUMBER) else tckn(self.serial * 7919 + 101)
        return Person(
            given_names=given,
            surname=surname,
            birth_date=None if self.likely(NO_BIRTH_DATE) else born,
            sex=sex,
            tckn=number,
            tckn_hash=keyed_hash(number, purpose="tckn") if number else None,
        )

    def _graduation(self, person: Person) -> Graduation:
        programme = self.chance.choice(self.programmes)
        born = person.birth_date.year if person.birth_date else 1980
        year = min(born + 22 + self.chance.randrange(4), 2026)
        return Graduation(
            alumnus_id=person.pk,
            programme=programme,
            level=Level.BACHELOR,
            year=year,
            student_no=f"{100000 + person.pk}",
            diploma_no=f"T/{year}/{person.pk}",
        )

    def _contacts(self, people: list[Person]) -> list[ContactPoint]:
        """Twins and fathers often stand with one address of the family in both records."""
        contacts, before = [], None
        for person in people:
            if not self.likely(NO_EMAIL):
                shared = before is not None and before.surname == person.surname and self.likely(0.5)
                owner = before.pk if shared and before else person.pk
                address = f"kisi{owner}@ornek.example"
                contacts.append(
                    ContactPoint(person=person, kind="email", value=address, normalised=address, is_primary=True)
                )
            before = person
        return contacts

    # --- claims --------------------------------------------------------------------------------------

    def _claims(self, count: int) -> World:
        world = World()
        records = list(Alumnus.objects.select_related("person").prefetch_related("graduations__programme__parent"))
        confusable = self._confusable(records)
        for number in range(count):
            pool = confusable if confusable and self.likely(0.25) else records
            record = self.chance.choice(pool)
            stranger = self.likely(STRANGERS)
            claim = self._stranger(record, number) if stranger else self._claim(record, records, number)
            claim.save()
            world.claims.append(claim)
            world.truth[claim.pk] = None if stranger else record.pk
        return world

    def _confusable(self, records: list[Alumnus]) -> list[Alumnus]:
        """Those with a neighbour of the same surname and day of birth: a quarter of the claims is theirs."""
        near = [(one, other) for one, other in pairwise(records) if _look_alike(one.person, other.person)]
        return [record for pair in near for record in pair]

    def _user(self, number: int, address: str = "") -> User:
        user = User.objects.filter(email=address).first() if address else None
        if user is None:
            user = User.objects.create(email=address or f"basvuran{number}@ornek.example")
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        elif Claim.objects.filter(user=user, state__in=Claim.OPEN).exists():
            return self._user(number)
        return user

    def _claim(self, record: Alumnus, records: list[Alumnus], number: int) -> Claim:
        person, graduation = record.person, record.graduations.all()[0]
        held = ContactPoint.objects.filter(person=person.pk).first()
        claim = Claim(
            user=self._user(number, held.value if held and self.likely(OWN_ADDRESS) else ""),
            given_names=person.given_names,
            surname=person.surname,
            birth_date=person.birth_date or date(1980, 5, 17),
            unit=None if self.likely(NO_UNIT) else graduation.programme.parent,
            level=graduation.level,
            year=None if self.likely(NO_YEAR) else graduation.year,
            student_no="" if self.likely(NO_STUDENT_NO) else graduation.student_no,
            diploma_no=graduation.diploma_no if self.likely(0.15) else "",
        )
        if person.tckn and not self.likely(NO_IDENTIFIER):
            self._number(claim, person.tckn)
        mistakes = self.chance.choices(range(4), MISTAKES)[0]
        for spoil in self.chance.sample(self._spoilers(), mistakes):
            spoil(claim, record, records)
        return claim

    def _stranger(self, record: Alumnus, number: int) -> Claim:
        """Nobody the registry knows: half of them bear the name of somebody it does."""
        person = record.person
        born = date(1950, 1, 1) + timedelta(days=self.chance.randrange(365 * 53))
        namesake = self.likely(0.5)
        claim = Claim(
            user=self._user(number),
            given_names=person.given_names if namesake else self.names["m"].pick(self.chance),
            surname=person.surname if namesake else self.surnames.pick(self.chance),
            birth_date=person.birth_date if namesake and person.birth_date and self.likely(0.3) else born,
            unit=self.chance.choice(self.programmes).parent,
            level=Level.BACHELOR,
            year=born.year + 23,
        )
        if self.likely(0.5):
            self._number(claim, tckn(890_000_000 + number))
        return claim

    def _number(self, claim: Claim, number: str) -> None:
        claim.identifier, claim.identifier_hash = number, hash_identifier(number)

    def _spoilers(self) -> list[Callable[[Claim, Alumnus, list[Alumnus]], None]]:
        return [
            self._typo, self._typo, self._swap, self._marry, self._marry, self._wrong_year, self._wrong_year,
            self._swap_day_and_month, self._wrong_day, self._lose_letters, self._drop_a_name, self._other_unit,
            self._anothers_number, self._shout,
        ]  # fmt: skip

    def _typo(self, claim: Claim, record: Alumnus, records: list[Alumnus]) -> None:
        """One letter of the given names or the surname: another of the same row, doubled, lost, or two exchanged."""
        name = self.chance.choice(["given_names", "surname"])
        text = getattr(claim, name)
        at = self.chance.randrange(len(text) - 1) if len(text) > 2 else 0
        row = next((row for row in KEYBOARD if text[at].lower() in row), "aeiou")
        slip = self.chance.randrange(4)
        spoilt = (
            text[:at] + self.chance.choice(row) + text[at + 1 :],
            text[:at] + text[at] + text[at:],
            text[:at] + text[at + 1 :],
            text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :],
        )[slip]
        setattr(claim, name, spoilt.strip() or text)

    def _swap(self, claim: Claim, record: Alumnus, records: list[Alumnus]) -> None:
        claim.given_names, claim.surname = claim.surname, claim.given_names

    def _marry(self, claim: Claim, record: Alumnus, records: list[Alumnus]) -> None:
        """The surname of today; the one of graduation day is told by two in three, or stands before the new one."""
        if record.person.sex != "f":
            return self._typo(claim, record, records)
        maiden, claim.surname = claim.surname, self.surnames.pick(self.chance)
        if self.likely(0.5):
            claim.former_surname = maiden
        elif self.likely(0.4):
            claim.surname = f"{maiden} {claim.surname}"
        return None

    def _wrong_year(self, claim: Claim, record: Alumnus, records: list[Alumnus]) -> None:
        if claim.year:
            claim.year += self.chance.choice([-4, -2, -1, 1, 2, 4])

    def _swap_day_and_month(self, claim: Claim, record: Alumnus, records: list[Alumnus]) -> None:
        day = claim.birth_date
        if day and day.day <= 12:
            claim.birth_date = day.replace(month=day.day, day=min(day.month, 28))

    def _wrong_day(self, claim: Claim, record: Alumnus, records: list[Alumnus]) -> None:
        if claim.birth_date:
            claim.birth_date = claim.birth_date.replace(day=claim.birth_date.day % 28 + 1)

    def _lose_letters(self, claim: Claim, record: Alumnus, records: list[Alumnus]) -> None:
        """A keyboard without Turkish letters; or a program that made strangers of them."""
        if self.likely(0.7):
            claim.given_names, claim.surname = fold(claim.given_names), fold(claim.surname)
        else:
            strangers = str.maketrans("ŞşĞğİı", "Þþ??Ý?")
            claim.given_names = claim.given_names.translate(strangers)
            claim.surname = claim.surname.translate(strangers)

    def _drop_a_name(self, claim: Claim, record: Alumnus, records: list[Alumnus]) -> None:
        names = claim.given_names.split()
        claim.given_names = self.chance.choice(names) if names else claim.given_names

    def _other_unit(self, claim: Claim, record: Alumnus, records: list[Alumnus]) -> None:
        claim.unit = self.chance.choice(self.programmes).parent

    def _anothers_number(self, claim: Claim, record: Alumnus, records: list[Alumnus]) -> None:
        """A digit wrong twice over, or the number of the twin: valid, and somebody else's."""
        neighbours = [r for r in records if r.person.surname == record.person.surname and r.person.tckn]
        other = self.chance.choice(neighbours or records).person
        self._number(claim, other.tckn or tckn(880_000_000 + other.pk))

    def _shout(self, claim: Claim, record: Alumnus, records: list[Alumnus]) -> None:
        claim.given_names, claim.surname = upper(claim.given_names), upper(claim.surname)
