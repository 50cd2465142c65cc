"""Where the list is in a file: its sheet, its header, and which rows below are graduates."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Final

from alumni.registry.importing.columns import recognise
from mik.common.identifiers import as_text
from mik.common.tables import Cell, Merge, Row, Sheet
from mik.common.turkish import fold

_HEADER_WITHIN = 100  # rows from the top
_FEWEST_FIELDS = 3
# Fields a row of a graduate can't do without most of; level, sex and nationality also stand in summaries.
_STRONG: Final = frozenset(
    [
        "row_key",
        "tckn",
        "foreigner_no",
        "passport_no",
        "full_name",
        "given_names",
        "surname",
        "birth_date",
        "unit",
        "department",
        "programme",
        "graduated_on",
        "year",
        "diploma_no",
        "student_no",
    ]
)
_TOTAL = re.compile(r"^(genel |ara |alt )?(toplam\w*|total|yekun|adet|(mezun|kayit|ogrenci|satir) sayisi)\b")
_NOTE = re.compile(r"^(sayfa|rapor|not|aciklama|duzenleyen|hazirlayan|onaylayan|imza|tarih|liste sonu)\b")
# What stands in the second row of a header beside the names of fields.
_HEADER_WORDS: Final = frozenset(
    {"no", "numara", "numarasi", "tarih", "tarihi", "tar", "yil", "yili", "yer", "yeri", "adi", "kod", "kodu"}
)
_NUMBERED: Final = ("row_key", "tckn", "foreigner_no", "passport_no", "diploma_no", "student_no")
_LONG_NUMBER = re.compile(r"\d{4}")
_FACULTY_SECTION = re.compile(r"\b(fakultesi|yuksekokulu|enstitusu|konservatuvari)$")
_DEPARTMENT_SECTION = re.compile(r"\b(bolumu|programi|anabilim dali)$")


@dataclass(frozen=True)
class Header:
    """The header of a list: first and last of its rows (1-based) and the label of every column."""

    first_row: int
    last_row: int
    labels: tuple[str, ...]


@dataclass(frozen=True)
class DataRow:
    """A graduate's row, merged cells filled down, with the headings it stands under."""

    number: int
    cells: tuple[Cell, ...]
    faculty: str = ""
    department: str = ""


def _label(cell: Cell) -> str:
    return " ".join(as_text(cell).split())


def is_blank(cell: Cell) -> bool:
    """Nothing in it, or nothing but dashes and dots."""
    return cell is None or (isinstance(cell, str) and not any(map(str.isalnum, cell)))


def _says_something(cell: Cell) -> bool:
    return not is_blank(cell)


def column_letter(index: int) -> str:
    """A for 0, AA for 26."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _spread(row: Row, merged: Sequence[Merge]) -> list[str]:
    """The labels of a row, those of merged cells repeated over their columns and rows."""
    labels = [_label(cell) for cell in row.cells]
    for merge in merged:
        if merge.first_row == row.number:
            last = min(merge.last_column, len(labels) - 1)
            for column in range(merge.first_column, last + 1):
                labels[column] = labels[merge.first_column]
    return labels


def _fields(labels: Sequence[str]) -> set[str]:
    return {field for label in labels if (field := recognise(label))}


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """One label per column of a header in two rows: «Doğum» over «Tarihi» together, «Bölüm» under «Program» alone."""
    labels = []
    for index in range(max(len(upper), len(lower))):
        above = upper[index] if index < len(upper) else ""
        below = lower[index] if index < len(lower) else ""
        together = f"{above} {below}".strip()
        # A bare «Adı» may be that of a faculty or a father.
        alone_first = recognise(below) not in {None, "given_names"}
        choices = [below, together, above] if alone_first else [together, below, above]
        labels.append(next((choice for choice in choices if recognise(choice) is not None), together))
    return labels


def _has_words_only(row: Row) -> bool:
    """Rows of a header hold words; numbers and dates begin the data."""
    texts = [cell for cell in row.cells if not is_blank(cell)]
    return bool(texts) and all(isinstance(cell, str) and not re.search(r"\d{3}|@", cell) for cell in texts)


def _continues_header(upper: Sequence[str], lower: Row) -> bool:
    """Whether a row is surely the second of a header: nothing but words of headers under more than a title."""
    words = [_label(cell) for cell in lower.cells if not is_blank(cell)]
    known = all(recognise(word) is not None or fold(word) in _HEADER_WORDS for word in words)
    return known and bool(words) and len({label for label in upper if label}) > 1


def find_header(rows: Sequence[Row], merged: Sequence[Merge] = ()) -> Header | None:
    """The row, or the two rows, naming most fields; None where no row names three."""
    singles = [_spread(row, merged) for row in rows]
    scores = [len(_fields(labels)) for labels in singles]
    best, best_score = None, _FEWEST_FIELDS - 1
    for index, row in enumerate(rows):
        if scores[index] > best_score:
            best, best_score = Header(row.number, row.number, tuple(singles[index])), scores[index]
        if not all(map(_has_words_only, rows[index : index + 2])) or index + 1 == len(rows):
            continue
        joined = _joined(singles[index], singles[index + 1])
        score = len(_fields(joined)) + _continues_header(singles[index], rows[index + 1])
        if score > max(best_score, scores[index + 1]):
            best, best_score = Header(row.number, rows[index + 1].number, tuple(joined)), score
    return best


def guess_list(sheets: Sequence[Sheet]) -> tuple[Sheet, Header] | None:
    """The first row of three and more different words above a row as wide: for people to say what is what."""
    for sheet in sorted(sheets, key=lambda sheet: sheet.hidden):
        rows = [row for row in islice(sheet.rows(), _HEADER_WITHIN) if not all(map(is_blank, row.cells))]
        for row, below in pairwise(rows):
            labels = [label for cell in row.cells if (label := _label(cell))]
            wide = sum(not is_blank(cell) for cell in below.cells) * 2 >= len(labels)
            if len(set(labels)) == len(labels) >= _FEWEST_FIELDS and wide and _has_words_only(row):
                return sheet, Header(row.number, row.number, tuple(map(_label, row.cells)))
    return None


def find_list(sheets: Sequence[Sheet]) -> tuple[Sheet, Header] | None:
    """The sheet with the best header; visible sheets and earlier ones first."""
    best, best_score = None, 0
    for sheet in sorted(sheets, key=lambda sheet: sheet.hidden):
        header = find_header(list(islice(sheet.rows(), _HEADER_WITHIN)), sheet.merged)
        if header and (score := len(_fields(header.labels))) > best_score:
            best, best_score = (sheet, header), score
    return best


@dataclass
class Rows:
    """The graduates' rows of a sheet; ``skipped`` numbers the others below the header that hold anything."""

    sheet: Sheet
    header: Header
    mapping: Mapping[str, int]

    def __post_init__(self) -> None:
        self.skipped: list[int] = []
        self._strong = {field: index for field, index in self.mapping.items() if field in _STRONG}
        self._names = {"full_name", "given_names", "surname"} & set(self.mapping)
        self._beside_names = [index for name, index in self.mapping.items() if name not in self._names]
        self._numbered = [self.mapping[field] for field in _NUMBERED if field in self.mapping]

    def __iter__(self) -> Iterator[DataRow]:
        self.skipped = []
        faculty = department = ""
        for row in self._filled():
            if row.number <= self.header.last_row or not any(map(_says_something, row.cells)):
                continue
            if self._is_graduate(row):
                yield DataRow(row.number, row.cells, faculty, department)
                continue
            self.skipped.append(row.number)
            if heading := self._heading(row):
                if _FACULTY_SECTION.search(fold(heading)):
                    faculty, department = heading, ""
                elif _DEPARTMENT_SECTION.search(fold(heading)):
                    department = heading

    def _filled(self) -> Iterator[Row]:
        """The rows, the value of cells merged downwards in each of them."""
        merged = sorted(merge for merge in self.sheet.merged if merge.last_row > merge.first_row)
        if not merged:
            yield from self.sheet.rows()
            return
        waiting, open_merges = iter(merged), list[tuple[Merge, Cell]]()
        upcoming = next(waiting, None)
        for row in self.sheet.rows():
            open_merges = [(merge, cell) for merge, cell in open_merges if merge.last_row >= row.number]
            cells = list(row.cells)
            for merge, cell in open_merges:
                if merge.first_column < len(cells) and is_blank(cells[merge.first_column]):
                    cells[merge.first_column] = cell
            while upcoming is not None and upcoming.first_row <= row.number:
                if upcoming.first_row == row.number and upcoming.first_column < len(cells):
                    open_merges.append((upcoming, cells[upcoming.first_column]))
                upcoming = next(waiting, None)
            yield Row(row.number, tuple(cells))

    def _is_graduate(self, row: Row) -> bool:
        numbered = self._has_number(row)
        if not numbered and self._repeats_header(row):  # no header holds a long number
            return False
        is_vague = len(self._strong) < _FEWEST_FIELDS  # nobody has said yet what is what, or the list has no numbers
        if is_vague and (sum(map(_says_something, row.cells)) >= _FEWEST_FIELDS or not self._names):
            return sum(map(_says_something, row.cells)) >= _FEWEST_FIELDS
        filled = {name for name, index in self._strong.items() if not is_blank(self._cell(row, index))}
        texts = [] if numbered else [text for cell in row.cells if (text := fold(as_text(cell)))]
        if texts and (_TOTAL.search(texts[0]) or (len(filled) <= _FEWEST_FIELDS and _NOTE.search(texts[0]))):
            return False
        if len(filled) >= min(_FEWEST_FIELDS, max(2, len(self._strong) // 2)):
            return True
        named = {"full_name", "given_names", "surname"} & filled
        if is_vague and named:  # with a telephone alone, as people keep for themselves
            return any(not is_blank(self._cell(row, index)) for index in self._beside_names)
        return len(filled) == 2 and bool(named) and any(re.search(r"\d{4}", as_text(cell)) for cell in row.cells)

    def _has_number(self, row: Row) -> bool:
        """Totals and notes have no number of a person or a diploma."""
        width = len(row.cells)
        return any(_LONG_NUMBER.search(as_text(row.cells[index])) for index in self._numbered if index < width)

    @staticmethod
    def _cell(row: Row, index: int) -> Cell:
        return row.cells[index] if index < len(row.cells) else None

    def _repeats_header(self, row: Row) -> bool:
        """A header again, as at the top of every page."""
        labels = [(index, _label(cell)) for index, cell in enumerate(row.cells) if isinstance(cell, str)]
        texts = [(index, label) for index, label in labels if label]
        known = self.header.labels
        same = sum(index < len(known) and text in known[index] for index, text in texts)
        return same * 5 > len(texts) * 3

    def _heading(self, row: Row) -> str:
        texts = {_label(cell) for cell in row.cells if not is_blank(cell)}
        return texts.pop().rpartition(":")[2].strip() if len(texts) == 1 else ""
