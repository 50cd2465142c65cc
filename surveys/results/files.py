"""The results as tables to take home; the same cells as on the page, hidden ones with their reason."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from mik.figures.disclosure import Cell
from surveys.results.page import Results
from surveys.results.shown import Shown

Line = list[object]


def columns() -> list[str]:
    return [_("Tablo"), _("Satır"), _("Ölçü"), _("Değer"), _("Alt sınır"), _("Üst sınır"), _("Pay"), _("n")]


def lines(found: Results) -> Iterator[Line]:
    """One line a cell: long, so that it can be filtered and pivoted."""
    yield from _figures(found)
    yield from _departments(found)
    yield from _skills(found)
    yield from _answers(found)


def _figures(found: Results) -> Iterator[Line]:
    unit, table = found.place.unit, _("Göstergeler")
    for tile in (*found.tiles, *found.figures):
        yield _line(table, unit.label if tile.everybody and unit else _("Hepsi"), tile.figure)
        if tile.everybody:
            yield _line(table, _("Üniversite"), tile.everybody)


def _line(table: str, row: str, figure: Shown) -> Line:
    low, high = figure.interval or (None, None)
    value = _value(figure.cell)
    return [table, row, str(figure.indicator.name), value, _round(low), _round(high), figure.numerator,
            figure.denominator]  # fmt: skip


def _departments(found: Results) -> Iterator[Line]:
    for row in found.departments.rows if found.departments else ():
        for figure in row.figures:
            yield _line(_("Bölümlere göre"), row.label, figure)


def _skills(found: Results) -> Iterator[Line]:
    for skill in found.skills:
        measures = {
            _("Sahip olunan düzey (1–7)"): skill.own, _("İşin istediği düzey (1–7)"): skill.needed,
            _("Fark"): skill.gap, _("Eksik olanların payı (%)"): skill.short,
        }  # fmt: skip
        for name, cell in measures.items():
            yield [_("Beceriler"), skill.label, name, _value(cell), None, None, None, skill.n]


def _answers(found: Results) -> Iterator[Line]:
    for _page, answers in found.pages:
        for result in answers:
            title = str(result.question.text)
            if result.hidden:
                yield [title, "", _("Pay (%)"), str(result.hidden.label), None, None, None, result.answered]
            if result.median:
                yield [title, "", _("Ortanca"), _value(result.median), None, None, None, result.answered]
            for line in result.lines:
                yield [title, line.label, _("Pay (%)"), _value(line.cell), None, None, line.count, result.answered]
            for one in result.statements:
                for option, cell in one.told:
                    yield [title, one.label, option, _value(cell), None, None, None, one.answered]


def _value(cell: Cell) -> object:
    return str(cell.hidden.label) if cell.hidden else _round(cell.value)


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
