"""A member without a card, and somebody at the desk."""

import pytest
from django.core.cache import cache

from alumni.registry.models import Alumnus
from mik.accounts.models import DutyGrant, User
from tests.factories.accounts import grant


@pytest.fixture(autouse=True)
def _fresh_limits(db: None) -> None:
    """Limits live in the cache, which one test must not leave to the next."""
    cache.clear()


@pytest.fixture
def holder(alumna: User) -> Alumnus:
    return Alumnus.objects.get(person__user=alumna)


@pytest.fixture
def other_holder(other_alumna: User) -> Alumnus:
    return Alumnus.objects.get(person__user=other_alumna)


@pytest.fixture
def clerk(staff: User, coordinator: User) -> User:
    """A member of staff to whom the cards were handed out, and nothing else."""
    granted: DutyGrant = grant(staff.appointments.get(), "cards.issue", coordinator)
    return granted.appointment.user
