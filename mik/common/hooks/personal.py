"""What rooms hold of a person: to export, erase and merge; and by what people are chosen."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from mik.common.hooks.kinds import Keyed

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from mik.common.hooks.texts import Text


@dataclass(frozen=True)
class Merging:
    """Two records of one person become one: what hangs on the loser goes to the winner, then the loser's row goes.

    ``choices`` are those a person made, "winner" or "loser" by name of the field.
    """

    winner_id: int
    loser_id: int
    by_id: int
    at: datetime
    choices: "Mapping[str, str]" = field(default_factory=dict)

    @property
    def ids(self) -> tuple[int, int]:
        return self.winner_id, self.loser_id


class Keep(StrEnum):
    """How long, where no number of days says it."""

    ARCHIVE = "archive"  # for good: the university's duty to keep an archive
    UNTIL_ERASED = "until_erased"  # until the person asks for erasure
    WITH_ACCOUNT = "with_account"  # as long as the account
    WITH_RECORD = "with_record"  # as long as the record it hangs on


@dataclass(frozen=True)
class PersonalData:
    """What one model holds of a person: for export, erasure, merging and the inventory.

    ``model`` is a label ("people.ContactPoint"); ``person`` the lookup from it to the Person ("person",
    "alumnus__person", "" for Person itself), None where no relation leads there and ``export`` and ``erase`` know the
    way themselves; ``fields`` the fields that hold the person's values: erasure
    empties them in the history. ``export(person_id)`` returns rows for the person; ``erase(person_id)``
    empties or deletes the live rows and returns how many. ``stays`` names the fields whose live value outlives the
    erasure, each with the reason that is told to the person (KVKK art. 7, 28).

    ``keep`` says ``retention`` so that a machine reads it: a number of days has a ``Destruction`` of the same model.
    ``sees`` and ``receivers`` (who gets it outside the university; empty: nobody) stand in the processing inventory.

    When two records of one person are merged, every row that refers to the loser comes to refer to the winner, and
    where a unique constraint allows one only, the winner's stays. ``merge`` runs before and decides what that rule
    cannot: which of two cards stays valid. It may change and delete whatever hangs on the two; all is put back by an
    undo without its help. Fixed number of queries. ``unmerge`` runs after an undo, for what no undo can take back:
    entries of an append-only ledger.
    """

    model: str
    person: str | None
    fields: tuple[str, ...]
    purpose: "Text"
    legal_basis: "Text"
    retention: "Text"
    export: Callable[[int], Iterable[dict[str, Any]]] | None = None
    erase: Callable[[int], int] | None = None
    merge: Callable[[Merging], None] | None = None
    stays: "Mapping[str, Text]" = field(default_factory=dict)
    keep: timedelta | Keep = Keep.UNTIL_ERASED
    sees: "Text" = ""
    receivers: "Text" = ""
    unmerge: Callable[[Merging], None] | None = None


class PersonalDataRegistry(Keyed[PersonalData]):
    """Keyed by model; a second entry for a model is refused."""

    def add(self, entry: PersonalData) -> PersonalData:
        return self.register(entry.model, entry)


@dataclass(frozen=True)
class Destruction:
    """A class of data that goes when its time is over (KVKK art. 7; Regulation of 28.10.2017 on erasure, art. 11).

    ``keep`` counts from the moment the label names. ``destroy(before)`` destroys everything older than ``before`` and
    returns how many; each row or file goes in a transaction of its own, and a second call finds nothing.
    ``due(before)`` counts what would go now.
    """

    code: str
    model: str
    label: "Text"
    keep: timedelta
    due: Callable[[datetime], int]
    destroy: Callable[[datetime], int]


class Destructions(Keyed[Destruction]):
    """Keyed by code; a second entry for a code is refused."""

    def add(self, entry: Destruction) -> Destruction:
        return self.register(entry.code, entry)


@dataclass(frozen=True)
class Segment:
    """A criterion for choosing people: ``narrow(queryset of Person, value)``."""

    code: str
    label: "Text"
    narrow: "Callable[[QuerySet[Any], Any], QuerySet[Any]]"
