"""Figures with their definitions, and the tables a department hands over."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.utils import timezone

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from mik.common.hooks.texts import Text

T = TypeVar("T")


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
