"""What one good row comes to: whom it means, what it would change, why it is left out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from alumni.registry.importing.parsed import ParsedRow
from alumni.registry.importing.winners import WITH
from alumni.registry.models import Graduation
from mik.common.turkish import date_long
from mik.people.models import Person

if TYPE_CHECKING:
    from alumni.registry.duplicates import Likely


class Outcome(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    LIKELY = "likely"


@dataclass
class Difference:
    """One field that an import would change; ``old`` is empty where nothing was known."""

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class Loser:
    """A value of a field that differs from another source's and is not the record's. ``spoke``: what the history tells
    of who set it; None where the list says it.
    """

    field: str
    value: Any
    rule: str
    graduation_id: int | None = None
    spoke: Mapping[str, Any] | None = None


@dataclass
class Landing:
    """What one good row comes to."""

    row: ParsedRow
    person: Person | None = None
    graduation: Graduation | None = None
    # The row of its chunk that says most of the same new person, who has a national number and a passport.
    told_with: ParsedRow | None = None
    # What this row has made, once it has landed.
    made_person: int | None = None
    made_graduation: int | None = None
    person_changes: dict[str, Any] = field(default_factory=dict)
    graduation_changes: dict[str, Any] = field(default_factory=dict)
    new_contacts: list[tuple[str, str]] = field(default_factory=list)
    # What the list says otherwise and a rule kept out.
    kept_out: dict[str, Any] = field(default_factory=dict)
    # What loses against another source, whichever of the two it is: kept beside the record.
    losers: list[Loser] = field(default_factory=list)
    outside: bool = False
    # The record of its key is not there (any more), or is not this desk's.
    is_gone: bool = False
    choice: str = ""
    # Records it probably means, for a person to choose from.
    likely: list["Likely"] = field(default_factory=list)
    # What it would come to if it meant each of these, in their order.
    supposed: list["Landing"] = field(default_factory=list)
    # No number says who it is: the record was found by its name, which the list therefore cannot correct.
    is_found_by_name: bool = False
    # Why it is left out though nothing is wrong in the row (``matching.REFUSALS``).
    refusal: str = ""
    # An earlier row of its chunk that tells the same graduation of the same record.
    repeats: int = 0

    @property
    def person_id(self) -> int | None:
        """Of the person who was found or made."""
        return self.person.pk if self.person else self.made_person

    @property
    def graduation_id(self) -> int | None:
        """Of the graduation that was found or made."""
        return self.graduation.pk if self.graduation else self.made_graduation

    @property
    def adds_number(self) -> bool:
        """Whether the record would get an identity or passport number, which is shown to nobody."""
        return self.person is not None and not NUMBERS.isdisjoint(self.person_changes)

    @property
    def lands(self) -> bool:
        return not (self.outside or self.is_gone or self.refusal)

    @property
    def outcome(self) -> Outcome:
        if self.likely:
            return Outcome.LIKELY
        if self.kept_out:
            return Outcome.CONFLICT
        if self.graduation is None:
            return Outcome.CREATED
        if self.person_changes or self.graduation_changes or self.new_contacts:
            return Outcome.UPDATED
        return Outcome.UNCHANGED

    def differences(self) -> list[Difference]:
        """Field by field, for people; identifiers are never among them."""
        found = [
            Difference(name, _text(name, getattr(holder, name)), _text(name, value))
            for holder, changes in (
                (self.person, self.person_changes),
                (self.graduation, self.graduation_changes),
            )
            for name, value in changes.items()
            if holder is not None and _is_shown(name, changes)
        ]
        return found + [Difference(kind, "", value) for kind, value in self.new_contacts]

    def conflicts(self) -> list[Difference]:
        """What stays as it is in the registry, though the list says otherwise."""
        holders = ((self.person, PERSON_FIELDS), (self.graduation, GRADUATION_FIELDS))
        return [
            Difference(name, _text(name, getattr(holder, name)), _text(name, self.kept_out[name]))
            for holder, names in holders
            for name in names
            if name in self.kept_out and holder is not None and _is_shown(name, self.kept_out)
        ]


PERSON_FIELDS = ("given_names", "surname", "former_surname", "birth_date", "sex", "nationality")
GRADUATION_FIELDS = ("programme_id", "level", "graduated_on", "year", "diploma_no", "student_no")
NUMBERS = frozenset({"tckn", "tckn_hash", "passport_no", "passport_hash"})


def _is_shown(name: str, told: Collection[str]) -> bool:
    """A field that follows another is shown where it differs alone; a number of the person never."""
    return name not in NUMBERS and WITH.get(name) not in told


def text_known(name: str, person: Person, graduation: Graduation | None) -> str:
    """What the registry holds in a field of a difference; "" where it is a contact to be added."""
    return _text(name, getattr(person if name in PERSON_FIELDS else graduation, name, None))


def _text(name: str, value: Any) -> str:
    """A value as people read it; a programme by its number, which the page turns into its name."""
    if isinstance(value, date):
        return date_long(value)
    return "" if value is None else str(value)
