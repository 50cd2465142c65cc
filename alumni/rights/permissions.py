"""Who answers requests, and who may erase."""

from typing import TYPE_CHECKING

from alumni.rights.managers import REQUESTS
from mik.accounts.powers import powers_of

if TYPE_CHECKING:
    from mik.common.hooks import AnyUser


def can_answer(user: "AnyUser") -> bool:
    """The office, and staff the duty was handed to."""
    return powers_of(user).has_duty(REQUESTS)


def can_erase(user: "AnyUser") -> bool:
    """The heads of the office alone: what is erased comes back from nowhere."""
    return powers_of(user).is_office
