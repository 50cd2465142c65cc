"""CSV as spreadsheets write it: the encoding and the delimiter are found out, huge lines never reach the memory."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from mik.common.tables.model import Limits, Row, Sheet, Table, TableError

DELIMITERS = ";\t,|"
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_WEB_PAGE = re.compile(rb"\s*<(!doctype|html|head|table|meta|style|body|\?xml)", re.IGNORECASE)
# No list holds these; a NUL would also end the text for the database.
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f]")
_CHUNK = 256 * 1024
_SAMPLE_LINES = 200


def open_text(file: IO[bytes], head: bytes, limits: Limits) -> Table:
    """A table of one sheet from a text file; all of it is decoded once, so later reading can't fail on a letter."""
    if _WEB_PAGE.match(head.removeprefix(codecs.BOM_UTF8)):
        raise TableError("web_page")
    encoding = _find_encoding(file, head)
    source = _TextSource(file, encoding, limits)
    source.delimiter = _find_delimiter(source)
    sheet = Sheet(name="", rows=source.rows)
    if not any(any(cell for cell in row.cells) for row in sheet.rows()):
        raise TableError("empty")
    return Table(kind="csv", sheets=(sheet,), encoding=encoding, delimiter=source.delimiter)


def _find_encoding(file: IO[bytes], head: bytes) -> str:
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            if not _decodes(file, encoding):
                raise TableError("encoding")
            return encoding
    # Windows-1254 accepts nearly every byte, so UTF-8 is asked first.
    for encoding in ("utf-8", "cp1254"):
        if _decodes(file, encoding):
            return encoding
    raise TableError("encoding")


def _decodes(file: IO[bytes], encoding: str) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    accented = False
    try:
        while piece := file.read(_CHUNK):
            if encoding != "utf-16" and _CONTROLS.search(piece):
                raise TableError("not_a_table")
            text = decoder.decode(piece)
            accented = accented or not text.isascii()
    except UnicodeDecodeError:
        return False
    if not decoder.getstate()[0]:
        return True
    if accented:  # right so far, and the last letter is cut in two
        raise TableError("truncated")
    return False


@dataclass
class _TextSource:
    file: IO[bytes]
    encoding: str
    limits: Limits
    delimiter: str = ";"

    def lines(self) -> Iterator[str]:
        """The lines, one too long to be a list's refused before it is read to its end; Excel's "sep=;" left out."""
        self.file.seek(0)
        # Not a TextIOWrapper: it would close the file, which others still need.
        decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(self.encoding)(), translate=True)
        pending, is_first = "", True
        while piece := self.file.read(_CHUNK):
            *lines, pending = (pending + decoder.decode(piece)).split("\n")
            for line in lines:
                if not (is_first and re.fullmatch(r"sep=.\s*", line, re.IGNORECASE)):
                    yield f"{line}\n"
                is_first = False
            if len(pending) > self.limits.line:
                raise TableError("too_wide")
        if pending:
            yield pending

    def rows(self) -> Iterator[Row]:
        guard = _Guard(self.delimiter, self.limits)
        reader = csv.reader(guard.watch(self.lines()), delimiter=self.delimiter)
        cells_left = self.limits.cells
        try:
            for number, cells in enumerate(reader, start=1):
                guard.end_record()
                cells_left -= len(cells)
                if cells_left < 0:
                    raise TableError("too_long")
                yield Row(number, tuple(cell or None for cell in cells))
        except csv.Error as error:
            raise TableError("quotes") from error


class _Guard:
    """Counts what one record swallows: an open quote must not eat the rest of the file unnoticed."""

    def __init__(self, delimiter: str, limits: Limits) -> None:
        self.delimiter, self.limits = delimiter, limits
        self.lines = self.quotes = self.delimiters = 0

    def watch(self, lines: Iterator[str]) -> Iterator[str]:
        for line in lines:
            self.lines += 1
            self.quotes += line.count('"')
            self.delimiters += line.count(self.delimiter)
            if self.delimiters >= self.limits.columns:
                raise TableError("too_wide")
            if self.lines > self.limits.record_lines:
                raise TableError("quotes")
            yield line

    def end_record(self) -> None:
        if self.lines > 1 and self.quotes % 2:
            raise TableError("quotes")
        self.lines = self.quotes = self.delimiters = 0


def _find_delimiter(source: _TextSource) -> str:
    """The delimiter under which most lines have the same number of columns, and the more columns the better."""
    sample = [line for line, _ in zip(source.lines(), range(_SAMPLE_LINES), strict=False)]
    if not sample:
        raise TableError("empty")

    def fitness(delimiter: str) -> tuple[int, int]:
        if max(line.count(delimiter) for line in sample) >= source.limits.columns:
            raise TableError("too_wide")
        try:
            widths = Counter(len(cells) for cells in csv.reader(sample, delimiter=delimiter) if len(cells) > 1)
        except csv.Error:
            return (0, 0)
        width, lines = max(widths.items(), key=lambda item: item[0] * item[1], default=(0, 0))
        return (width * lines, width)

    return max(DELIMITERS, key=fitness)
