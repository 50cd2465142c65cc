"""One search across all kinds of things: each room registers a function that says what it holds for typed words.

``finders`` get the user, the words and how many rows to show; ``number_finders`` a number of a person, which stands in
no address and is not repeated in what they return. A room that has nothing for this user yields nothing; one that has
a group yields it even when nobody and nothing was found there. The number of queries does not depend on what is found.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mik.common.hooks.kinds import Functions

if TYPE_CHECKING:
    from mik.common.hooks.texts import AnyUser, Text

# People are what most come for; the pages of the platform itself are the last thing meant.
PEOPLE, UNITS, NEWS, SURVEYS, REPORTS, FIGURES, PAGES = range(1, 8)


class TooManyTries(Exception):
    """The user has asked for too many numbers lately."""


@dataclass(frozen=True)
class Hit:
    """One thing found: its name, a line below it, where it leads."""

    label: "Text"
    url: str
    detail: "Text" = ""


@dataclass(frozen=True)
class Group:
    """What one list holds: the first few, how many there are in words, and the list itself with the words in it.

    ``place`` orders the groups. ``subjects``: the persons shown, who may ask who saw them, and ``as_role`` in which
    role; ``reason`` stands in that record too. ``note`` is a line above the rows.
    """

    label: "Text"
    hits: "list[Hit]"
    count: str
    place: int
    url: str = ""
    icon: str = "search"
    note: "Text" = ""
    subjects: tuple[int, ...] = ()
    as_role: str = ""
    reason: str = ""


finders: Functions["Callable[[AnyUser, str, int], Iterable[Group]]"] = Functions(
    "finders", "What the search across everything finds for this user: (user, words, rows to show)"
)
number_finders: Functions["Callable[[AnyUser, str], Iterable[Group]]"] = Functions(
    "number_finders", "Who bears a number, as far as this user may ask: (user, number)"
)
