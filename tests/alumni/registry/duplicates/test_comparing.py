"""Who is taken for one person and who is not: the search's judgement, case by case, in a crowd of others."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from alumni.registry.duplicates.comparing import COMPARISONS, INPUT, search
from alumni.registry.duplicates.weights import FAMILY, TABLE
from alumni.registry.duplicates.words import ALIKE, FINDINGS
from mik.common.turkish import fold
from tests.bench.people import People, Record

CROWD = 1500
BASE = Record(
    who=0, given="Gülizar Nur", surname="Hacıimamoğlu", birth=date(1984, 3, 9), sex="f", department=5, level=6,
    year=2006, student_no="061234", diploma_no="2006/77",
)  # fmt: skip
MAN = replace(BASE, given="Yusuf Ziya", surname="Hacıimamoğlu", sex="m")
BARE = replace(BASE, student_no="", diploma_no="")

SAME: dict[str, tuple[Record, Record]] = {
    "typing error": (BASE, replace(BARE, surname="Hacıimamoglu", given="Gülziar Nur")),
    "letters lost": (BASE, replace(BARE, surname="Hacıimamo?lu", given="Gülizar Nur")),
    "former surname": (BASE, replace(BARE, surname="Kara", former="Hacıimamoğlu")),
    "double surname": (BASE, replace(BARE, surname="Hacıimamoğlu Kara")),
    "married, nobody wrote it down": (BASE, replace(BASE, surname="Kara", diploma_no="")),
    "one given name": (BASE, replace(BARE, given="Gülizar")),
    "an initial": (BASE, replace(BARE, given="Gülizar N.")),
    "swapped": (BASE, replace(BARE, given="Hacıimamoğlu", surname="Gülizar Nur")),
    "no birth date": (BASE, replace(BARE, birth=None)),
    "day and month": (BASE, replace(BARE, birth=date(1984, 9, 3))),
    "a wrong digit": (BASE, replace(BARE, birth=date(1984, 3, 8))),
    "only the year": (BASE, replace(BARE, birth=date(1984, 1, 1))),
    "another degree": (BASE, replace(BARE, level=7, year=2009)),
    "another department, same telephone": (
        replace(BASE, phone="+905551112233"),
        replace(BARE, department=9, level=7, year=2010, birth=None, phone="+905551112233"),
    ),
    "one number in two records": (replace(BASE, tckn=123456789), replace(MAN, tckn=123456789, proposed=True)),
}
TWO: dict[str, tuple[Record, Record]] = {
    "twins": (MAN, replace(MAN, given="Hasan Hüseyin", student_no="061235", diploma_no="2006/78")),
    "twins without numbers": (BARE, replace(BARE, given="Esma")),
    "twins and their telephone": (
        replace(BARE, phone="+905551112244"), replace(BARE, given="Esma", phone="+905551112244"),
    ),
    "father and son": (MAN, replace(MAN, birth=date(1958, 2, 1), year=1980, student_no="", diploma_no="")),
    "father and son, one undated, one telephone": (
        replace(MAN, phone="+904621112255"),
        replace(MAN, birth=None, year=1980, student_no="", diploma_no="", phone="+904621112255"),
    ),
    "two numbers": (replace(BARE, tckn=123456780), replace(BARE, tckn=123456781)),
    "a common name": (
        replace(BARE, given="Mehmet", surname="Yılmaz", birth=None, sex="m"),
        replace(BARE, given="Mehmet", surname="Yılmaz", birth=None, sex="m", department=9, year=2011),
    ),
    "sisters": (BARE, replace(BARE, given="Esma Nur", birth=date(1986, 7, 1), year=2008)),
}  # fmt: skip


def numbered() -> Iterator[tuple[int, Record]]:
    """The crowd, then the cases, each in a department of its own so that they are strangers to one another."""
    yield from enumerate(People(7).records(CROWD), 1)
    for case, pair in enumerate([*SAME.values(), *TWO.values()]):
        for side, record in enumerate(pair):
            surname = record.surname.replace("mamo", f"mamo{chr(97 + case)}{chr(97 + case)}")
            former = record.former.replace("mamo", f"mamo{chr(97 + case)}{chr(97 + case)}")
            given = record.given.replace("mamo", f"mamo{chr(97 + case)}{chr(97 + case)}")
            birth = record.birth and record.birth.replace(year=record.birth.year - 2 * (case % 12))
            record = replace(record, surname=surname, former=former, given=given, birth=birth)
            yield 10_000 + 2 * case + side, replace(record, department=100 + 20 * case + record.department)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[int, int], float]:
    """One search over all cases: pairs with their probability."""
    db = duckdb.connect(config={"threads": 1})
    db.execute(INPUT)
    _load(db, tmp_path_factory.mktemp("cases"))
    search(db)
    return {(first, second): p for first, second, p in db.execute("SELECT l, r, probability FROM likely").fetchall()}


def _load(db: duckdb.DuckDBPyConnection, directory: Path) -> None:
    with open(directory / "r", "w") as r, open(directory / "c", "w") as c, open(directory / "s", "w") as s:
        records, contacts, studies = csv.writer(r), csv.writer(c), csv.writer(s)
        for pk, one in numbered():
            names = fold(one.given), fold(one.surname), fold(one.former)
            records.writerow([pk, *names, one.birth, one.sex, one.tckn, None])
            contacts.writerows([pk, "phone", value] for value in (one.phone,) if value)
            studies.writerow(
                [pk, one.department, one.department * 4 + one.level, one.level, one.year, one.student_no,
                 one.diploma_no.replace("/", "")]
            )  # fmt: skip
    for table, name in (("record", "r"), ("study", "s")):
        db.execute(f"COPY {table} FROM '{directory / name}' (FORMAT csv, HEADER false)")
    db.execute(f"INSERT INTO contact SELECT column0, column1, hash(column2) FROM read_csv('{directory / 'c'}')")


def _pair_of(case: str) -> tuple[int, int]:
    first = 10_000 + 2 * [*SAME, *TWO].index(case)
    return first, first + 1


@pytest.mark.parametrize("case", SAME)
def test_one_person(found: dict[tuple[int, int], float], case: str) -> None:
    assert found.get(_pair_of(case), 0) >= 0.9


@pytest.mark.parametrize("case", TWO)
def test_two_people(found: dict[tuple[int, int], float], case: str) -> None:
    assert _pair_of(case) not in found


def test_the_crowd_is_told_apart(found: dict[tuple[int, int], float]) -> None:
    """Nobody of it is taken for a case, and hardly anybody for a neighbour."""
    who = dict(numbered())
    crowd = [pair for pair in found if pair[0] <= CROWD]
    wrong = [pair for pair in crowd if pair[1] > CROWD or who[pair[0]].who != who[pair[1]].who]
    assert len(crowd) > 130
    assert len(wrong) <= 1


def test_every_level_has_its_words() -> None:
    levels = {(name, level) for name in COMPARISONS for level in TABLE[name]} - {("sex", "equal")}
    assert levels | {(name, "family") for name in FAMILY} <= set(FINDINGS)
    assert {(part["comparison"], part["level"]) for _label, parts in ALIKE.values() for part in parts} <= set(FINDINGS)
