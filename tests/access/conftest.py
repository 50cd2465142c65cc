"""The world the access tests share."""

import pytest

from mik.accounts.models import DutyGrant, User
from mik.units.models import Unit
from tests.access.world import ROLES, World, side_of


@pytest.fixture
def world(
    request: pytest.FixtureRequest,
    department: Unit,
    other_department: Unit,
    alumna: User,
    other_alumna: User,
    representative: User,
    other_representative: User,
) -> World:
    users = {role: request.getfixturevalue(role) for role in ROLES}
    own = side_of(department, alumna, representative)
    other = side_of(other_department, other_alumna, other_representative)
    duty = DutyGrant.objects.filter(appointment__user=users["staff_with_duty"]).first()
    for side in (own, other):
        side.objects["duty"] = duty
    return World(own=own, other=other, users=users)
