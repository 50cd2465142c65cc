"""Lists people take home: XLSX and CSV in which no cell can act as a formula (CWE-1236).

One rule for both: XLSX keeps a risky text as text for good with Excel's own apostrophe, CSV writes the apostrophe.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import IO, Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from mik.common.tables.marks import Mark
from mik.common.tables.model import Cell

# What spreadsheets take for the beginning of a formula; some do so behind spaces, and with full-width signs.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "−")
_INVISIBLE = " \u00a0\u200b\u200c\u200d\u2060\ufeff\u3000"
# A telephone number or a negative number begins like one, and can do no harm.
_HARMLESS = re.compile(r"[+-]?(\([0-9]+\)|[0-9])[0-9 ]*(\([0-9]+\)[0-9 ]*)?([.,][0-9]+)?", re.ASCII)
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LONGEST = 32_767  # characters Excel keeps in one cell


def _is_risky(text: str) -> bool:
    return text.lstrip(_INVISIBLE).startswith(_FORMULA) and not _HARMLESS.fullmatch(text)


def _plain(cell: Cell | object) -> Cell:
    """The cell as the writers know it: moments in local time, what is neither number nor date as text."""
    if isinstance(cell, datetime):
        return timezone.localtime(cell).replace(tzinfo=None) if timezone.is_aware(cell) else cell
    if cell is None or isinstance(cell, bool | int | float | date | time):
        return cell
    return _UNWRITABLE.sub("", str(cell))[:_LONGEST]


def write_csv(
    target: str | Path | IO[bytes],
    columns: Sequence[object],
    rows: Iterable[Sequence[object]],
    *,
    mark: Mark | None = None,
) -> None:
    """A CSV that Excel in Turkish opens right: UTF-8 with a mark, semicolons, dates as 22.11.2026."""
    if isinstance(target, str | Path):
        with Path(target).open("wb") as file:
            return write_csv(file, columns, rows, mark=mark)
    heading, ending = ([mark.column], [mark.line]) if mark else ([], [])
    text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="", write_through=True)
    try:
        writer = csv.writer(text, delimiter=";")
        writer.writerow([_csv_cell(column) for column in (*columns, *heading)])
        writer.writerows([_csv_cell(cell) for cell in (*row, *ending)] for row in rows)
        text.flush()
    finally:
        text.detach()
    return None


def _csv_cell(cell: object) -> str:
    plain = _plain(cell)
    if plain is None:
        return ""
    if isinstance(plain, datetime):
        return plain.strftime("%d.%m.%Y %H:%M")
    if isinstance(plain, date):
        return plain.strftime("%d.%m.%Y")
    if isinstance(plain, float):
        return str(plain).replace(".", ",")
    text = str(plain)
    return f"'{text}" if _is_risky(text) else text


def write_xlsx(
    target: str | Path | IO[bytes],
    columns: Sequence[object],
    rows: Iterable[Sequence[object]],
    *,
    title: str = "Liste",
    mark: Mark | None = None,
) -> None:
    """An XLSX with a bold, frozen header; texts stay texts, long numbers in text columns keep their digits.

    Rows go to the disk as they come, so the memory stays flat.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False}  # fmt: skip
    with xlsxwriter.Workbook(str(target) if isinstance(target, Path) else target, options) as book:
        sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", title)[:31] or "Liste")
        formats = {
            "header": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
            "date": book.add_format({"num_format": "dd.mm.yyyy"}),
            "moment": book.add_format({"num_format": "dd.mm.yyyy hh:mm"}),
            # Excel's own apostrophe: the cell is text for good, even after it has been edited.
            "guarded": book.add_format({"quote_prefix": True}),
        }
        for index, column in enumerate(columns):
            text = str(column)
            sheet.set_column(index, index, min(max(len(text) + 2, 12), 40))
            sheet.write_string(0, index, text, formats["header"])
        sheet.freeze_panes(1, 0)
        number = 0
        for number, row in enumerate(rows, start=1):
            for index, cell in enumerate(row):
                _write_cell(sheet, number, index, _plain(cell), formats)
        if mark:
            _write_mark(book, sheet, mark, number)


def _write_mark(book: Any, sheet: Any, mark: Mark, rows: int) -> None:
    """The last sheet, which no import reads, and the margins of each printed page."""
    bold, wrapped = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": True})
    about = book.add_worksheet(_("Bu dosya"))
    about.set_column(0, 0, 16)
    about.set_column(1, 1, 80)
    facts = mark.facts(rows)
    for index, (label, text) in enumerate(facts):
        about.write_string(index, 0, label, bold)
        about.write_string(index, 1, str(_plain(text)), wrapped)
    if mark.notice:
        about.write_string(len(facts) + 1, 1, mark.notice, wrapped)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_header(f"&L{_margin(mark.line)}")
    sheet.set_footer(f"&L{_margin(mark.why)}&R&P / &N")


def _margin(text: str) -> str:
    """An ampersand begins a code there; the whole may be 255 characters long."""
    return text[:100].replace("&", "&&")


def _write_cell(sheet: Any, row: int, column: int, cell: Cell, formats: dict[str, Any]) -> None:
    match cell:
        case None | "":
            return
        case bool():
            sheet.write_boolean(row, column, cell)
        case int() | float():
            sheet.write_number(row, column, cell)
        case datetime():
            sheet.write_datetime(row, column, cell, formats["moment"])
        case date():
            sheet.write_datetime(row, column, cell, formats["date"])
        case _:
            text = str(cell)
            sheet.write_string(row, column, text, formats["guarded"] if _is_risky(text) else None)


def xlsx_bytes(
    columns: Sequence[object], rows: Iterable[Sequence[object]], *, title: str = "Liste", mark: Mark | None = None
) -> bytes:
    """The same list as bytes, for a response or an attachment."""
    buffer = io.BytesIO()
    write_xlsx(buffer, columns, rows, title=title, mark=mark)
    return buffer.getvalue()
