"""Who keeps the names of units."""

from typing import Any

from mik.accounts.powers import powers_of
from mik.common import hooks

UNITS = hooks.duties.require("coordinator.units")


def can_name_units(user: Any) -> bool:
    return powers_of(user).has_duty(UNITS)
