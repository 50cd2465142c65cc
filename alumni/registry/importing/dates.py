"""Dates as lists have them: cells, Excel's day numbers, and texts in Turkish or English."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final, Literal

from mik.common.identifiers import as_text
from mik.common.tables import Cell
from mik.common.turkish import fold

_MONTHS: Final = (
    ["ocak", "subat", "mart", "nisan", "mayis", "haziran", "temmuz", "agustos", "eylul", "ekim", "kasim", "aralik"],
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ],
)
_DAY_ZERO = date(1899, 12, 30)
_DAYS_TO_1904 = 1462
# The day numbers of 2 October 1905 and of the year 2201; below it a number is a year, not a day.
_SERIALS = range(2101, 110_000)
_YEARS = range(1900, 2101)

_SEPARATOR = r"\s*[./\-,\s]\s*"
_TIME = r"(?:[T\s]+\d{1,2}[:.]\d{2}.*)?"
_DAY_FIRST = re.compile(rf"(\d{{1,2}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d{{4}}|\d{{2}}){_TIME}")
_YEAR_FIRST = re.compile(rf"(\d{{4}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d{{1,2}}){_TIME}")
_DAY_MONTH = re.compile(r"(\d{1,2}) ?([a-z]{3,}) ?(\d{4}|\d{2})(?: [a-z]+| \d{1,2} \d{2}.*)?")
_MONTH_DAY = re.compile(r"([a-z]{3,}) (\d{1,2}) (\d{4})")
_SERIAL = re.compile(r"(\d{4,6})(?:[.,]\d+)?")


@dataclass(frozen=True)
class BadDate:
    """Why a cell holds no date: nothing in it, no such day, only a year, or no shape of a date."""

    kind: Literal["blank", "no_such_day", "year_only", "shape"]
    month: int = 0  # of a day that does not exist


def parse_date(cell: Cell, *, latest_year: int, date_1904: bool = False) -> date | BadDate:
    """The day a cell means; years of two digits fall in the hundred years up to ``latest_year``."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    return _parse_text(as_text(cell), latest_year, date_1904)


@lru_cache(maxsize=65536)  # days repeat
def _parse_text(text: str, latest_year: int, date_1904: bool) -> date | BadDate:
    if not fold(text):
        return BadDate("blank")
    if re.fullmatch(r"\d{8}", text):
        return _from_eight_digits(text)
    if match := _SERIAL.fullmatch(text):
        return _from_serial(int(match[1]), date_1904)
    return _from_words(text, latest_year)


def _from_serial(number: int, date_1904: bool) -> date | BadDate:
    if number in _YEARS:
        return BadDate("year_only")
    if number not in _SERIALS:
        return BadDate("shape")
    return _DAY_ZERO + timedelta(days=number + (_DAYS_TO_1904 if date_1904 else 0))


def _from_eight_digits(text: str) -> date | BadDate:
    if int(text[:4]) in _YEARS:
        return _day(text[:4], text[4:6], text[6:])
    return _day(text[4:], text[2:4], text[:2])


def _from_words(text: str, latest_year: int) -> date | BadDate:
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year = match.groups()
    elif match := _YEAR_FIRST.fullmatch(text):
        year, month, day = match.groups()
    elif match := _DAY_MONTH.fullmatch(fold(text)):
        day, month, year = match[1], str(_month(match[2])), match[3]
    elif match := _MONTH_DAY.fullmatch(fold(text)):
        month, day, year = str(_month(match[1])), match[2], match[3]
    else:
        return BadDate("shape")
    if month == "0":
        return BadDate("shape")
    if len(year) == 2:
        year = str(latest_year - (latest_year - int(year)) % 100)
    return _day(year, month, day)


def _month(word: str) -> int:
    """1 to 12 for the name of a month or a beginning of it no other month has, else 0."""
    for names in _MONTHS:
        found = [number for number, name in enumerate(names, start=1) if name.startswith(word)]
        if len(found) == 1:
            return found[0]
    return 0


def _day(year: str, month: str, day: str) -> date | BadDate:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return BadDate("no_such_day", month=int(month))


def find_date_in(text: str, *, latest_year: int) -> date | BadDate:
    """The date in a cell that says more, such as «Trabzon, 02.03.1966»."""
    for pattern in (_DAY_FIRST, _YEAR_FIRST):
        if match := pattern.search(text):
            return _from_words(match[0].strip(), latest_year)
    return BadDate("shape")
