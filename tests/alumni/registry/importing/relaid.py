"""Lays the graduates of a sample out anew: other columns, headers, dates, names, encodings, merged cells.

Whatever the layout, the list tells the same graduates, so what comes of it must stay the same.
"""

import csv
import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import xlsxwriter

from mik.common.identifiers import as_text
from mik.common.tables import Cell, Row, read_table
from mik.common.turkish import fold, lower, title_case, upper

SAMPLES = Path(__file__).resolve().parents[3] / "data" / "samples"

# Where the samples themselves keep their fields, said here by hand: the reader under test must not be asked.
_PLACES = {
    "a.xlsx": (
        5,
        "- student tckn given surname born faculty department level graduated diploma - nationality email phone",
    ),
    "b.xlsx": (2, "diploma name graduated faculty department level tckn born student phone email nationality"),
    "c.csv": (2, "tckn given surname born faculty department level graduated diploma student phone email nationality"),
}
Graduate = dict[str, str]
Write = Callable[[str], Cell]


@lru_cache(maxsize=3)
def graduates(sample: str) -> list[Graduate]:
    """The rows of a sample as plain texts, dates as 31.12.2001."""
    first, places = _PLACES[sample]
    with read_table(SAMPLES / f"mezun_listesi_{sample}") as table:
        rows = [row for row in table.sheets[0].rows() if row.number >= first]
    return [_graduate(row, places.split()) for row in rows if sum(cell is not None for cell in row.cells) > 5]


def _graduate(row: Row, places: Sequence[str]) -> Graduate:
    cells = [cell.strftime("%d.%m.%Y") if isinstance(cell, date) else as_text(cell) for cell in row.cells]
    texts = {place: cell for place, cell in zip(places, cells, strict=False) if place != "-"}
    for name in ("born", "graduated"):
        texts[name] = _plain_date(texts[name])
    if "name" in texts:
        words = texts.pop("name").split()
        texts["given"] = " ".join(word for word in words if word != upper(word))
        texts["surname"] = " ".join(word for word in words if word == upper(word))
    return {name: " ".join(text.split()) for name, text in texts.items()}


def _plain_date(text: str) -> str:
    if text.isdigit():
        return (date(1899, 12, 30) + timedelta(days=int(text))).strftime("%d.%m.%Y")
    return text.replace("/", ".")


# --- ways to write ---------------------------------------------------------------------------------


def as_day(text: str) -> date | None:
    day, month, year = map(int, text.split("."))
    try:
        return date(year, month, day)
    except ValueError:
        return None


_MONTHS = [
    "Ocak",
    "Şubat",
    "Mart",
    "Nisan",
    "Mayıs",
    "Haziran",
    "Temmuz",
    "Ağustos",
    "Eylül",
    "Ekim",
    "Kasım",
    "Aralık",
]
_ENGLISH = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def slashes(text: str) -> Cell:
    return text.replace(".", "/")


def iso(text: str) -> Cell:
    return "-".join(reversed(text.split(".")))


def iso_with_time(text: str) -> Cell:
    return f"{iso(text)} 00:00:00"


def without_zeros(text: str) -> Cell:
    return "-".join(part.lstrip("0") for part in text.split("."))


def in_words(text: str) -> Cell:
    day, month, year = text.split(".")
    return f"{int(day)} {_MONTHS[int(month) - 1]} {year}"


def in_english(text: str) -> Cell:
    day, month, year = text.split(".")
    return f"{day}-{_ENGLISH[int(month) - 1]}-{year}"


def serial(text: str) -> Cell:
    day = as_day(text)
    return (day - date(1899, 12, 30)).days if day else text


def serial_text(text: str) -> Cell:
    return str(serial(text))


def day_cell(text: str) -> Cell:
    return as_day(text) or text


def digits(text: str) -> Cell:
    return "".join(reversed(text.split(".")))


def same(text: str) -> Cell:
    return text


def number_cell(text: str) -> Cell:
    return int(text) if text.isdigit() else text


def shout(text: str) -> Cell:
    return upper(text)


def whisper(text: str) -> Cell:
    return lower(text)


def ascii_only(text: str) -> Cell:
    return fold(text).upper()


def titled(text: str) -> Cell:
    return title_case(text)


def short_unit(text: str) -> Cell:
    for long, short in (("Meslek Yüksekokulu", "MYO"), ("Fakültesi", "Fak."), ("Mühendisliği", "Müh."),
                        ("Öğretmenliği", "Öğrt.")):  # fmt: skip
        text = text.replace(long, short)
    return text


def padded(text: str) -> Cell:
    return f"  {text.replace(' ', '  ')} \u00a0"


def with_department_word(text: str) -> Cell:
    return f"{text} Bölümü"


def spaced_number(text: str) -> Cell:
    return f"{text[:3]} {text[3:6]} {text[6:9]} {text[9:]}"


def level_in(**words: str) -> Write:
    return lambda text: words[fold(text)]


@dataclass(frozen=True)
class Layout:
    """How a list is laid out; ``columns`` pairs what stands in a column with its header, in order."""

    name: str
    columns: tuple[tuple[str, str], ...]
    write: dict[str, Write] = field(default_factory=dict)
    kind: str = "xlsx"
    encoding: str = "utf-8-sig"
    delimiter: str = ";"
    shuffled: int | None = None
    titles: tuple[str, ...] = ()
    upper_header: tuple[str, ...] = ()
    footer: tuple[tuple[str, ...], ...] = ()
    blank_every: int = 0
    header_every: int = 0
    left_margin: int = 0
    merged: str = ""  # sort by it and merge equal cells downwards
    sections: bool = False  # the faculty as a line of its own above its graduates
    sheets_before: tuple[tuple[str, str], ...] = ()  # name and only cell of other sheets
    date_1904: bool = False

    def file(self, people: Sequence[Graduate]) -> bytes:
        rows, merges = self.rows(people)
        return self._csv(rows) if self.kind == "csv" else self._xlsx(rows, merges)

    # --- rows

    def rows(self, people: Sequence[Graduate]) -> tuple[list[list[Cell]], list[tuple[int, int, int]]]:
        """All rows of the sheet, and merged ranges as (column, first row, last row), all 0-based."""
        columns = list(self.columns)
        if self.shuffled is not None:
            random.Random(self.shuffled).shuffle(columns)
        key = "faculty" if self.sections else self.merged
        if key:
            people = sorted(people, key=lambda person: person[key])
        header: list[Cell] = [label for _, label in columns]
        rows: list[list[Cell]] = [[title] for title in self.titles]
        if self.upper_header:
            rows.append(list(self.upper_header))
        rows.append(header)
        merges, section, started = [], "", len(rows)
        for index, person in enumerate(people):
            if self.blank_every and index % self.blank_every == self.blank_every - 1:
                rows.append([])
            if self.header_every and index and index % self.header_every == 0:
                rows.append(header)
            if self.sections and person["faculty"] != section:
                section = person["faculty"]
                rows.append([section])
            rows.append([self._cell(what, person, index) for what, _ in columns])
        if self.merged:
            column = [what for what, _ in columns].index(self.merged)
            merges = _merge_equal(rows, column, started)
        if self.footer:
            rows.append([])
            rows.extend(list[Cell](texts) for texts in self.footer)
        margin: list[Cell] = [None] * self.left_margin
        return [margin + row for row in rows], [(column + self.left_margin, a, b) for column, a, b in merges]

    def _cell(self, what: str, person: Graduate, index: int) -> Cell:
        if what == "index":
            return index + 1
        if what == "noise":
            return "x" * (index % 4)
        parts = what.split("+")
        written = [self.write.get(part, same)(person[part]) if person[part] else "" for part in parts]
        if len(written) == 1:
            return written[0]
        separator = " " if "given" in parts else " / "
        return separator.join(str(text) for text in written if text != "")

    # --- files

    def _csv(self, rows: Sequence[Sequence[Cell]]) -> bytes:
        text = io.StringIO()
        csv.writer(text, delimiter=self.delimiter).writerows(
            ["" if cell is None else cell for cell in row] for row in rows
        )
        return text.getvalue().encode(self.encoding)

    def _xlsx(self, rows: Sequence[Sequence[Cell]], merges: Sequence[tuple[int, int, int]]) -> bytes:
        buffer = io.BytesIO()
        with xlsxwriter.Workbook(buffer, {"date_1904": self.date_1904}) as book:
            for name, text in self.sheets_before:
                book.add_worksheet(name).write_string(0, 0, text)
            sheet = book.add_worksheet("Mezunlar")
            day = book.add_format({"num_format": "dd.mm.yyyy"})
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    _write(sheet, row, column, cell, day)
            for column, first, last in merges:
                sheet.merge_range(first, column, last, column, str(rows[first][column]))
            if self.titles:
                sheet.merge_range(0, 0, 0, len(self.columns) - 1, self.titles[0])
        return buffer.getvalue()


def _write(sheet: Any, row: int, column: int, cell: Cell, day: Any) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(row, column, cell, day)
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell)
    elif cell:
        sheet.write_string(row, column, str(cell))


def _merge_equal(rows: list[list[Cell]], column: int, started: int) -> list[tuple[int, int, int]]:
    """Runs of equal cells in a column, all but the first of each emptied."""
    merges, first = [], started
    for index in range(started, len(rows) + 1):
        ended = index == len(rows) or rows[index][column] != rows[first][column]
        if ended:
            if index - first > 1:
                merges.append((column, first, index - 1))
                for row in rows[first + 1 : index]:
                    row[column] = None
            first = index
    return merges
