"""Records each of which breaks one rule."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from alumni.registry.models import Alumnus, Graduation
from mik.people.models import ContactPoint, Person
from mik.units.models import Unit
from tests.factories.accounts import UserFactory
from tests.factories.alumni import AlumnusFactory, GraduationFactory, enrol, graduate
from tests.factories.people import ContactPointFactory
from tests.factories.units import ProgrammeFactory, programme_of

Breaker = Callable[[Alumnus], object]


def _person(**fields: Any) -> Breaker:
    return lambda one: Person.objects.filter(pk=one.pk).update(**fields)


def _diploma(**fields: Any) -> Breaker:
    return lambda one: Graduation.objects.filter(alumnus=one).update(**fields)


def _contact(**fields: Any) -> Breaker:
    return lambda one: ContactPointFactory.create(
        person=one.person, is_primary=False, **{"normalised": fields["value"], **fields}
    )


def _second_diploma(one: Alumnus) -> None:
    GraduationFactory.create(alumnus=one, programme=one.graduations.get().programme, graduated_on=date(2014, 6, 2))


def _too_old(one: Alumnus) -> None:
    _person(birth_date=date(1925, 1, 1))(one)
    _diploma(year=1950, graduated_on=None)(one)


def _closed_before(one: Alumnus) -> None:
    programme = ProgrammeFactory.create(parent__name="Kapalı", closed_on=date(2010, 1, 1))
    _diploma(programme=programme)(one)


def _dead_primary(one: Alumnus) -> None:
    ContactPoint.objects.filter(person=one.person, kind="email").bury("bounced")
    _contact(value="yeni@ornek.example")(one)


def _unreachable_member(one: Alumnus) -> None:
    enrol(one, UserFactory.create())
    ContactPoint.objects.filter(person=one.person, kind="email").bury("bounced")


def _proposed(one: Alumnus) -> None:
    long_ago = timezone.now() - timedelta(days=31)
    Alumnus.objects.filter(pk=one.pk).update(state=Alumnus.State.PROPOSED, created_at=long_ago)


BREAKERS: dict[str, Breaker] = {
    "eposta-alani": _contact(value="elif@gmial.com"),
    "ulke-kodu": _contact(kind="phone", value="+5321112233"),
    "olu-oncelikli": _dead_primary,
    "uyenin-epostasi": _unreachable_member,
    "dogmadan-mezun": _person(birth_date=date(2015, 1, 1)),
    "cok-genc": _person(birth_date=date(2000, 1, 1)),
    "ayni-ay-iki-diploma": _second_diploma,
    "olanaksiz-yil": _too_old,
    "program-disinda": _closed_before,
    "gecersiz-tckn": _person(tckn="12345678901"),
    "buyuk-harf": _person(surname="IŞIK"),
    "ayni-soyad": _person(surname="Işık", former_surname="ISIK"),
    "bekleyen-oneri": _proposed,
}


@pytest.fixture
def broken(department: Unit) -> dict[str, Alumnus]:
    """By rule, a record that breaks it and no other; beside them two that break none."""
    programme = programme_of(department)
    found = {}
    for code, break_it in BREAKERS.items():
        found[code] = graduate(programme, given_names="Ayşe", surname="Öz")
        break_it(found[code])
    found["mezuniyetsiz"] = AlumnusFactory.create(person__given_names="Ş.", person__surname="Öz")
    sharing = [graduate(programme, given_names="Can", surname="Ünlü") for _n in range(5)]
    for alumnus in sharing:
        _contact(value="sekreterlik@ornek.example")(alumnus)
        _contact(kind="phone", value="+904623770000")(alumnus)
    found["ortak-eposta"] = found["ortak-telefon"] = sharing[0]
    graduate(programme, given_names="Ş.", surname="Öz")
    graduate(programme, given_names="Deniz McDonald", surname="Kaya", former_surname="Öz")
    return found
