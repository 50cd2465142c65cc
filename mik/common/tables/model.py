"""What a spreadsheet is made of, whatever file it came from, and why a file is refused."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from types import TracebackType
from typing import Literal, NamedTuple, Self

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Cell = str | int | float | bool | date | datetime | time | timedelta | None

TableErrorCode = Literal[
    "empty",
    "truncated",
    "encrypted",
    "macros",
    "legacy_xls",
    "too_big_unzipped",
    "too_wide",
    "too_long",
    "not_a_table",
    "web_page",
    "encoding",
    "quotes",
]

MESSAGES: dict[TableErrorCode, Promise] = {
    "empty": _("Dosya boş. Listeyi yeniden dışa aktarıp yükleyin."),
    "truncated": _("Dosya yarım kalmış ya da bozulmuş. Özgün dosyayı yeniden kaydedip yükleyin."),
    "encrypted": _("Dosya parolayla korunuyor. Excel’de parolayı kaldırıp yeniden kaydedin, sonra yükleyin."),
    "macros": _("Dosyada makro var. Excel’de “Farklı kaydet” ile makrosuz XLSX olarak kaydedip yükleyin."),
    "legacy_xls": _("Bu, eski biçimde bir Excel dosyası. Excel’de “Farklı kaydet” ile XLSX olarak kaydedip yükleyin."),
    "too_big_unzipped": _("Dosya açıldığında izin verilenden çok büyük oluyor. Listeyi parçalara bölüp yükleyin."),
    "too_wide": _("Dosyada bir listede olabileceğinden çok sütun var. Listeyi yeni bir dosyaya alıp yükleyin."),
    "too_long": _("Dosyada bir kerede alınabilecek olandan çok hücre var. Listeyi parçalara bölüp yükleyin."),
    "not_a_table": _("Bu bir liste dosyası değil. XLSX ya da CSV dosyası yükleyin."),
    "web_page": _("Dosya aslında bir web sayfası. Excel’de açıp XLSX olarak kaydedin, sonra yükleyin."),
    "encoding": _("Dosyadaki harfler okunamadı. CSV dosyasını UTF-8 olarak kaydedip yükleyin."),
    "quotes": _("Dosyada kapanmamış bir tırnak işareti var. Düzeltip ya da XLSX olarak kaydedip yükleyin."),
}


class TableError(Exception):
    """A file that can't be read as a list; ``str()`` says in the reader's language why, and what to do."""

    def __init__(self, code: TableErrorCode) -> None:
        super().__init__(code)
        self.code = code

    def __str__(self) -> str:
        return str(MESSAGES[self.code])


@dataclass(frozen=True)
class Limits:
    """How much of a file is read at most; beyond it the file is refused, before it can fill the memory."""

    unzipped: int = 200 * 1024 * 1024  # bytes of all members of an XLSX together
    columns: int = 16_384  # as many as Excel has
    cells: int = 20_000_000  # of the rectangle the filled cells span
    line: int = 1024 * 1024  # characters of one line of a CSV
    record_lines: int = 200  # lines one quoted record of a CSV may run over


class Merge(NamedTuple):
    """Merged cells: rows 1-based as in the file, columns 0-based, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


class Row(NamedTuple):
    """One row: its number as the spreadsheet shows it, and its cells from the first column on."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Sheet:
    """One sheet; ``rows()`` may be called again and again."""

    name: str
    rows: Callable[[], Iterator[Row]]
    hidden: bool = False
    merged: tuple[Merge, ...] = ()


@dataclass
class Table:
    """An opened file. Close it, or use it in a ``with``."""

    kind: Literal["xlsx", "csv"]
    sheets: tuple[Sheet, ...]
    encoding: str = "utf-8"
    delimiter: str = ""
    # Excel for Mac once counted days from 1904; numbers that are dates shift by it.
    date_1904: bool = False
    resources: ExitStack = field(default_factory=ExitStack, repr=False)

    def close(self) -> None:
        self.resources.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
