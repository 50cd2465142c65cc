"""The chart and the map of a cut: lines over years, divided bars for a few columns, ranked bars for the rest."""

from django.utils.translation import gettext as _

from alumni.numbers.dimensions import ABROAD, DIMENSIONS
from alumni.numbers.protecting import Numbers
from alumni.numbers.questions import MEASURE_WORDS, Question
from alumni.numbers.tables import RAW, CutTable, TableRow
from mik.common.charts import Bar, Picture, Series, bar_chart, line_chart, stacked_chart
from mik.common.charts.likert import Statement
from mik.common.charts.stacked import MOST_PARTS
from mik.common.turkish import lower
from mik.figures.places import province_map

LONGEST = 15
WIDTH = 1080
YEARS = ("yil", "donem")
MOST_LINES = 2


def picture_of(table: CutTable, question: Question) -> Picture | None:
    """None where there is nothing to draw, or the map says it."""
    if len(table.rows) < 2 or (question.rows == "il" and not question.columns):
        return None
    if question.rows in YEARS:
        return _lines(table, question)
    if 1 < len(table.categories) <= MOST_PARTS and question.measure in RAW:
        return _divided(table, question)
    return _bars(table, question)


def map_of(numbers: Numbers, question: Question) -> Picture | None:
    """The provinces, wherever they are the rows."""
    if question.rows != "il":
        return None
    rest = (None,) * (len(question.by) - 1)
    counts = {key: int(numbers.cell("graduates", key, *rest).value or 0) for key in numbers.keys(0)}
    homes = {key: count for key, count in counts.items() if key not in {"", ABROAD} and count}
    return province_map(homes, is_published=numbers.is_told) if homes else None


def _title(question: Question) -> str:
    rows = str(DIMENSIONS[question.rows].label)
    if not question.columns:
        return _("%(rows)s: mezun sayısı") % {"rows": rows}
    return _("%(rows)s ve %(columns)s: %(measure)s") % {
        "rows": rows,
        "columns": lower(str(DIMENSIONS[question.columns].label)),
        "measure": lower(str(MEASURE_WORDS[question.measure])),
    }


def _lines(table: CutTable, question: Question) -> Picture:
    rows = sorted((row for row in table.rows if row.key), key=lambda row: int(row.key))
    heads, places = _series_of(table)
    series = [Series(name, [row.cells[place].value for row in rows]) for name, place in zip(heads, places, strict=True)]
    return line_chart(
        title=_title(question),
        desc=_ends(rows),
        labels=[row.label for row in rows],
        series=series,
        head=(str(DIMENSIONS[question.rows].label), *heads),
        rows=[[row.label, *(row.cells[place].words for place in places)] for row in rows],
        width=WIDTH,
        height=280,
    )


def _series_of(table: CutTable) -> tuple[list[str], list[int]]:
    """Graduates and members; of two columns both; of more their total, as more lines could not be told apart."""
    if not table.categories:
        return [_("Mezun"), _("Üye")], [0, 2]
    if len(table.categories) == MOST_LINES:
        return [name for _key, name in table.categories], [0, 1]
    return [table.head[-1].label], [len(table.head) - 1]


def _ends(rows: list[TableRow]) -> str:
    return " ".join(f"{row.label}: {row.cells[0].words}." for row in (rows[0], rows[-1]))


def _divided(table: CutTable, question: Question) -> Picture:
    """Shares of the parts among themselves: a graduate in two of them counts in both."""
    rows = table.rows[:LONGEST]
    parts = [name for _key, name in table.categories]
    bars = []
    for row in rows:
        values = [cell.value or 0 for cell in row.cells[: len(parts)]]
        whole = sum(values)
        bars.append(Statement(row.label, [100 * value / whole for value in values] if whole else []))
    return stacked_chart(
        title=_title(question),
        desc=_("Her çubuk %100’dür."),
        parts=parts,
        bars=bars,
        head=(str(DIMENSIONS[question.rows].label), *parts),
        rows=[[row.label, *(cell.words for cell in row.cells[: len(parts)])] for row in rows],
        width=WIDTH,
    )


def _bars(table: CutTable, question: Question) -> Picture | None:
    """The longest rows, by their first column or, in a table of two dimensions, by their total."""
    place = -1 if question.columns else 0
    rows = sorted(table.rows, key=lambda row: -(row.cells[place].value or 0))[:LONGEST]
    if question.rows in {"duzey", "cinsiyet", *YEARS}:
        rows = table.rows[:LONGEST]
    if not any(row.cells[place].value for row in rows):
        return None
    return bar_chart(
        title=_title(question),
        desc=_("En yüksek: %(unit)s, %(n)s.") % {"unit": rows[0].label, "n": rows[0].cells[place].words},
        bars=[Bar(row.label, row.cells[place].value) for row in rows],
        head=(str(DIMENSIONS[question.rows].label), str(MEASURE_WORDS[question.measure])),
        rows=[[row.label, row.cells[place].words] for row in rows],
        width=WIDTH,
        percentages=bool(question.columns) and question.measure not in RAW,
    )
