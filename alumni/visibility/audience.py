"""Who looks at a member: everybody outside, a member, or a member of the same department."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from alumni.registry.member_services import member_record
from mik.accounts.models import User


@dataclass(frozen=True)
class Audience:
    """``departments``: those the reader graduated from; whoever shares one is the reader's classmate.

    The office and the representatives are no audience: what they see follows from their appointments
    (``visible_to``), not from what a member shows.
    """

    is_member: bool = False
    departments: frozenset[int] = frozenset()


PUBLIC = Audience()
ANY_MEMBER = Audience(is_member=True)


def audience_of(user: Any) -> Audience:
    """What this user looks as. Who has not joined looks like everybody else."""
    own = member_record(user) if isinstance(user, User) else None
    return classmate_of(getattr(own, "departments", [])) if own is not None else PUBLIC


def classmate_of(departments: Iterable[int | None]) -> Audience:
    """A member who graduated from one of these."""
    return Audience(is_member=True, departments=frozenset(pk for pk in departments if pk))
