"""One row of a list read into a graduate and a graduation, or into what is wrong with it."""

from datetime import date
from functools import lru_cache
from typing import Any, Final

from alumni.registry.exchange.row_keys import read_row_key
from alumni.registry.importing import rules
from alumni.registry.importing.dates import find_date_in, parse_date
from alumni.registry.importing.layout import DataRow, column_letter
from alumni.registry.importing.names import split_name, tidy
from alumni.registry.importing.ownlists import only_programme
from alumni.registry.importing.parsed import Context, ParsedRow, Rejected
from alumni.registry.importing.problems import Problem
from alumni.registry.importing.units import UnitRow
from alumni.registry.importing.values import HOME, read_nationality, read_sex
from mik.common.identifiers import (
    as_text,
    clean_tckn,
    is_foreigner_number,
    mask_identifier,
    normalise_email,
    normalise_passport,
    normalise_phone,
    valid_tckn,
)
from mik.common.tables import Cell
from mik.common.turkish import fold

_NOTHING: Final = frozenset({"yok", "bilinmiyor", "belirtilmemis", "null", "none", "nan", "n a", "na", "bos"})
# What those words begin with: most cells are told apart from them by one letter.
_NOTHING_LETTERS: Final = frozenset("yYbBnN")
_IDENTIFIERS: Final = frozenset({"tckn", "foreigner_no", "passport_no"})
YOUNGEST = 15  # years; sets the century of a birth year of two digits


def clean_text(cell: Cell) -> str:
    """A cell as text with single spaces; "" where it says nothing («-», «yok»)."""
    if cell is None:
        return ""
    text = " ".join((cell if type(cell) is str else as_text(cell)).split())
    if text[:1] == "'":
        text = text[1:].strip()
    if not text or not (text[0].isalnum() or any(map(str.isalnum, text))):
        return ""
    return "" if text[0] in _NOTHING_LETTERS and len(text) < 20 and _says_nothing(text) else text


@lru_cache(maxsize=4096)
def _says_nothing(text: str) -> bool:
    return fold(text) in _NOTHING


def parse_row(row: DataRow, context: Context) -> ParsedRow | Rejected:
    """Read and judge one row."""
    return _Reader(row, context).read()


class _Reader:
    """Reads one row. Hundreds of thousands pass here, so every cell is cleaned once and the row is built at the end."""

    __slots__ = ("context", "facts", "problems", "row", "texts", "warnings")

    def __init__(self, row: DataRow, context: Context) -> None:
        self.row, self.context = row, context
        self.texts = {name: clean_text(cell) for name, cell in context.cells_of(row.cells)}
        self.facts: dict[str, Any] = {}
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []

    # --- cells

    def cell(self, name: str) -> Cell:
        """What stands there, with its type; None where it says nothing."""
        return self.row.cells[self.context.mapping[name]] if self.texts.get(name) else None

    def text(self, name: str) -> str:
        return self.texts.get(name, "")

    def problem(self, name: str, fault: rules.Fault) -> Problem:
        index = self.context.mapping.get(name, -1)
        labels = self.context.labels
        value = rules.shown(self.cell(name))
        return Problem(
            row=self.row.number,
            field=name,
            reason=fault.reason,
            message=fault.message,
            remedy=fault.remedy,
            value=mask_identifier(value) if name in _IDENTIFIERS else value,
            column=labels[index] if 0 <= index < len(labels) else "",
            letter=column_letter(index) if index >= 0 else "",
        )

    def reject(self, name: str, fault: rules.Fault) -> None:
        self.problems.append(self.problem(name, fault))

    def warn(self, name: str, fault: rules.Fault) -> None:
        self.warnings.append(self.problem(name, fault))

    # --- the row

    def read(self) -> ParsedRow | Rejected:
        self._key()
        self._people()
        self._names()
        self._dates()
        self._identity()
        self._unit()
        self._contact()
        warnings = () if self.problems else tuple(self.warnings)
        draft = ParsedRow(row=self.row.number, cells=self.row.cells, warnings=warnings, **self.facts)
        if self.problems:
            return Rejected(self.row.number, tuple(sorted(self.problems, key=rules.rank)), draft)
        return draft

    def _key(self) -> None:
        told = self.text("row_key")
        self.facts["row_key"] = read_row_key(told) if told else None
        if told and self.facts["row_key"] is None:
            self.reject("row_key", rules.BAD_KEY)

    def _is_refused(self, name: str) -> bool:
        return any(problem.field == name for problem in self.problems)

    @property
    def _is_keyed(self) -> bool:
        """A row that was exported need not say whom it means; a bad key is all that is wrong with it."""
        return bool(self.text("row_key"))

    def _people(self) -> None:
        """Who it is, without judging yet: what stands in for a missing number is read later."""
        nationality = self.text("nationality")
        country = read_nationality(nationality)
        tckn = clean_tckn(self.cell("tckn"))
        foreigner, passport = clean_tckn(self.cell("foreigner_no")), normalise_passport(self.cell("passport_no"))
        if not tckn.strip("0"):
            tckn = ""
        if tckn and country != HOME and not valid_tckn(tckn) and rules.looks_like_passport(tckn):
            tckn, passport = "", passport or normalise_passport(tckn)
        self.facts.update(
            tckn=tckn,
            foreigner_no=foreigner if is_foreigner_number(foreigner) else "",
            passport_no=passport,
            sex=read_sex(self.text("sex")),
            nationality=country,
            nationality_text=nationality,
            diploma_no=self.text("diploma_no"),
            student_no=self.text("student_no"),
        )

    def _identity(self) -> None:
        facts = self.facts
        if facts["tckn"]:
            if not valid_tckn(facts["tckn"]):
                self.reject("tckn", rules.bad_tckn(facts["tckn"], as_text(self.cell("tckn"))))
        elif self.text("foreigner_no") and not facts["foreigner_no"]:
            self.reject("foreigner_no", rules.bad_tckn(clean_tckn(self.cell("foreigner_no")), ""))
        elif self._is_nobody() and not self._is_refused("birth_date"):
            self.reject("tckn", rules.NOBODY)

    def _is_nobody(self) -> bool:
        facts = self.facts
        by_number = self._is_keyed or self.context.is_numberless or facts["foreigner_no"] or facts["passport_no"]
        return not (by_number or (facts["student_no"] and facts["birth_date"]))

    def _names(self) -> None:
        if "full_name" in self.context.mapping:
            given, surname = split_name(self.text("full_name"), self.context.name_style)
            name = "full_name"
        else:
            given, surname = tidy(self.text("given_names")), tidy(self.text("surname"))
            name = "surname" if given else "given_names"
        if not (given and surname) and not self._is_keyed:
            self.reject(name, rules.missing_name(given=bool(given), surname=bool(surname)))
        self.facts.update(given_names=given, surname=surname, former_surname=tidy(self.text("former_surname")))

    def _date(self, name: str, latest_year: int) -> date | None:
        cell = self.cell(name)
        found = parse_date(cell, latest_year=latest_year, date_1904=self.context.date_1904)
        if isinstance(found, date):
            return found
        if found.kind == "shape" and name == "birth_date":
            found = find_date_in(as_text(cell), latest_year=latest_year)
            if isinstance(found, date):
                return found
        if found.kind != "blank":
            self.reject(name, rules.bad_date(found))
        return None

    def _dates(self) -> None:
        today = self.context.today
        born = self._date("birth_date", today.year - YOUNGEST)
        graduated = self._date("graduated_on", today.year + rules.YEARS_AHEAD)
        if born and graduated and graduated < born and rules.has_short_year(self.text("graduated_on")):
            graduated = rules.a_century_later(graduated)
        year = graduated.year if graduated else rules.read_year(self.text("year"))
        needs_none = self._is_keyed or self.context.is_numberless
        if not (graduated or year or needs_none or self._is_refused("graduated_on")):
            self.reject("graduated_on" if "graduated_on" in self.context.mapping else "year", rules.NO_DATE)
        if fault := rules.bad_order(born=born, graduated=graduated, year=year, today=today):
            self.reject(
                "birth_date" if fault.reason == "date_unreadable" else "graduated_on" if graduated else "year", fault
            )
        elif graduated and graduated > today:
            self.warn("graduated_on", rules.AHEAD)
        self.facts.update(birth_date=born, graduated_on=graduated, year=year)

    def _unit(self) -> None:
        if self._is_keyed:  # its diploma is known by the key; a name of a unit may be that of several
            return
        faculty = self.text("faculty") or self.row.faculty
        level, unit = self.text("level"), self.text("unit")
        names = [self.text("programme"), self.text("department") or self.row.department]
        departments = [name for name in names if name] or [""]
        self.facts.update(faculty_text=faculty, department_text=departments[0] or unit, level_text=level)
        for department in departments:
            if found := self.context.matcher.match(faculty, department, level, unit, year=self.facts["year"]):
                self._check_years(found)
                self.facts.update(programme_id=found.id, level=found.level)
                return
        if self.context.home and self._is_home(faculty, departments, unit):
            self.facts.update(only_programme(self.context.matcher.units, self.context.home, level))
            return
        self._no_unit(faculty, departments, level, unit)

    def _is_home(self, faculty: str, departments: list[str], unit: str) -> bool:
        """Whether the row says nothing of where, or nothing but the department the list is of."""
        match, units = self.context.matcher.match, self.context.matcher.units
        levels = {str(units[pk].level) for pk in self.context.home if pk in units}
        told = (match(faculty, name, level, unit) for name in departments for level in levels)
        return not any((faculty, unit, *departments)) or any(one.id in self.context.home for one in told if one)

    def _no_unit(self, faculty: str, departments: list[str], level: str, unit: str) -> None:
        told = self.facts["department_text"]
        places = [name for name in ("department", "unit", "programme", "faculty") if name in self.context.mapping]
        if told:
            places = [name for name in places if self.text(name)]
        elsewhere = any(self.context.matcher.match(faculty, department, "", unit) for department in departments)
        fault = rules.unknown_unit(blank=not told, wrong_level=elsewhere and bool(level))
        self.reject(next(iter(places), "department"), fault)

    def _check_years(self, unit: UnitRow) -> None:
        year = self.facts["year"]
        if year and not unit.was_open(year):
            self.warn("graduated_on" if self.facts["graduated_on"] else "year", rules.OUTSIDE_YEARS)

    def _contact(self) -> None:
        phone_text, email_text = self.text("phone"), self.text("email")
        phone = normalise_phone(phone_text) if phone_text else ""
        email = normalise_email(email_text) if email_text else ""
        if phone_text and not phone:
            self.warn("phone", rules.BAD_PHONE)
        if email_text and not email:
            self.warn("email", rules.BAD_EMAIL)
        self.facts.update(phone=phone, email=email, has_contact=bool(phone_text or email_text))
