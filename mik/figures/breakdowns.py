"""Counts by place, level, decade or unit: what rooms above can divide their figures into, for charts and maps."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mik.common.hooks import FigureScope, HookError
from mik.units.models import Unit
from mik.units.names import told_apart

Counts = dict[str, int]


@dataclass(frozen=True)
class Breakdown:
    """``counts(scope)``: keys as texts (a plate, a country, a decade, a unit's id) with how many each holds.

    ``figure``: the figure whose records are divided.
    """

    code: str
    figure: str
    counts: Callable[[FigureScope], Counts]


_breakdowns: dict[str, Breakdown] = {}


def register(breakdown: Breakdown) -> None:
    if breakdown.code in _breakdowns:
        raise HookError(f"The breakdown {breakdown.code!r} is already registered.")
    _breakdowns[breakdown.code] = breakdown


def counts(code: str, scope: FigureScope) -> Counts:
    """The largest first; nothing where no room can tell."""
    found = _breakdowns.get(code)
    rows = found.counts(scope) if found else {}
    return dict(sorted(rows.items(), key=lambda row: (-row[1], row[0])))


def unit_names(counts: Iterable[str]) -> dict[str, str]:
    """Names of the units a breakdown is by."""
    units = Unit.objects.filter(pk__in=list(counts)).select_related("parent")
    return {str(pk): label for pk, label in told_apart(units).items()}
