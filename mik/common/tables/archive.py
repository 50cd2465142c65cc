"""Looks into an XLSX before anything trusts it: whole, free of macros, and no bigger than it may be."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from mik.common.tables.model import Limits, TableError

_CHUNK = 1024 * 1024
# Filled cells only: a styled but empty one is closed at once (<c r="A1" s="3"/>) and costs the reader nothing.
_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=\"([A-Z]{1,12})([0-9]{1,12})\"[^>]*(?<!/)>")
_PLACELESS_CELL = re.compile(rb"<(?:\w+:)?c(?:\s(?![^>]*\br=\")[^>]*)?(?<!/)>")
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br=\"([0-9]{1,12})\"")
_MACROS = re.compile(r"(^|/)(vbaProject\.bin|vbaData\.xml)$|^xl/macrosheets/", re.IGNORECASE)


@dataclass
class _Extent:
    """The rectangle the cells of one sheet span, as the reader will lay it out in memory."""

    rows: int = 0
    columns: int = 0
    placeless: int = 0  # cells without an address: they follow one another, so they bound the columns

    def see(self, chunk: bytes) -> None:
        if cells := _CELL.findall(chunk):
            letters, numbers = zip(*cells, strict=True)
            self.columns = max(self.columns, *map(column_number, set(letters)))
            self.rows = max(self.rows, *map(int, set(numbers)))
        if loose := len(_PLACELESS_CELL.findall(chunk)):
            self.placeless += loose
            self.rows = max([self.rows, *map(int, _ROW.findall(chunk))])

    def check(self, limits: Limits) -> None:
        columns = max(self.columns, min(self.placeless, limits.columns))
        if self.columns > limits.columns:
            raise TableError("too_wide")
        if self.rows * columns > limits.cells:
            raise TableError("too_long")


def column_number(letters: bytes) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def check_archive(file: IO[bytes], limits: Limits) -> bool:
    """Refuse a bad XLSX with a ``TableError``; tell whether its days count from 1904."""
    try:
        with zipfile.ZipFile(file) as archive:
            _check_members(archive, limits)
            return _check_contents(archive, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise TableError("truncated") from error


def _check_members(archive: zipfile.ZipFile, limits: Limits) -> None:
    members = archive.infolist()
    names = {member.filename for member in members}
    if any(member.flag_bits & 0x1 for member in members) or "EncryptedPackage" in names:
        raise TableError("encrypted")
    if any(_MACROS.search(name) for name in names):
        raise TableError("macros")
    if "xl/workbook.bin" in names:
        raise TableError("legacy_xls")
    if not any(name.lower() == "xl/workbook.xml" for name in names):
        raise TableError("not_a_table")
    # The sizes the archive declares, before anything is unpacked; what it really holds is counted below.
    if sum(member.file_size for member in members) > limits.unzipped:
        raise TableError("too_big_unzipped")


def _check_contents(archive: zipfile.ZipFile, limits: Limits) -> bool:
    total, date_1904 = 0, False
    for member in archive.infolist():
        extent, name = _Extent(), member.filename.lower()
        for chunk in _chunks(archive, member):
            total += len(chunk)
            if total > limits.unzipped + _CHUNK:
                raise TableError("too_big_unzipped")
            if name.startswith("xl/worksheets/"):
                extent.see(chunk)
                extent.check(limits)
            elif name == "[content_types].xml" and b"macroenabled" in chunk.lower():
                raise TableError("macros")
            elif name == "xl/workbook.xml":
                date_1904 = date_1904 or bool(re.search(rb'date1904="(1|true)"', chunk))
    return date_1904


def _chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The member's bytes, cut where a tag ends so that no cell is seen in halves."""
    rest = b""
    with archive.open(member) as stream:
        while piece := stream.read(_CHUNK):
            text = rest + piece
            cut = text.rfind(b">") + 1 or len(text)
            yield text[:cut]
            rest = text[cut:] if len(text) - cut < _CHUNK else b""
    if rest:
        yield rest
