"""Graduates of two departments, few enough to count by hand and enough to be hidden."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from alumni.registry.models import Alumnus
from mik.people.models import ContactPoint
from mik.units.models import Unit
from tests.factories.accounts import UserFactory
from tests.factories.alumni import enrol, graduate
from tests.factories.consents import agreed, withdrew
from tests.factories.units import programme_of


@pytest.fixture
def graduates(department: Unit, other_department: Unit) -> Iterator[list[Alumnus]]:
    """Four of the department, one of them proposed; three of the other, one a member abroad."""
    cache.clear()
    mine = [graduate(programme_of(department), year=1994 + 10 * n, contacts=n != 2) for n in range(4)]
    theirs = [graduate(programme_of(other_department), year=2014) for _ in range(3)]
    Alumnus.objects.filter(pk=mine[3].pk).update(state="proposed")
    Alumnus.objects.filter(pk=mine[0].pk).update(confirmed_at=timezone.now(), created_at=_days_ago(800))
    Alumnus.objects.filter(pk=mine[1].pk).update(confirmed_at=_days_ago(500))
    enrol(mine[0], UserFactory.create())
    agreed(mine[0].person, theirs[0].person)
    withdrew(theirs[0].person)
    _live(mine[0], "TR", "61")
    _live(theirs[0], "TR", "61")
    _live(theirs[1], "DE", "")
    yield [*mine, *theirs]
    cache.clear()


def _days_ago(days: int) -> object:
    return timezone.now() - timedelta(days=days)


def _live(alumnus: Alumnus, country: str, province: str) -> None:
    ContactPoint.objects.create(
        person=alumnus.person, kind=ContactPoint.Kind.ADDRESS, country=country, province=province
    )
