"""People with a national number and a passport, whose rows do not all tell both."""

from pathlib import Path

import pytest

from alumni.registry.merging.services import merge_records
from alumni.registry.models import Alumnus, Graduation, ImportProblem
from mik.accounts.models import User
from mik.common.fields import keyed_hash
from mik.people.models import Person
from tests.alumni.registry.importing.lists import UNIT, bring_in, write
from tests.factories.alumni import AlumnusFactory
from tests.factories.people import PersonFactory, tckn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("units")]
HEADER = (
    "TC KİMLİK NO;PASAPORT NO;ADI;SOYADI;DOĞUM TARİHİ;FAKÜLTE;BÖLÜM;DÜZEY;MEZUNİYET TARİHİ;DİPLOMA NO;TELEFON;E-POSTA"
)
X, Y, Z, W, P = tckn(1), tckn(2), tckn(3), tckn(4), "U1234567"


def row(number: int, national: str, passport: str) -> str:
    return f"{national};{passport};Leyla;Memmedova;01.02.1980;{UNIT};30.06.2003;2003/{number};;"


def taken(folder: Path, *rows: str) -> tuple[int, dict[str, int]]:
    """How many rows land, and the reasons of the others; the preview says the same beforehand."""
    path = write(folder, *rows, header=HEADER)
    _run, preview = bring_in(path, apply=False)
    run, tally = bring_in(path)
    assert (preview.good, preview.reasons) == (tally.good, tally.reasons)
    assert ImportProblem.objects.filter(run=run, is_warning=False).count() == sum(tally.reasons.values())
    return tally.good, tally.reasons


@pytest.mark.parametrize("rows", [[(X, P), ("", P)], [("", P), (X, P)], [(X, ""), ("", P), (X, P)]])
def test_one_number_in_common_is_one_new_person(tmp_path: Path, rows: list[tuple[str, str]]) -> None:
    assert taken(tmp_path, *(row(n, *numbers) for n, numbers in enumerate(rows))) == (len(rows), {})
    person = Person.objects.get()
    assert (person.tckn, person.passport_no) == (X, P)
    assert Graduation.objects.filter(alumnus=person.pk).count() == len(rows)


def test_a_record_found_by_one_row_is_that_of_the_others(tmp_path: Path) -> None:
    known = PersonFactory.create(given_names="Leyla", surname="Memmedova", tckn=X)
    assert taken(tmp_path, row(1, "", P), row(2, X, P)) == (2, {})
    assert Person.objects.get().passport_no == P
    assert Graduation.objects.filter(alumnus=known.pk).count() == 2


@pytest.mark.parametrize("rows", [[(X, P)], [(X, P), (X, "")]])
def test_numbers_of_two_records_are_told_and_nothing_lands(tmp_path: Path, rows: list[tuple[str, str]]) -> None:
    PersonFactory.create(tckn=X)
    PersonFactory.create(tckn="", passport_no=P, passport_hash=keyed_hash(P, purpose="passport"))
    assert taken(tmp_path, *(row(n, *numbers) for n, numbers in enumerate(rows))) == (0, {"numbers_differ": len(rows)})
    assert not Graduation.objects.exists()


def test_a_number_that_lost_in_a_merge_still_tells_the_person(tmp_path: Path, coordinator: User) -> None:
    """Of either record: the list goes on telling the number that was wrong."""
    for n, (kept, lost) in enumerate([(X, Y), (Z, W)]):
        one, other = (_known(number) for number in ((kept, lost) if n else (lost, kept)))
        merge_records(winner=one, loser=other, choices={"tckn": "winner" if n else "loser"}, by=coordinator)
        assert one.person.__class__.objects.get(pk=one.pk).tckn == kept

    assert taken(tmp_path, row(1, Y, ""), row(2, X, ""), row(3, W, "")) == (3, {})
    assert {person.tckn for person in Person.objects.all()} == {X, Z}
    assert Graduation.objects.filter(alumnus__person__tckn_hash=keyed_hash(X, purpose="tckn")).count() == 2


def test_a_lost_number_under_another_name_is_another_person(tmp_path: Path, coordinator: User) -> None:
    one, other = _known(X), _known(Y)
    merge_records(winner=one, loser=other, choices={"tckn": "winner"}, by=coordinator)
    assert taken(tmp_path, row(1, Y, "").replace("Leyla", "Sevda")) == (1, {})
    assert Person.objects.get(given_names="Sevda").tckn == Y


def _known(number: str) -> Alumnus:
    return AlumnusFactory.create(person__given_names="Leyla", person__surname="Memmedova", person__tckn=number)


def test_two_people_never_share_a_passport(tmp_path: Path) -> None:
    assert taken(tmp_path, row(1, X, P), row(2, Y, P)) == (0, {"numbers_differ": 2})
    assert taken(tmp_path, row(1, X, P)) == (1, {})
    assert taken(tmp_path, row(2, Y, P)) == (0, {"numbers_differ": 1})
    assert Person.objects.count() == 1
