"""What may be shown of an indicator: the only form in which pages, charts and files get one.

Counts are rounded, small groups hidden, and a hidden cell cannot be computed from its column and the total.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from mik.common import turkish
from mik.figures.disclosure import (
    Cell,
    Hidden,
    enough_for_mean,
    enough_for_percent,
    mean_cell,
    median_cell,
    percent_cell,
    protected,
    rounded,
)
from surveys.indicators.definitions import Indicator, Kind, Measured
from surveys.indicators.measuring import EVERYBODY, Measures
from surveys.indicators.responding import RR1


@dataclass(frozen=True)
class Shown:
    """``numerator`` and ``denominator`` are rounded; a hidden value has neither interval nor numerator."""

    indicator: Indicator
    cell: Cell
    numerator: int | None
    denominator: int
    interval: tuple[float, float] | None

    @property
    def value(self) -> float | None:
        return self.cell.value

    @property
    def text(self) -> str:
        return "" if self.value is None else written(self.value, self.indicator.kind)

    @property
    def interval_text(self) -> str:
        """%77,0–79,8"""
        if self.interval is None:
            return ""
        low, high = self.interval
        return f"{turkish.percent(low, 1)}–{turkish.number(high, 1)}"

    @property
    def counts(self) -> str:
        """2.415 / 3.080, or the number of people alone."""
        below = turkish.number(self.denominator)
        return below if self.numerator is None else f"{turkish.number(self.numerator)} / {below}"


def written(value: float, kind: Kind) -> str:
    if kind.is_percent:
        return turkish.percent(value, 1)
    if kind is Kind.MONEY:
        return _("%(sum)s TL") % {"sum": turkish.number(round(value / 100) * 100)}
    if kind is Kind.MONTHS:
        months = turkish.number(value, 0 if float(value).is_integer() else 1)
        return _("%(n)s ay") % {"n": months}
    return turkish.number(value, 1)


def shown(measures: Measures, code: str) -> Shown:
    """The figure of everybody."""
    cells = _unless_it_tells(measures, code, [EVERYBODY], [cell_of(measures.of(code))])
    return _with(measures.of(code), cells[0])


def cell_of(measured: Measured) -> Cell:
    kind, people = measured.indicator.kind, measured.denominator
    if kind is Kind.SURVIVAL:
        # The value is not the numerator's part, so only the threshold is asked.
        hidden = percent_cell(0, people)
        return hidden if hidden.value is None else Cell(measured.value)
    if kind.is_percent:
        return percent_cell(measured.numerator or 0, people)
    if kind is Kind.MEAN:
        return mean_cell((measured.value or 0) * people, people)
    cell = median_cell(measured.value, people)
    # Half of them are still waiting: nothing is hidden, there is no median.
    return replace(cell, hidden=None) if enough_for_mean(people) else cell


def _with(measured: Measured, cell: Cell) -> Shown:
    tells = cell.hidden is None
    numerator = (
        None
        if measured.numerator is None or measured.indicator.kind is Kind.MEAN or not tells
        else rounded(measured.numerator)
    )
    return Shown(
        measured.indicator, cell, numerator, rounded(measured.denominator), measured.interval if tells else None
    )


def column(measures: Measures, code: str, departments: Sequence[int]) -> dict[int, Shown]:
    """An indicator of each department, as it may stand in a table whose total is known."""
    measured = [measures.of(code, department) for department in departments]
    cells = [cell_of(one) for one in measured]
    kind = measures.of(code, EVERYBODY).indicator.kind
    if kind.is_percent or kind is Kind.MEAN:
        enough = enough_for_percent if kind.is_percent else enough_for_mean
        sizes = [one.denominator for one in measured]
        cells = protected(cells, sizes, enough, elsewhere=_everybody(measures, code) - sum(sizes))
    cells = _unless_it_tells(measures, code, departments, cells)
    return {department: _with(one, cell) for department, one, cell in zip(departments, measured, cells, strict=True)}


def tells_of(code: str) -> str:
    """The share that this one, of more people, tells as well: working and seeking of all make up employment."""
    return "EMP_OVERALL" if code == "LFP" or code.startswith("ACTIVITY_POS") else ""


def _unless_it_tells(measures: Measures, code: str, groups: Sequence[int | None], cells: list[Cell]) -> list[Cell]:
    """The cells, but none of a group whose hidden share could be computed from it."""
    if not (other := tells_of(code)):
        return cells
    told = column(measures, other, measures.departments)
    beside = [shown(measures, other) if group is None else told[group] for group in groups]
    kept = [figure.cell.hidden in {Hidden.PERCENT, Hidden.SECONDARY} for figure in beside]
    return [Cell(None, Hidden.SECONDARY) if hide and not cell.hidden else cell
            for hide, cell in zip(kept, cells, strict=True)]  # fmt: skip


def _everybody(measures: Measures, code: str) -> int:
    """People in the total; of a response rate without those erased since, of whom only the population knows."""
    is_response = measures.of(code).indicator.kind is Kind.RESPONSE
    return measures.of(RR1.code if is_response else code).denominator


def hidden_beside(own: int, everybody: int) -> Hidden | None:
    """Why a share of everybody cannot stand beside the own one: what is left would be too few people."""
    rest = everybody - own
    return Hidden.SECONDARY if rest > 0 and not enough_for_percent(rest) else None
