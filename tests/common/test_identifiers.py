"""Identifiers as people and spreadsheets write them."""

from contextlib import suppress
from random import Random

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


def with_check_digits(nine: str) -> str:
    digits = [int(digit) for digit in nine]
    tenth = (sum(digits[0::2]) * 7 - sum(digits[1::2])) % 10
    return f"{nine}{tenth}{(sum(digits) + tenth) % 10}"


@settings(max_examples=20)
@given(st.from_regex(r"\A[1-9][0-9]{8}\Z"))
def test_only_the_right_check_digits_are_valid(nine: str) -> None:
    number = with_check_digits(nine)
    valid = [f"{nine}{last:02}" for last in range(100) if valid_tckn(f"{nine}{last:02}")]
    assert valid == [number]


@given(st.from_regex(r"\A[1-9][0-9]{8}\Z"), st.integers(0, 10), st.integers(1, 9))
def test_a_slip_in_one_digit_is_seen(nine: str, place: int, step: int) -> None:
    number = with_check_digits(nine)
    slipped = number[:place] + str((int(number[place]) + step) % 10) + number[place + 1 :]
    assert not valid_tckn(slipped)


@pytest.mark.parametrize(
    "text", ["", "1", "01234567890", "1000000014", "100000001460", "10000000147", "１０００００００１４６"]
)
def test_what_is_no_tckn(text: str) -> None:
    assert not valid_tckn(text)


def test_foreigners_have_a_number_of_their_own() -> None:
    assert is_foreigner_number(with_check_digits("990000001"))
    assert not is_foreigner_number("10000000146")


@pytest.mark.parametrize(
    "cell",
    [10000000146, 10000000146.0, "10000000146", " 10000000146 ", "10000000146.0", "'10000000146", "100 000 001 46"],
)
def test_a_cell_loses_no_digit(cell: object) -> None:
    assert clean_tckn(cell) == "10000000146"


def test_a_lost_digit_is_not_made_up() -> None:
    assert clean_tckn(1000000014) == "1000000014"


@pytest.mark.parametrize(
    ("cell", "text"), [(None, ""), (3.0, "3"), (2.5, "2.5"), (True, ""), (" a\u00a0", "a"), (float("nan"), "nan")]
)
def test_cells_as_text(cell: object, text: str) -> None:
    assert as_text(cell) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [("10000000146", "100••••••46"), ("U1234567", "U12•••67"), ("123", "•••"), ("", ""), (None, "")],
)
def test_masks(text: str | None, shown: str) -> None:
    assert mask_identifier(text) == shown


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("0 (548) 452 9595", "+905484529595"),
        ("5326183044", "+905326183044"),
        (5326183044.0, "+905326183044"),
        ("905534763076", "+905534763076"),
        ("+90 535 905 62 20", "+905359056220"),
        ("0462 377 20 00", "+904623772000"),
        ("+49 30 901820", "+4930901820"),
        ("123", ""),
        ("yok", ""),
        (None, ""),
    ],
)
def test_telephones(cell: object, number: str) -> None:
    assert normalise_phone(cell) == number


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("KISI12.80@ORNEK.EXAMPLE", "kisi12.80@ornek.example"),
        ("KİŞİ@ORNEK.EXAMPLE", "kişi@ornek.example"),
        (" ali@ktu.edu.tr ", "ali@ktu.edu.tr"),
        ("ali@ktu", ""),
        ("ali@@ktu.edu.tr", ""),
        ("Ali <ali@ktu.edu.tr>", ""),
        ("a@b.c; d@e.f", ""),
    ],
)
def test_addresses(text: str, address: str) -> None:
    assert normalise_email(text) == address


def test_passports() -> None:
    assert normalise_passport(" u 12-34567 ") == "U1234567"
    assert normalise_passport("yok") == ""


WRITTEN = ("{0}", "0{0}", "+90{0}", "90{0}", "0 {1} {2} {3}", "(0{1}) {2} {3}", "0({1}){2}{3}", "{1}-{2}-{3}",
           "+90 ({1}) {2} {3}", "0090{0}", "{1}.{2}.{3}", "{0}/2", "0{0} dahili 12", "{0}1")  # fmt: skip


def test_the_short_way_through_turkish_numbers_leads_where_the_library_leads() -> None:
    chance = Random(1955)
    for turn in range(3000):
        number = str(chance.randrange(2 * 10**9, 10**10)) if turn % 2 else f"5{chance.randrange(10**8, 10**9)}"
        text = chance.choice(WRITTEN).format(number, number[:3], number[3:6], number[6:])
        assert normalise_phone(text) == by_library(text), text


def by_library(text: str) -> str:
    for candidate in [text, f"+{text}"] if text[:1] == "9" else [text]:
        with suppress(phonenumbers.NumberParseException):
            parsed = phonenumbers.parse(candidate, "TR")
            if phonenumbers.is_valid_number(parsed):
                return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))
    return ""
