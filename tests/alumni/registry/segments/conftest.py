"""The two desks a segment is asked at."""

import pytest

from alumni.registry.scopes import Scope, office_scope, representative_scope
from mik.accounts.models import User
from mik.units.models import Unit


@pytest.fixture
def office(coordinator: User) -> Scope:
    return office_scope(coordinator)


@pytest.fixture
def desk(representative: User, department: Unit) -> Scope:
    return representative_scope(representative, department.pk)
