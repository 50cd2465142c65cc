"""Likely matches while typing and importing: who is shown, and with which reasons."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alumni.registry.duplicates import Sought, likely_duplicates, likely_for_rows
from alumni.registry.models import Alumnus
from alumni.registry.scopes import Scope, office_scope, representative_scope
from mik.accounts.models import User
from mik.units.models import Unit
from tests.factories.alumni import graduate
from tests.factories.people import tckn
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db
BIRTH = date(1984, 3, 9)


@dataclass
class Row:
    """A row of a list that would make a new record."""

    given_names: str = "Gülizar"
    surname: str = "Hacıimamoğlu"
    former_surname: str = ""
    birth_date: date | None = BIRTH
    tckn: str = ""
    email: str = ""
    phone: str = ""
    diploma_no: str = ""
    student_no: str = ""
    programme_id: int | None = None
    year: int | None = None


@pytest.fixture
def known(department: Unit) -> Alumnus:
    return graduate(
        programme_of(department), given_names="Gülizar", surname="Hacıimamoğlu", former_surname="Kara",
        birth_date=BIRTH, year=2006,
    )  # fmt: skip


@pytest.fixture
def scope(coordinator: User) -> Scope:
    return office_scope(coordinator)


@pytest.mark.parametrize(
    ("sought", "reason"),
    [
        (Sought(given="GÜLİZAR", surname="HACIİMAMOĞLU"), "aynı ad"),
        (Sought(given="Hacıimamoğlu", surname="Gülizar"), "ad ile soyad yer değiştirmiş"),
        (Sought(given="Gülizar", surname="Kara"), "önceki soyadı aynı"),
        (Sought(given="Gülizar", surname="Demir", former="Hacıimamoğlu"), "önceki soyadı aynı"),
        (Sought(given="Gülziar", surname="Hacıimamoğlu"), "yazımı çok yakın ad"),
        (Sought(given="Gülizar Nur", surname="Hacıimamoğlu"), "adın bir bölümü aynı"),
        (Sought(given="Gülistan", surname="Hacıimamoğlu"), "benzer ad"),
    ],
)
def test_names_while_typing(known: Alumnus, scope: Scope, sought: Sought, reason: str) -> None:
    [likely] = likely_duplicates(sought=sought, scope=scope)
    assert (likely.alumnus, likely.reasons) == (known, (reason,))


def test_what_differs_is_no_reason(known: Alumnus, scope: Scope) -> None:
    sought = Sought(given="Gülizar", surname="Hacıimamoğlu", tckn=tckn(5_550_001), birth_date=date(1999, 1, 2))
    [likely] = likely_duplicates(sought=sought, scope=scope)
    assert likely.reasons == ("aynı ad",)
    assert likely.differences == ("T.C. kimlik no farklı", "doğum tarihi farklı")


def test_rows_meet_the_records_they_mean(known: Alumnus, scope: Scope, department: Unit) -> None:
    study = known.graduations.get()
    rows = [
        Row(),
        Row(given_names="Bambaşka", surname="Biri"),
        Row(surname="Hacıimamoglu", birth_date=None, programme_id=study.programme_id, year=2006),
        Row(given_names="Gülizr", birth_date=None, student_no=study.student_no),
    ]
    found = likely_for_rows(rows, scope)
    assert {n: [one.alumnus for one in likely] for n, likely in found.items()} == {0: [known], 2: [known], 3: [known]}
    assert found[0][0].reasons == ("aynı ad", "aynı doğum tarihi")
    assert found[3][0].reasons == ("yazımı çok yakın ad", "aynı öğrenci no")


def test_two_numbers_are_two_people(known: Alumnus, scope: Scope) -> None:
    assert likely_for_rows([Row(tckn=tckn(5_550_001))], scope) == {}


def test_rows_of_a_representative_tell_nothing_of_others(
    known: Alumnus, representative: User, other_representative: User, department: Unit, other_department: Unit
) -> None:
    assert list(likely_for_rows([Row()], representative_scope(representative, department.pk))) == [0]
    assert likely_for_rows([Row()], representative_scope(other_representative, other_department.pk)) == {}


def test_as_many_queries_for_many_rows(known: Alumnus, scope: Scope, department: Unit) -> None:
    def queries(rows: list[Row]) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert likely_for_rows(rows, scope)
        return len(seen)

    one = queries([Row()])
    graduate(programme_of(department), given_names="Gülizar", surname="Hacıimamoğlu", birth_date=BIRTH)
    assert queries([Row()] * 3) == one
