"""Dates as cells, day numbers and texts."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alumni.registry.importing.dates import BadDate, find_date_in, parse_date
from mik.common.tables import Cell

DAY = date(2010, 6, 5)


@pytest.mark.parametrize(
    "cell",
    [
        "05.06.2010", "5.6.2010", "05/06/2010", "5-6-2010", "05 06 2010", " 05.06.2010 ", "05.06.2010 00:00",
        "5,6,2010", "05. 06. 2010", "2010-06-05", "2010/6/5", "2010.06.05", "2010-06-05T00:00:00Z",
        "2010-06-05 00:00:00", "20100605", "05062010", "5 Haziran 2010", "5 HAZİRAN 2010", "05-Haz-2010",
        "5 haz. 2010", "5 Haziran 2010 Cumartesi", "5 June 2010", "05-Jun-2010", "June 5, 2010", "05.06.10",
        "5 Haz 10", 40334, 40334.0, 40334.5, "40334", "40334.0", DAY, datetime(2010, 6, 5, 12),
    ],
)  # fmt: skip
def test_a_day_in_any_shape(cell: Cell) -> None:
    assert parse_date(cell, latest_year=2031) == DAY


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        (None, "blank"), ("", "blank"), (" - ", "blank"), ("31.02.2011", "no_such_day"), ("31/06/2026", "no_such_day"),
        ("2011-02-31", "no_such_day"), ("31 Şubat 2011", "no_such_day"), ("15.13.2011", "no_such_day"),
        ("00.00.0000", "no_such_day"), ("2010", "year_only"), (2010, "year_only"), (2010.0, "year_only"),
        ("Haziran 2010", "shape"), ("bilinmiyor", "shape"), ("5 Foo 2010", "shape"), (12, "shape"), (9999999, "shape"),
        (True, "blank"), ("5 a 2010", "shape"), ("1.234,5", "shape"),
    ],
)  # fmt: skip
def test_what_is_no_day(cell: Cell, kind: str) -> None:
    found = parse_date(cell, latest_year=2031)
    assert isinstance(found, BadDate)
    assert found.kind == kind


@given(st.dates(date(1927, 5, 19), date(2099, 12, 31)))
def test_day_numbers_and_texts_agree(day: date) -> None:
    number = (day - date(1899, 12, 30)).days
    assert parse_date(number, latest_year=2031) == day
    assert parse_date(number - 1462, latest_year=2031, date_1904=True) == day
    assert parse_date(day.strftime("%d.%m.%Y"), latest_year=2031) == day


@pytest.mark.parametrize(("year", "latest", "full"), [("66", 2011, 1966), ("11", 2011, 2011), ("12", 2011, 1912)])
def test_years_of_two_digits(year: str, latest: int, full: int) -> None:
    assert parse_date(f"01.02.{year}", latest_year=latest) == date(full, 2, 1)


def test_a_date_beside_a_place() -> None:
    assert find_date_in("Trabzon, 02.03.1966", latest_year=2011) == date(1966, 3, 2)
    assert isinstance(find_date_in("Trabzon", latest_year=2011), BadDate)
