"""Opens XLSX (python-calamine) and CSV as a ``Table``; what can't be read raises ``TableError``."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import IO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum
from python_calamine import SheetVisibleEnum as Visible

from mik.common.tables.archive import check_archive
from mik.common.tables.model import Cell, Limits, Merge, Row, Sheet, Table, TableError
from mik.common.tables.text import open_text

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MACRO_NAMES = (".xlsm", ".xltm", ".xlam")
# First bytes of what people upload by mistake: PDF, pictures, programs, archives, RTF.
_FOREIGN = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF",
    b"MZ", b"\x7fELF", b"{\\rtf", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"\x00\x00\x00",
)  # fmt: skip


def read_table(source: str | Path | IO[bytes], name: str = "", *, limits: Limits | None = None) -> Table:
    """Open a spreadsheet by what is in it; ``name``, as uploaded, only tells files with macros."""
    limits = limits or Limits()
    with ExitStack() as resources:
        file = _seekable(source, resources)
        name = (name or str(source if isinstance(source, str | Path) else "")).lower()
        table = _open(file, name, limits)
        table.resources = resources.pop_all()
    return table


def _seekable(source: str | Path | IO[bytes], resources: ExitStack) -> IO[bytes]:
    if isinstance(source, str | Path):
        return resources.enter_context(Path(source).open("rb"))
    if source.seekable():
        return source
    copy = resources.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 the table closes it
    shutil.copyfileobj(source, copy)
    return copy


def _open(file: IO[bytes], name: str, limits: Limits) -> Table:
    file.seek(0)
    head = file.read(4096)
    if not head.strip():
        raise TableError("empty")
    if head.startswith(b"PK"):
        if name.endswith(_MACRO_NAMES):
            raise TableError("macros")
        return _open_xlsx(file, limits)
    if head.startswith(_OLE2):
        raise TableError("encrypted" if _mentions(file, _ENCRYPTED) else "legacy_xls")
    if head.startswith(_FOREIGN):
        raise TableError("not_a_table")
    return open_text(file, head, limits)


def _mentions(file: IO[bytes], needle: bytes) -> bool:
    file.seek(0)
    tail = b""
    while piece := file.read(1024 * 1024):
        if needle in tail + piece:
            return True
        tail = piece[-len(needle) :]
    return False


def _open_xlsx(file: IO[bytes], limits: Limits) -> Table:
    file.seek(0)
    date_1904 = check_archive(file, limits)
    file.seek(0)
    try:
        book = CalamineWorkbook.from_filelike(file)
        sheets = tuple(_sheets(book))
    except PasswordError as error:
        raise TableError("encrypted") from error
    except (CalamineError, OSError, ValueError) as error:
        raise TableError("truncated") from error
    if not sheets:
        raise TableError("empty")
    return Table(kind="xlsx", sheets=sheets, date_1904=date_1904)


def _sheets(book: CalamineWorkbook) -> Iterator[Sheet]:
    """The sheets that hold anything."""
    for meta in book.sheets_metadata:
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(meta.name)
        if sheet.start is None:
            continue
        merged = (Merge(top + 1, left, bottom + 1, right)
                  for (top, left), (bottom, right) in sheet.merged_cell_ranges or [])  # fmt: skip
        yield Sheet(
            name=meta.name,
            rows=partial(_rows, sheet),
            hidden=meta.visible != Visible.Visible,
            merged=tuple(merged),
        )


def _rows(sheet: CalamineSheet) -> Iterator[Row]:
    first_column = sheet.start[1] if sheet.start else 0
    margin: tuple[Cell, ...] = (None,) * first_column
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        yield Row(number, margin + tuple(None if cell == "" else cell for cell in cells))
