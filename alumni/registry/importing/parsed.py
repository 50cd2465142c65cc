"""A row as it was read: the graduation it tells, or what is wrong with it; and what reading it needs to know."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from alumni.registry.importing.names import NameStyle
from alumni.registry.importing.problems import Problem
from alumni.registry.importing.units import UnitMatcher
from alumni.registry.importing.values import HOME
from mik.common.fields import keyed_hash
from mik.common.tables import Cell
from mik.common.turkish import fold


@dataclass(frozen=True)
class Context:
    """What a row can't know by itself: where its fields are, how the list writes names, the units, today."""

    mapping: Mapping[str, int]
    labels: Sequence[str]
    matcher: UnitMatcher
    today: date
    name_style: NameStyle = NameStyle.CAPITAL_TAIL
    date_1904: bool = False
    # A list without numbers of people (``ownlists``): its rows are matched with records and make none.
    is_numberless: bool = False
    # The programmes of the department such a list is of, for rows that name none.
    home: frozenset[int] = frozenset()

    def cells_of(self, cells: Sequence[Cell]) -> Iterator[tuple[str, Cell]]:
        """Field and cell of the columns that are used."""
        width = len(cells)
        return ((name, cells[index]) for name, index in self.mapping.items() if 0 <= index < width)


@dataclass(frozen=True)
class ParsedRow:
    """A graduation as the list tells it. Of a rejected row what could be read."""

    row: int
    cells: tuple[Cell, ...] = field(repr=False)
    # Graduation and person of a row that was exported and comes back; nothing else has to say who it is.
    row_key: tuple[int, int] | None = None
    tckn: str = field(default="", repr=False)
    foreigner_no: str = field(default="", repr=False)
    passport_no: str = field(default="", repr=False)
    given_names: str = field(default="", repr=False)
    surname: str = field(default="", repr=False)
    former_surname: str = field(default="", repr=False)
    birth_date: date | None = field(default=None, repr=False)
    sex: str = ""
    nationality: str = ""
    nationality_text: str = ""
    programme_id: int | None = None
    faculty_text: str = ""
    department_text: str = ""
    level_text: str = ""
    level: int | None = None
    graduated_on: date | None = None
    year: int | None = None
    diploma_no: str = ""
    student_no: str = ""
    phone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    has_contact: bool = False
    warnings: tuple[Problem, ...] = ()

    @cached_property
    def hashes(self) -> tuple[bytes | None, bytes | None]:
        """Look-up hashes of the national (or foreigner) number and of the passport."""
        number = self.tckn or self.foreigner_no
        return (
            keyed_hash(number, purpose="tckn") if number else None,
            keyed_hash(self.passport_no, purpose="passport") if self.passport_no else None,
        )

    @property
    def person_key(self) -> tuple[str, str] | None:
        """Who it is: kimlik no, else passport, else student number with birth date; None when nobody can tell."""
        if self.tckn or self.foreigner_no:
            return ("tckn", self.tckn or self.foreigner_no)
        if self.passport_no:
            return ("passport", self.passport_no)
        if self.student_no and self.birth_date:
            return ("student", f"{self.student_no}|{self.birth_date.isoformat()}")
        return None

    @property
    def has_number(self) -> bool:
        """Whether a number or the key of an export says whom the row means."""
        return bool(self.row_key or self.person_key)

    @property
    def graduation_key(self) -> tuple[str, ...]:
        """Which graduation it is, for its person: the diploma number, else where, at which level and when."""
        if self.row_key:
            return ("key", *map(str, self.row_key))
        if diploma := fold(self.diploma_no):
            return ("diploma", diploma)
        unit = str(self.programme_id or fold(f"{self.faculty_text} {self.department_text} {self.level_text}"))
        return ("course", *(self.person_key or ("row", str(self.row))), unit, str(self.graduated_on or self.year))

    @property
    def is_foreign(self) -> bool:
        """Not a Turkish citizen by the column of nationality, or, without one, by the number of a foreigner."""
        if self.nationality_text:
            return self.nationality != HOME
        return self.tckn.startswith("99") or bool(self.foreigner_no or self.passport_no)


@dataclass(frozen=True)
class Rejected:
    """A row that is not taken; the first of its problems counts. ``cells`` are as in the file: personal data."""

    row: int
    problems: tuple[Problem, ...]
    draft: ParsedRow = field(repr=False)

    @property
    def reason(self) -> str:
        return self.problems[0].reason

    @property
    def cells(self) -> tuple[Cell, ...]:
        return self.draft.cells

    @property
    def diploma_no(self) -> str:
        return self.draft.diploma_no
