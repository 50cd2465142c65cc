"""Whole lists: the samples match their truth to the row, in whatever layout their graduates come."""

import io
import json
from collections import Counter, defaultdict
from datetime import date
from functools import lru_cache
from typing import Any

import pytest
from django.conf import settings

from alumni.registry.importing import (
    GraduateList,
    ListError,
    ParsedRow,
    Rejected,
    Repeated,
    UnitMatcher,
    read_list,
    units_from_csv,
)
from mik.common.tables import read_table, xlsx_bytes
from tests.alumni.registry.importing.layouts import LAYOUTS
from tests.alumni.registry.importing.relaid import SAMPLES, Graduate, Layout, graduates

TODAY = date(2026, 11, 22)
NAMES = ("a.xlsx", "b.xlsx", "c.csv")


@lru_cache(maxsize=1)
def matcher() -> UnitMatcher:
    return UnitMatcher(units_from_csv(settings.BASE_DIR / "mik" / "units" / "data" / "ktu_units.csv"))


def truth(sample: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((SAMPLES / f"mezun_listesi_{sample}.truth.json").read_text())
    told["bad"] = {reason: sorted(numbers) for reason, numbers in told["bad"].items()}
    return told


def outcome(graduates: GraduateList) -> dict[str, Any]:
    bad = defaultdict(list)
    for item in graduates.results():
        if isinstance(item, Rejected):
            bad[item.reason].append(item.diploma_no)
    summary = graduates.summary
    assert summary.rows == summary.good + summary.rejected + summary.repeated
    assert summary.reasons == {reason: len(numbers) for reason, numbers in bad.items()}
    return {
        "bad": {reason: sorted(numbers) for reason, numbers in bad.items()},
        **{name: getattr(summary, name) for name in ("good", "foreign", "no_contact", "repeated", "rows")},
    }


@pytest.mark.parametrize("sample", NAMES)
def test_a_sample_matches_its_truth(sample: str) -> None:
    with read_table(SAMPLES / f"mezun_listesi_{sample}") as table:
        assert outcome(read_list(table, matcher=matcher(), today=TODAY)) == truth(sample)


def thinned(sample: str) -> tuple[list[Graduate], dict[str, Any]]:
    """A quarter of the sound rows, all the others, and what the truth then is."""
    told = truth(sample)
    bad = {number for numbers in told["bad"].values() for number in numbers}
    counts = Counter(person["diploma"] for person in graduates(sample))
    people = [
        person
        for index, person in enumerate(graduates(sample))
        if index % 4 == 0 or person["diploma"] in bad or counts[person["diploma"]] > 1
    ]
    one_each = {person["diploma"]: person for person in people}.values()
    told["rows"] = len(people)
    told["good"] = len(people) - len(bad) - told["repeated"]
    told["foreign"] = sum(person["nationality"] != "T.C." for person in one_each)
    told["no_contact"] = sum(not (person["phone"] or person["email"]) for person in one_each)
    return people, told


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
@pytest.mark.parametrize("sample", NAMES)
def test_a_layout_changes_nothing(sample: str, layout: Layout) -> None:
    people, told = thinned(sample)
    with read_table(io.BytesIO(layout.file(people))) as table:
        assert outcome(read_list(table, matcher=matcher(), today=TODAY)) == told


@pytest.mark.parametrize("sample", ["a.xlsx", "c.csv"])
def test_names_all_in_capitals_in_one_column(sample: str) -> None:
    """In sample b a missing surname leaves two names, which nothing can tell from a name and a surname then."""
    people, told = thinned(sample)
    columns = tuple(
        ("given+surname", "ADI SOYADI") if what == "given" else (what, label)
        for what, label in LAYOUTS[0].columns
        if what != "surname"
    )
    layout = Layout("capitals", columns, write={"given": str.upper, "surname": str.upper}, kind="csv")
    with read_table(io.BytesIO(layout.file(people))) as table:
        assert outcome(read_list(table, matcher=matcher(), today=TODAY)) == told


# --- one list at a time ----------------------------------------------------------------------------

HEADER = [
    "T.C. Kimlik No",
    "Adı",
    "Soyadı",
    "Doğum Tarihi",
    "Fakülte",
    "Bölüm",
    "Düzey",
    "Mezuniyet Tarihi",
    "Diploma No",
]
ALI = ["10000000146", "Ali", "Kara", "01.02.1980", "Fen Fakültesi", "Fizik", "Lisans", "01.07.2002", "2002/1"]
CAN = ["19214132216", "Can", "Öz", "01.02.1981", "Fen Fakültesi", "Fizik", "Lisans", "01.07.2003", "2003/1"]


def changed(row: list[str], **cells: str) -> list[str]:
    places = {"tckn": 0, "surname": 2, "born": 3, "department": 5, "graduated": 7, "diploma": 8}
    copy = list(row)
    for name, cell in cells.items():
        copy[places[name]] = cell
    return copy


def verdicts(*rows: list[str]) -> list[str]:
    """good, repeated or the reason of every row."""
    with read_table(io.BytesIO(xlsx_bytes(HEADER, rows))) as table:
        items = list(read_list(table, matcher=matcher(), today=TODAY).results())
    return [
        "good" if isinstance(item, ParsedRow) else "repeated" if isinstance(item, Repeated) else item.reason
        for item in items
    ]


def test_a_later_row_of_the_same_graduation_is_repeated() -> None:
    assert verdicts(ALI, CAN, ALI) == ["good", "good", "repeated"]
    assert verdicts(changed(ALI, diploma=""), changed(ALI, diploma="")) == ["good", "repeated"]


def test_a_second_diploma_is_no_repetition() -> None:
    assert verdicts(ALI, changed(ALI, diploma="2004/9", graduated="01.07.2004")) == ["good", "good"]
    assert verdicts(changed(ALI, diploma=""), changed(ALI, diploma="", graduated="01.07.2004")) == ["good", "good"]


def test_a_refused_row_repeats_only_itself() -> None:
    unreadable = changed(ALI, graduated="31.02.2002")
    assert verdicts(unreadable, unreadable) == ["date_unreadable", "repeated"]
    assert verdicts(unreadable, ALI) == ["date_unreadable", "good"]
    assert verdicts(ALI, unreadable) == ["good", "repeated"]


def test_two_people_with_one_diploma_number_both_land_with_a_warning() -> None:
    rows = [ALI, changed(CAN, diploma="2002/1")]
    assert verdicts(*rows) == ["good", "good"]
    with read_table(io.BytesIO(xlsx_bytes(HEADER, rows))) as table:
        second = list(read_list(table, matcher=matcher(), today=TODAY).results())[1]
    assert isinstance(second, ParsedRow)
    assert [(problem.reason, problem.column, problem.letter) for problem in second.warnings] == [
        ("diploma_no_shared", "Diploma No", "I")
    ]
    assert "satır 2" in str(second.warnings[0].message)


@pytest.mark.parametrize(
    ("header", "rows", "code"),
    [
        (["Gün", "Konu", "Yer"], [["1", "2", "3"]], "no_header"),
        (HEADER, [], "no_rows"),
        (["Adı", "Soyadı", "Bölüm", "Uyruk"], [["Ali", "Kara", "Fizik", "T.C."]], "columns_missing"),
    ],
)
def test_files_that_are_no_list(header: list[str], rows: list[list[str]], code: str) -> None:
    with read_table(io.BytesIO(xlsx_bytes(header, rows))) as table, pytest.raises(ListError) as caught:
        read_list(table, matcher=matcher(), today=TODAY)
    assert caught.value.code == code
    assert str(caught.value)


def test_what_is_missing_is_named() -> None:
    file = io.BytesIO(xlsx_bytes(["Adı", "Soyadı", "Bölüm"], [["Ali", "Kara", "Fizik"]]))
    with read_table(file) as table, pytest.raises(ListError) as caught:
        read_list(table, matcher=matcher(), today=TODAY)
    assert str(caught.value) == (
        "Mezuniyet tarihi ya da yılı sütunu eşlenmeli. "
        "Kimlik, pasaport ya da doğum tarihiyle birlikte öğrenci numarası sütunu eşlenmeli."
    )


def test_a_chosen_mapping_is_trusted() -> None:
    mapping = {"tckn": 0, "given_names": 2, "surname": 1, "faculty": 4, "department": 5, "graduated_on": 7}
    with read_table(io.BytesIO(xlsx_bytes(HEADER, [ALI, CAN]))) as table:
        items = list(read_list(table, matcher=matcher(), today=TODAY, mapping=mapping).results())
    assert [item.given_names for item in items if isinstance(item, ParsedRow)] == ["Kara", "Öz"]


def test_headers_nobody_knows_are_left_to_people() -> None:
    header = [f"Alan {letter}" for letter in "ABCDEFGHI"]
    mapping = {"tckn": 0, "given_names": 1, "surname": 2, "faculty": 4, "department": 5, "graduated_on": 7}
    with read_table(io.BytesIO(xlsx_bytes(header, [ALI, CAN]))) as table:
        asked = read_list(table, matcher=matcher(), today=TODAY, strict=False)
        assert [column.header for column in asked.columns] == header
        assert asked.columns[1].samples == ("Ali", "Can")
        chosen = read_list(table, matcher=matcher(), today=TODAY, mapping=mapping)
        assert [type(item) for item in chosen.results()] == [ParsedRow, ParsedRow]


def test_columns_for_the_mapping_page_hide_identifiers() -> None:
    with read_table(SAMPLES / "mezun_listesi_a.xlsx") as table:
        graduates = read_list(table, matcher=matcher(), today=TODAY)
    columns = {column.letter: column for column in graduates.columns}
    assert (graduates.sheet_name, graduates.header_row, graduates.data_starts) == ("Mezunlar", 4, 5)
    assert (columns["C"].header, columns["C"].field, columns["C"].samples[0]) == (
        "T.C. Kimlik No", "tckn", "192••••••16")  # fmt: skip
    assert (columns["A"].header, columns["A"].field) == ("Sıra", None)
    assert columns["E"].samples == ("IĞDIRLIOĞLU", "Sarı", "ASLAN")


def test_results_can_be_asked_again() -> None:
    with read_table(SAMPLES / "mezun_listesi_c.csv") as table:
        graduates = read_list(table, matcher=matcher(), today=TODAY)
        first = list(graduates.results())
        assert list(graduates.results()) == first
        assert graduates.summary.rows == 302
