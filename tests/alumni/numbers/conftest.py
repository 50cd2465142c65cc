"""A registry of a few dozen graduates, made by chance from a seed: two diplomas, two homes, unknowns, small groups."""

import random
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache

from alumni.career.models import Employment
from alumni.membership.models import Membership
from alumni.registry.models import Alumnus, Graduation
from mik.accounts.models import User
from mik.people.models import ContactPoint, Person
from mik.units.models import Unit
from tests.factories.alumni import OrganisationFactory
from tests.factories.units import department_with_programmes

Making = Callable[..., list[Alumnus]]


@pytest.fixture
def departments(db: None) -> list[Unit]:
    """Two of one faculty and one of another."""
    found = [department_with_programmes(name) for name in ("Makine Mühendisliği", "İnşaat Mühendisliği")]
    other = Unit.objects.create(kind="faculty", name="Orman Fakültesi", key="orman")
    return [*found, department_with_programmes("Orman Mühendisliği", parent=other)]


@pytest.fixture
def registry(departments: list[Unit]) -> Iterator[Making]:
    """``registry(seed=…, size=…)`` fills it; one record in twenty is only proposed and counts nowhere."""
    cache.clear()
    yield lambda *, seed=1, size=60: _fill(departments, random.Random(seed), size)
    cache.clear()


def _fill(departments: list[Unit], chance: random.Random, size: int) -> list[Alumnus]:
    programmes = list(Unit.objects.filter(parent__in=departments).order_by("pk"))
    people = Person.objects.bulk_create(
        Person(given_names="Işıl", surname=f"Öz{n}", sex=chance.choice("ffmm") if n % 9 else "",
               nationality=chance.choice(["TR", "TR", "TR", "AZ", "DE", ""]))
        for n in range(size)
    )  # fmt: skip
    alumni = Alumnus.objects.bulk_create(
        Alumnus(person=one, state="proposed" if n % 20 == 19 else "confirmed") for n, one in enumerate(people)
    )
    _diplomas(alumni, programmes, chance)
    _contacts(people, chance)
    _works(alumni, chance)
    users = User.objects.bulk_create(User(email=f"uye{n}@ornek.example") for n in range(size // 3))
    members = chance.sample(alumni, len(users))
    Membership.objects.bulk_create(
        Membership(alumnus=one, user=user, method="office") for one, user in zip(members, users, strict=True)
    )
    return alumni


def _diplomas(alumni: list[Alumnus], programmes: list[Unit], chance: random.Random) -> None:
    made = []
    for number, one in enumerate(alumni):
        for again in range(2 if number % 6 == 0 else 1):
            programme = chance.choice(programmes)
            year = chance.choice([1994, 2003, 2008, 2009]) + again
            made.append(Graduation(alumnus=one, programme=programme, level=programme.level or 6, year=year,
                                   diploma_no=f"{one.pk}/{again}"))  # fmt: skip
    Graduation.objects.bulk_create(made)


def _contacts(people: list[Person], chance: random.Random) -> None:
    made = []
    for number, one in enumerate(people):
        places = [chance.choice([("TR", "61"), ("TR", "34"), ("TR", ""), ("DE", "")]) for _ in range(number % 3)]
        made += [ContactPoint(person=one, kind="address", country=country, province=province, value=f"{n}",
                              normalised=f"{n}") for n, (country, province) in enumerate(places)]  # fmt: skip
        if chance.random() < 0.7:
            made.append(ContactPoint(person=one, kind="email", value="gizli@ornek.example", normalised=f"{number}"))
    ContactPoint.objects.bulk_create(made)


def _works(alumni: list[Alumnus], chance: random.Random) -> None:
    employer = OrganisationFactory.create()
    Employment.objects.bulk_create(
        Employment(alumnus=one, employer=employer, title="Mühendis", sector=chance.choice("CFQ"), is_primary=True)
        for one in chance.sample(alumni, len(alumni) // 2)
    )
