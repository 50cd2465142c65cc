"""Graduates by the year of their diplomas: change, five-year means, and how many there are by then."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate

from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.numbers import freezing
from alumni.numbers.audience import Audience
from alumni.numbers.counting import Answer, answer_of
from alumni.numbers.dimensions import FIRST_YEAR
from alumni.numbers.engine import Cut, cut
from alumni.numbers.links import list_url
from alumni.numbers.protecting import Numbers, share
from alumni.numbers.questions import Question
from alumni.numbers.tables import CutTable, TableCell, TableColumn, TableRow, percent_words
from mik.common.charts import Picture, Series, line_chart
from mik.common.charts.numbers import figure
from mik.common.turkish import percent
from mik.figures.disclosure import Cell, enough_for_percent
from mik.figures.places import few_or

SPAN = 5


@dataclass(frozen=True)
class YearLine:
    """``change``: per cent against the year before. ``mean``: of this year and the four before it. Both None where
    there is nothing to compare with; ``by_then``: graduates with a diploma of this year or an earlier one.
    """

    year: int
    graduates: Cell
    members: Cell
    reachable: Cell
    change: float | None
    mean: float | None
    by_then: int | None


def lines_of(question: Question, audience: Audience) -> tuple[list[YearLine], Answer]:
    """Every year from the first to the last with graduates, those without any too."""
    answer = answer_of(replace(question, rows="yil", columns=""), audience)
    if answer.numbers is None:
        return [], answer
    return list(_lines(answer.numbers, _by_then(question, audience, answer.numbers))), answer


def _lines(numbers: Numbers, by_then: Mapping[int, int]) -> "list[YearLine]":
    years = sorted(int(key) for key in numbers.keys(0))
    span = list(range(years[0], years[-1] + 1)) if years else []
    counts = {year: numbers.cell("graduates", str(year)).value or 0 for year in span}
    total, totals = 0, {}
    for year in span:
        totals[year] = total = by_then.get(year, total)
    return [
        YearLine(
            year,
            numbers.cell("graduates", str(year)),
            numbers.cell("members", str(year)),
            numbers.cell("reachable", str(year)),
            change=change(counts.get(year - 1), counts[year], is_told=numbers.is_told),
            mean=mean_of_years(counts, year),
            by_then=totals[year] if by_then else None,
        )
        for year in span
    ]


def change(before: float | None, now: float, *, is_told: bool = False) -> float | None:
    """Growth in per cent; of told numbers only where the base is large enough for a percentage."""
    if not before or (is_told and not enough_for_percent(before)):
        return None
    return 100 * (now - before) / before


def mean_of_years(counts: Mapping[int, float], year: int) -> float | None:
    """The mean of the year and the four before it; None until there are five."""
    found = [counts[one] for one in range(year - SPAN + 1, year + 1) if one in counts]
    return sum(found) / SPAN if len(found) == SPAN else None


def _by_then(question: Question, audience: Audience, numbers: Numbers) -> dict[int, int]:
    """Growing totals that count nobody twice: by the first diploma within the question."""
    if numbers.is_told:
        found = {int(key): int(numbers.cell("graduates", key).value or 0) for key in numbers.keys(0)}
    else:
        first = _first_years(question, audience)
        found = {int(key): first.at_key(key).graduates for key in first.keys(0)} if first else {}
    years = sorted(found)
    return dict(zip(years, accumulate(found[year] for year in years), strict=True))


def _first_years(question: Question, audience: Audience) -> Cut | None:
    if not question.year_end:
        return cut(FIRST_YEAR.code, filters=question.filters, graduations=audience.graduations(question.segment))
    if audience.is_narrow or question.unit_id or question.segment:
        return None
    kept = freezing.frozen(FIRST_YEAR.code, year=question.year_end)
    return kept[0] if kept else None


# --- As a table and a chart -------------------------------------------------------------------------


def table_of(lines: list[YearLine], numbers: Numbers, question: Question, audience: Audience) -> CutTable:
    """The latest year first."""
    count: Callable[[float], str] = (lambda value: few_or(int(value))) if numbers.is_told else figure

    def counted(cell: Cell, url: str = "") -> TableCell:
        if cell.value is None:
            return TableCell(_("gizli"), why=cell.hidden.why if cell.hidden else "")
        return TableCell(count(cell.value), cell.value, url=url if cell.value else "")

    def url(line: YearLine) -> str:
        if audience.scope is None or question.is_without_lists:
            return ""
        return list_url(audience.scope, question.filters, {"yil": str(line.year)})

    running = timezone.localdate().year
    rows = [
        TableRow(str(line.year), str(line.year), _("sürüyor") if line.year == running else "", [
            counted(line.graduates, url(line)), _signed(line.change), _mean(line.mean),
            TableCell(figure(line.by_then), line.by_then), counted(line.members),
            _share(line.members, line.graduates, numbers), counted(line.reachable),
            _share(line.reachable, line.graduates, numbers),
        ])
        for line in reversed(lines)
    ]  # fmt: skip
    total = [numbers.cell(measure, None) for measure in ("graduates", "members", "reachable")]
    foot = [counted(total[0]), TableCell("–"), TableCell("–"), TableCell("–"), counted(total[1]),
            _share(total[1], total[0], numbers), counted(total[2]), _share(total[2], total[0], numbers)]  # fmt: skip
    head = [_("Mezun"), _("Değişim"), _("Beş yıllık ortalama"), _("O yıla kadar toplam"), _("Üye"), _("Üyelik oranı"),
            _("Ulaşılabilen"), _("Ulaşılabilirlik oranı")]  # fmt: skip
    return CutTable(
        TableColumn("yil", _("Mezuniyet yılı")),
        [TableColumn(str(place), label) for place, label in enumerate(head)],
        rows,
        TableRow("", _("Toplam"), "", foot),
        repeats=True,
        hidden=sum(bool(cell.why) for row in rows for cell in row.cells),
    )


def _signed(value: float | None) -> TableCell:
    if value is None:
        return TableCell("–")
    sign = "+" if round(value) > 0 else "−" if round(value) < 0 else ""
    return TableCell(f"{sign}{percent(abs(value))}", round(value, 1))


def _mean(value: float | None) -> TableCell:
    return TableCell(figure(value, 1) if value is not None else "–", value)


def _share(part: Cell, whole: Cell, numbers: Numbers) -> TableCell:
    found = share(part, whole, is_told=numbers.is_told)
    if found.value is None:
        return TableCell("–")
    return TableCell(percent_words(found.value), found.value)


def picture_of(lines: list[YearLine]) -> Picture | None:
    """The years and their five-year means."""
    if len(lines) < 2:
        return None
    name, mean = _("Mezun"), _("Beş yıllık ortalama")
    first, last = lines[0], lines[-1]
    return line_chart(
        title=_("Yıllara göre mezun ve beş yıllık ortalama"),
        desc=_("%(first)s: %(a)s, %(last)s: %(b)s.") % {
            "first": first.year, "a": figure(first.graduates.value), "last": last.year,
            "b": figure(last.graduates.value)},
        labels=[str(line.year) for line in lines],
        series=[Series(name, [line.graduates.value for line in lines]),
                Series(mean, [line.mean for line in lines], 1)],
        head=(_("Yıl"), name, mean),
        rows=[[str(line.year), figure(line.graduates.value), figure(line.mean, 1)] for line in lines],
        width=1080,
        height=280,
    )  # fmt: skip
