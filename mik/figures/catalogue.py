"""The catalogue: every figure by its code or the name people type, and what it comes out at.

Rooms register their figures here, each with its Turkish name:

    catalogue.add(Figure(code="registered", …), "kayitli_mezun")
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, Q, QuerySet
from django.utils import timezone

from mik.common import hooks
from mik.common.hooks import Figure, FigureScope, FigureValue
from mik.units.models import Unit

_codes: dict[str, str] = {}
_by_unit: set[str] = set()


class UnknownFigure(LookupError):
    """No figure of this code or name."""


def add(figure: Figure, alias: str) -> None:
    """Take a figure into the catalogue, with the name that stands for it in texts."""
    hooks.figures.register(figure.code, figure)
    name(figure.code, alias)


def name(code: str, alias: str) -> None:
    """Give a figure the name that stands for it in texts of the office: ``{kayitli_mezun}``."""
    if _codes.setdefault(alias, code) != code:
        raise hooks.HookError(f"The name {alias!r} is already that of {_codes[alias]!r}.")


def keep_by_unit(*codes: str) -> None:
    """Figures whose yearly values are kept for every faculty and department too, not for the university alone."""
    _by_unit.update(codes)


def is_kept_by_unit(code: str) -> bool:
    return code in _by_unit


def names() -> dict[str, str]:
    """Codes by the names people type; only of figures that exist."""
    return {alias: code for alias, code in _codes.items() if code in hooks.figures}


def name_of(code: str) -> str:
    """The name people type for a code; the code itself where none was given."""
    return next((alias for alias, named in _codes.items() if named == code), code)


def figure(code: str) -> Figure:
    """By code or by name; raises UnknownFigure."""
    found = hooks.figures.get(_codes.get(code, code))
    if found is None:
        raise UnknownFigure(code)
    return found


def figures(topic: str | None = None) -> list[Figure]:
    """All of them, or those of one topic, in the order of registration."""
    return [figure for figure in hooks.figures if topic in (None, figure.topic)]


def measure(code: str, scope: FigureScope) -> FigureValue:
    """What the figure comes out at, from the records as they are now."""
    wanted = figure(code)
    if wanted.compute is not None:
        return wanted.compute(scope)
    numerator = count(wanted.rows, scope)
    if wanted.base is None:
        return FigureValue(numerator, numerator)
    denominator = count(wanted.base, scope)
    return FigureValue(100 * numerator / denominator if denominator else None, numerator, denominator)


def count(rows: Callable[[FigureScope], QuerySet[Any]], scope: FigureScope) -> int:
    """Several figures have the same denominator."""
    return scope.once(rows, lambda: rows(scope).count())


def median_days(spans: Iterable[tuple[datetime, datetime]]) -> FigureValue:
    """The median of how long something took; not known where nothing was."""
    days = [(end - start) / timedelta(days=1) for start, end in spans]
    return FigureValue(median(days) if days else None, len(days))


def year_scope(year: int, unit_id: int | None = None) -> FigureScope:
    """A year, up to today while it lasts."""
    return FigureScope(on=min(date(year, 12, 31), timezone.localdate()), since=date(year, 1, 1), unit_id=unit_id)


def within(unit_id: int | None, path: str = "") -> Q:
    """Condition on a unit (at ``path``) to be this one or to lie in it, as a programme in a department or a faculty.

    The units are picked once for the whole query: a planner without statistics would pick them for every record.
    """
    if unit_id is None:
        return Q()
    units = Unit.objects.filter(Q(pk=unit_id) | Q(parent=unit_id) | Q(parent__parent=unit_id)).order_by()
    return Q(_OneOf(F(path or "pk"), ArraySubquery(units.values("pk"))))


class _OneOf(Func):
    """Whether a value is in an array."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()
