"""Where segments are used: the rooms above say so, one function each, as with ``mik.common.hooks``."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from mik.accounts.models import User
from mik.common.hooks import Functions


@dataclass(frozen=True)
class Use:
    """Something that asks a segment. ``holds``: it still needs it, so the segment cannot be deleted."""

    label: str
    title: str
    url: str = ""
    holds: bool = False


uses: Functions[Callable[[int, User], Iterable[Use]]] = Functions("segment_uses", "What asks this saved segment")


def uses_of(segment_id: int, user: User) -> Iterator[Use]:
    for room in uses:
        yield from room(segment_id, user)
