"""Who works at the desk of data protection."""

from typing import TYPE_CHECKING

from alumni.rights.permissions import can_answer, can_erase
from mik.accounts.powers import powers_of

if TYPE_CHECKING:
    from mik.common.hooks import AnyUser

__all__ = ["can_answer", "can_erase", "can_handle_breaches"]


def can_handle_breaches(user: "AnyUser") -> bool:
    """The heads of the office alone."""
    return powers_of(user).is_office
