"""A cut as a table: rows with names and notes, cells with words, values and links; page, file and chart read this."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from alumni.numbers import units
from alumni.numbers.audience import Audience
from alumni.numbers.counting import Answer
from alumni.numbers.dimensions import DIMENSIONS, Dimension
from alumni.numbers.links import list_url
from alumni.numbers.protecting import Numbers, share
from alumni.numbers.questions import MEASURE_WORDS, Question, last_year_of
from alumni.numbers.units import UnitWords
from mik.common.charts.numbers import figure, percent
from mik.common.codelists import turkish_key
from mik.figures.disclosure import Cell, Hidden
from mik.figures.places import few_or

RAW = {"mezun": "graduates", "uye": "members", "ulasilan": "reachable"}
# A percentage: of what, by what.
SHARES = {"uye_orani": "members", "ulasim_orani": "reachable"}
# Whom a measure counts of those in a cell, as the list's filters have it.
WITHIN = {"uye": {"uye": "evet"}, "ulasilan": {"ulasim": "evet"}}
FLAT = ("mezun", "pay", "uye", "uye_orani", "ulasilan", "ulasim_orani")
DRILL = {"fakulte": "bolum", "bolum": "program"}


@dataclass(frozen=True)
class TableCell:
    """``value`` None: hidden or of nobody. ``url``: the graduates counted."""

    words: str
    value: float | None = None
    why: str = ""
    url: str = ""


@dataclass(frozen=True)
class TableColumn:
    id: str
    label: str
    url: str = ""
    direction: str = ""


@dataclass(frozen=True)
class TableRow:
    key: str
    label: str
    note: str
    cells: list[TableCell]
    url: str = ""


@dataclass(frozen=True)
class CutTable:
    """``head`` without the heading of the rows, which is ``corner``; ``total`` stands last."""

    corner: TableColumn
    head: list[TableColumn]
    rows: list[TableRow]
    total: TableRow
    repeats: bool = False
    hidden: int = 0
    categories: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.rows


class TableMaker:
    """Builds the table of one answer; ``data`` is the page's query, whose links only reorder it."""

    def __init__(self, question: Question, answer: Answer, audience: Audience, data: QueryDict) -> None:
        assert answer.numbers is not None
        self.question, self.audience, self.data = question, audience, data
        self.numbers: Numbers = answer.numbers
        self.kept = answer.names
        self.rows = DIMENSIONS[question.rows]
        self.columns = DIMENSIONS.get(question.columns)

    def make(self) -> CutTable:
        keys = self._keys(self.rows, 0)
        words = self._words(self.rows, keys)
        head = self._head()
        made = [self._row(key, words[key], head) for key in keys]
        made = self._sorted(made, head)
        total = TableRow("", _("Toplam"), "", [self._cell(one.id, None) for one in head])
        hidden = sum(bool(cell.why) for row in made for cell in row.cells)
        return CutTable(
            self._sortable(TableColumn("ad", str(self.rows.label))),
            [self._sortable(one) for one in head],
            made,
            total,
            repeats=self.rows.repeats or bool(self.columns and self.columns.repeats),
            hidden=hidden,
            categories=[(one.id.removeprefix("c-"), one.label) for one in head if one.id.startswith("c-")],
        )

    # --- Rows and columns --------------------------------------------------------------------------

    def _keys(self, dimension: Dimension, place: int) -> list[str]:
        """Those with somebody in them, and those that always stand; «not known» too where somebody is there."""
        found = dict.fromkeys([*dimension.fixed, *self.numbers.keys(place)])
        wanted = self.question.filters.values.get(dimension.code)
        keys = [key for key in found if wanted is None or key in wanted]
        names = self._words(dimension, keys)
        return sorted(keys, key=lambda key: dimension.sort_key(key, names[key].name, self._size(place, key)))

    def _size(self, place: int, key: str) -> int:
        own: list[str | None] = [None] * len(self.question.by)
        own[place] = key
        return int(self.numbers.cell("graduates", *own).value or 0)

    def _words(self, dimension: Dimension, keys: Sequence[str]) -> dict[str, UnitWords]:
        if not dimension.is_unit or dimension.code == "program":
            return {key: UnitWords(name) for key, name in dimension.names(keys).items()}
        words = units.words_of(keys, until=last_year_of(self.question.filters))
        kept = self.kept.get(dimension.code, {})
        return {key: replace(one, name=kept.get(key, one.name)) for key, one in words.items()}

    def _head(self) -> list[TableColumn]:
        if self.columns is None:
            return [TableColumn(code, _flat_label(code)) for code in FLAT]
        keys = self._keys(self.columns, 1)
        words = self._words(self.columns, keys)
        return [*(TableColumn(f"c-{key}", words[key].name) for key in keys), TableColumn("toplam", _("Toplam"))]

    def _row(self, key: str, words: UnitWords, head: Iterable[TableColumn]) -> TableRow:
        return TableRow(key, words.name, words.note, [self._cell(one.id, key) for one in head], self._drill(key))

    def _drill(self, key: str) -> str:
        """One level down the units: the departments of a faculty, the programmes of a department."""
        below = DRILL.get(self.rows.code, "")
        if not key or below not in self.audience.dimensions or below == self.question.columns or self.question.year_end:
            return ""
        if not self.audience.is_exact and self.question.filters.values:
            return ""
        return self._query(satir=below, sirala=None, **{self.rows.code: key})

    # --- Cells --------------------------------------------------------------------------------------

    def _cell(self, column: str, row: str | None) -> TableCell:
        if self.columns is None:
            return self._measured(column, (row,))
        key = None if column == "toplam" else column.removeprefix("c-")
        return self._measured(self.question.measure, (row, key))

    def _measured(self, measure: str, key: tuple[str | None, ...]) -> TableCell:
        if measure in RAW:
            cell = self.numbers.cell(RAW[measure], *key)
            return replace(self._in_words(cell, self._count), url=self._url(measure, key) if cell.value else "")
        part, whole = ("graduates", (None, *key[1:])) if measure == "pay" else (SHARES[measure], key)
        base = self.numbers.cell("graduates", *whole)
        return self._in_words(share(self.numbers.cell(part, *key), base, is_told=self.numbers.is_told), percent_words)

    def _count(self, value: float) -> str:
        return few_or(int(value)) if self.numbers.is_told else figure(value)

    def _in_words(self, cell: Cell, write: Callable[[float], str]) -> TableCell:
        if cell.value is not None:
            return TableCell(write(cell.value), cell.value)
        if cell.hidden in {None, Hidden.NOBODY}:
            return TableCell("–")
        return TableCell(_("gizli"), why=cell.hidden.why if cell.hidden else "")

    def _url(self, measure: str, key: tuple[str | None, ...]) -> str:
        """To the graduates themselves, of today's numbers, for those who may open their list."""
        scope = self.audience.scope
        if scope is None or self.question.is_without_lists:
            return ""
        chosen = {code: own for code, own in zip(self.question.by, key, strict=True) if own is not None}
        return list_url(scope, self.question.filters, chosen | WITHIN.get(measure, {}))

    # --- Order --------------------------------------------------------------------------------------

    def _sorted(self, rows: list[TableRow], head: list[TableColumn]) -> list[TableRow]:
        wanted = self.question.order.removeprefix("-")
        down = self.question.order.startswith("-")
        if wanted == "ad":
            return sorted(rows, key=lambda row: turkish_key(row.label), reverse=down)
        place = next((n for n, one in enumerate(head) if one.id == wanted), None)
        if place is None:
            return rows
        return sorted(rows, key=lambda row: row.cells[place].value or 0, reverse=down)

    def _sortable(self, column: TableColumn) -> TableColumn:
        order = self.question.order
        direction = {column.id: "ascending", f"-{column.id}": "descending"}.get(order, "")
        first = column.id if column.id == "ad" else f"-{column.id}"
        other = column.id if first.startswith("-") else f"-{column.id}"
        return replace(column, url=self._query(sirala=other if order == first else first), direction=direction)

    def _query(self, **changes: str | None) -> str:
        data = self.data.copy()
        for name, value in changes.items():
            data.pop(name, None)
            if value is not None:
                data[name] = value
        return f"?{data.urlencode()}"


def percent_words(value: float) -> str:
    """Shares of less than ten with a decimal."""
    return percent(value, 1 if 0 < value < 10 else 0)


def _flat_label(code: str) -> str:
    labels = {"mezun": _("Mezun"), "uye": _("Üye"), "ulasilan": _("Ulaşılabilen")}
    return labels.get(code) or str(MEASURE_WORDS[code])
