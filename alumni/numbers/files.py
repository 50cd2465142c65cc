"""A table of the page as a file: the same rows, the same numbers, hidden what is hidden there."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.utils.translation import gettext as _

from alumni.numbers.tables import CutTable, TableCell, TableRow
from mik.common.tables import Mark, table_response

FORMS = ("xlsx", "csv")


def file_of(table: CutTable, *, name: str, form: str, notes: list[str], mark: Mark | None) -> HttpResponse:
    """``notes``: what the numbers are about, below them; ``mark``: who took them, unless everybody may read them."""
    head = [table.corner.label, *(one.label for one in table.head)]
    rows: list[list[object]] = [*_rows(table.rows), *_rows([table.total]), [], *_notes(notes)]
    form = form if form in FORMS else FORMS[0]
    return table_response(name, head, rows, form=form, title=_("Mezun sayıları"), mark=mark)


def _notes(notes: list[str]) -> Iterator[list[object]]:
    for note in notes:
        yield [note]


def _rows(rows: list[TableRow]) -> Iterator[list[object]]:
    for row in rows:
        yield [f"{row.label} ({row.note})" if row.note else row.label, *(_value(cell) for cell in row.cells)]


def _value(cell: TableCell) -> object:
    """Numbers to count with; words where a number would say more than the page does."""
    if cell.value is None or (cell.value == 0 and cell.words != "0"):
        return cell.words
    return int(cell.value) if float(cell.value).is_integer() else round(cell.value, 1)
