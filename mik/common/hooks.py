"""What must reach upwards: few, typed registries, filled in ``AppConfig.ready()`` and read by lower rooms.

Functions: ``hooks.attention.register(function)`` (also as a decorator). Keyed:
``hooks.file_readers.register("claim_evidence", function)``. A second registration under one key, or of the
same function, is refused. ``/gelistirici/kancalar/`` lists all.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar, cast

from django.apps import apps
from django.utils import timezone

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import Model, QuerySet
    from django.utils.functional import _StrPromise

    from mik.common.models import Job

    AnyUser = AbstractBaseUser | AnonymousUser
    Text = str | _StrPromise

F = TypeVar("F", bound=Callable[..., Any])
V = TypeVar("V")
T = TypeVar("T")


class HookError(Exception):
    """A hook was used wrongly; raised at start-up, never on a page."""


# --- What the registries hold ---------------------------------------------------------------------


@dataclass(frozen=True)
class AttentionItem:
    """One line of "what wants my attention today", with one link. Tones: "", ok, warn, bad, blue."""

    label: "Text"
    count: int
    url: str
    tone: str = ""
    icon: str = "bell"


@dataclass(frozen=True)
class TimelineEntry:
    """Something that happened to a person, as one line of the timeline."""

    at: datetime
    title: "Text"
    detail: "Text" = ""
    icon: str = "circle"
    source: "Text" = ""


@dataclass(frozen=True)
class CalendarEntry:
    """A dated thing in a calendar; ``end`` is the last day."""

    start: date
    title: "Text"
    url: str = ""
    end: date | None = None
    icon: str = "calendar-days"


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


@dataclass(frozen=True)
class PersonalData:
    """What one model holds of a person: for export, erasure, merging and the inventory.

    ``model`` is a label ("people.ContactPoint"); ``person`` the lookup from it to the Person ("person",
    "alumnus__person", "" for Person itself); ``fields`` the fields that hold the person's values: erasure
    empties them in the history. ``export(person_id)`` returns rows for the person; ``erase(person_id)``
    empties or deletes the live rows and returns how many.

    When two records of one person are merged, every row that refers to the loser comes to refer to the winner, and
    where a unique constraint allows one only, the winner's stays. ``merge`` runs before and decides what that rule
    cannot: which of two cards stays valid. It may change and delete whatever hangs on the two; all is put back by an
    undo without its help. Fixed number of queries.
    """

    model: str
    person: str
    fields: tuple[str, ...]
    purpose: "Text"
    legal_basis: "Text"
    retention: "Text"
    export: Callable[[int], Iterable[dict[str, Any]]] | None = None
    erase: Callable[[int], int] | None = None
    merge: Callable[[Merging], None] | None = None


@dataclass(frozen=True)
class Duty:
    """A piece of work the coordinator can hand out (directive 8(2)f)."""

    code: str
    label: "Text"


@dataclass(frozen=True)
class Segment:
    """A criterion for choosing people: ``narrow(queryset of Person, value)``."""

    code: str
    label: "Text"
    narrow: "Callable[[QuerySet[Any], Any], QuerySet[Any]]"


@dataclass(frozen=True)
class FigureScope:
    """What a figure is asked for: as it stood at the end of ``on``, or what happened from ``since`` to ``on``; of one
    department or, without one, of the university.

    A scope lasts for one page or one report, all of whose figures share its moment and what was found out by it.
    """

    on: date
    since: date
    unit_id: int | None = None
    _found: dict[Any, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    def once(self, key: Any, find: Callable[[], T]) -> T:
        """What ``find`` returns, asked for the first time only."""
        if key not in self._found:
            self._found[key] = find()
        return cast(T, self._found[key])

    @property
    def begins(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.since, time.min))

    @cached_property
    def ends(self) -> datetime:
        """The last moment of the period that has been: a day that is not over is asked about now."""
        return min(timezone.make_aware(datetime.combine(self.on, time.max)), timezone.now())

    @property
    def period(self) -> tuple[datetime, datetime]:
        return self.begins, self.ends


@dataclass(frozen=True)
class FigureValue:
    """A figure as it came out. ``value`` None: not known. Percentages run from 0 to 100; a count has no denominator."""

    value: float | None
    numerator: int | None = None
    denominator: int | None = None


@dataclass(frozen=True)
class FigureRow:
    """One of the records a figure counts, as its page lists it."""

    label: "Text"
    detail: "Text" = ""
    url: str = ""
    person_id: int | None = None


@dataclass(frozen=True)
class Figure:
    """A figure with its definition. What it counts is a query set, so that page, report and rows always agree.

    ``rows(scope)`` are the records counted: the numerator; ``base(scope)`` those of the denominator of a percentage.
    ``kind``: count, percent, mean, median or days; the last three bring a ``compute`` of their own.
    ``during``: counts what happened in the period, else what stood at its end. ``duty`` opens the rows;
    ``public``: may be told to everybody, small numbers hidden.
    """

    code: str
    label: "Text"
    definition: "Text"
    source: "Text"
    rows: "Callable[[FigureScope], QuerySet[Any]]"
    describe: Callable[[Any], FigureRow]
    base: "Callable[[FigureScope], QuerySet[Any]] | None" = None
    kind: str = "count"
    topic: str = "registry"
    formula: "Text" = ""
    during: bool = False
    public: bool = False
    duty: str = ""
    compute: Callable[[FigureScope], FigureValue] | None = None


@dataclass(frozen=True)
class HandoverTable:
    """One table of a department's hand-over: the name of its file without the ending, its title, its rows.

    ``rows`` is iterated once, while the file is written; ``about`` says in a sentence what is in it.
    """

    file: str
    title: "Text"
    about: "Text"
    columns: "Sequence[Text]"
    rows: Iterable[Sequence[Any]]


class FileLike(Protocol):
    """What a file reader may look at; ``mik.files.StoredFile`` is one."""

    id: Any
    purpose: str
    uploaded_by_id: Any


# --- The registries -------------------------------------------------------------------------------


class Functions(Generic[F]):
    """Functions all of which are asked; order of registration is kept."""

    def __init__(self, name: str, purpose: str) -> None:
        self.name, self.purpose = name, purpose
        self._items: list[F] = []

    def register(self, function: F) -> F:
        if function in self._items:
            raise HookError(f"{describe(function)} is already registered in {self.name!r}.")
        self._items.append(function)
        return function

    def unregister(self, function: F) -> None:
        """For tests."""
        self._items.remove(function)

    def __iter__(self) -> Iterator[F]:
        return iter(tuple(self._items))

    def entries(self) -> list[tuple[str, str]]:
        return [(describe(function), "") for function in self]


class Keyed(Generic[V]):
    """One value for each key."""

    def __init__(self, name: str, purpose: str) -> None:
        self.name, self.purpose = name, purpose
        self._items: dict[str, V] = {}

    def register(self, key: str, value: V) -> V:
        if key in self._items:
            raise HookError(f"{key!r} is already registered in {self.name!r}.")
        self._items[key] = value
        return value

    def unregister(self, key: str) -> None:
        """For tests."""
        del self._items[key]

    def get(self, key: str) -> V | None:
        return self._items.get(key)

    def __iter__(self) -> Iterator[V]:
        return iter(tuple(self._items.values()))

    def __contains__(self, key: object) -> bool:
        return key in self._items

    def items(self) -> list[tuple[str, V]]:
        return list(self._items.items())

    def entries(self) -> list[tuple[str, str]]:
        return [(key, describe(value)) for key, value in self._items.items()]


class PersonalDataRegistry(Keyed[PersonalData]):
    """Keyed by model; a second entry for a model is refused."""

    def add(self, entry: PersonalData) -> PersonalData:
        return self.register(entry.model, entry)


class Duties(Keyed[Duty]):
    """Duty codes: declared by each app, required by the code that asks for them. An unknown code stops the
    start-up.
    """

    def __init__(self, name: str, purpose: str) -> None:
        super().__init__(name, purpose)
        self._required: set[str] = set()

    def declare(self, code: str, label: "Text") -> Duty:
        return self.register(code, Duty(code, label))

    def require(self, code: str) -> str:
        """Say at import that code relies on this duty; returns the code, for use as a constant."""
        if apps.ready and code not in self:
            raise HookError(f"The duty code {code!r} was not declared by any app.")
        self._required.add(code)
        return code

    def undeclared(self) -> list[str]:
        return sorted(code for code in self._required if code not in self)

    def verify(self) -> None:
        """Raise HookError for a code that no app declared; WSGI and Celery call it, since they skip the
        checks.
        """
        if missing := self.undeclared():
            raise HookError(f"Duty codes that no app declared: {', '.join(missing)}.")


def describe(value: object) -> str:
    """Where a registered function or value comes from, for the developers' page."""
    if callable(value) and hasattr(value, "__qualname__"):
        return f"{getattr(value, '__module__', '')}.{value.__qualname__}"
    return str(value)


attention: Functions["Callable[[AnyUser], Iterable[AttentionItem]]"] = Functions(
    "attention", "What wants this user's attention today"
)
timeline: Functions["Callable[[int, AnyUser], Iterable[TimelineEntry]]"] = Functions(
    "timeline", "What happened to a person, as far as this user may see it"
)
calendar: Functions["Callable[[AnyUser, date, date], Iterable[CalendarEntry]]"] = Functions(
    "calendar", "Dated entries between two days for this user"
)
bounces: Functions[Callable[[str, str], None]] = Functions(
    "bounces", "A mail address was refused for good: (address, why)"
)
withdrawn: Functions["Callable[[Model], None]"] = Functions("withdrawn", "A publication was withdrawn")
developers: Functions["Callable[[AnyUser], bool]"] = Functions("developers", "May this user see the developers' pages?")
person_scopes: Functions["Callable[[AnyUser], QuerySet[Any, Any]]"] = Functions(
    "person_scopes", "Ids of the persons whose records this user may see in full"
)
job_contexts: Functions["Callable[[Job], AbstractContextManager[object]]"] = Functions(
    "job_contexts", "Entered around the run of a job"
)
personal_data = PersonalDataRegistry("personal_data", "What is held of a person: export, erase, merge, inventory")
file_readers: Keyed["Callable[[AnyUser, FileLike], bool]"] = Keyed(
    "file_readers", "May this user read a file of this purpose?"
)
duties = Duties("duties", "Work the coordinator can hand out to staff")
segments: Keyed[Segment] = Keyed("segments", "Criteria for choosing people")
handover: Functions["Callable[[AnyUser, int], Iterable[HandoverTable]]"] = Functions(
    "handover", "What a department hands over to the next representative: (user, id of the department)"
)
figures: Keyed[Figure] = Keyed("figures", "Figures: what they mean and which records they count")

REGISTRIES: tuple[Functions[Any] | Keyed[Any], ...] = (
    attention, timeline, calendar, segments, figures, handover, personal_data, file_readers, duties, bounces, withdrawn,
    developers, person_scopes, job_contexts,
)  # fmt: skip
