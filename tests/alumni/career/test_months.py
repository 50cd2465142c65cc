"""Months without a day, as people type them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from alumni.career.months import MonthField, last_day, parse_month


@pytest.mark.parametrize(
    "typed",
    ["2021-09", "2021/9", "09.2021", "9/2021", "Eylül 2021", "EYLÜL 2021", "eyl 2021", "Sep 2021", "2021-09-14",
     "14.09.2021", " 2021-09 ", "14 Eylül 2021"],
)  # fmt: skip
def test_a_month_is_read_however_it_is_typed(typed: str) -> None:
    assert parse_month(typed) == date(2021, 9, 1)


@pytest.mark.parametrize("typed", ["2021", "13.2021", "2021-00", "Eylülde", "dün", "0", "2021-09-", "0000-01"])
def test_what_is_no_month_is_refused(typed: str) -> None:
    assert parse_month(typed) is None


def test_an_end_is_the_last_day_of_its_month() -> None:
    assert MonthField(end=True).clean("2024-02") == date(2024, 2, 29)
    assert last_day(date(2023, 2, 1)) == date(2023, 2, 28)


@pytest.mark.parametrize(("typed", "code"), [("0021-09", "too_early"), ("2921-09", "too_late"), ("x", "unreadable")])
def test_an_unlikely_month_says_why(typed: str, code: str) -> None:
    with pytest.raises(ValidationError) as caught:
        MonthField().clean(typed)
    assert caught.value.error_list[0].code == code
