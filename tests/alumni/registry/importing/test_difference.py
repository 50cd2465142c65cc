"""A list as a difference: what is new, changed, unchanged, in conflict with what people set by hand, or missing."""

from pathlib import Path

import pytest
from django.test import Client

from alumni.registry.importing import winners
from alumni.registry.importing.choosing import choose
from alumni.registry.importing.models import ImportSource, ImportVerdict, ToldGraduation
from alumni.registry.models import Graduation
from mik.accounts.models import User
from mik.audit.context import acting
from mik.people.models import Person
from tests.alumni.registry.importing.lists import HEADER, bring_in, line, outcomes, write
from tests.factories.people import tckn

Outcome = ImportVerdict.Outcome


def by_hand(user: User, **values: object) -> Person:
    """Somebody edits the only person on a page."""
    person = Person.objects.get()
    with acting(user_id=user.pk, role="coordinator", view="coordinator:graduate_edit"):
        for name, value in values.items():
            setattr(person, name, value)
        person.save()
    return person


def test_the_preview_tells_every_row_apart(units: None, tmp_path: Path) -> None:
    bring_in(write(tmp_path, line(1), line(2)))
    run, _tally = bring_in(write(tmp_path, line(1), line(2, surname="Uzun"), line(3), line(3)), apply=False)
    assert outcomes(run) == ["unchanged", "updated", "created", "repeated"]
    changed = ImportVerdict.objects.get(run=run, outcome=Outcome.UPDATED).shown
    assert [(one.field, one.old, one.new) for one in changed.diff] == [("surname", "Aksoy", "Uzun")]
    assert Person.objects.count() == 2


def test_a_year_that_differs_without_a_date_is_shown(units: None, tmp_path: Path) -> None:
    """A year mostly follows the date of graduation, and is then shown by it."""
    path = write(tmp_path, line(1), header=HEADER.replace("MEZUNİYET TARİHİ", "MEZUNİYET YILI"))
    path.write_text(path.read_text().replace("30.06.2003", "2003"))
    bring_in(path)
    path.write_text(path.read_text().replace(";2003;", ";2004;"))
    run, _tally = bring_in(path, apply=False)
    changed = ImportVerdict.objects.get(run=run, outcome=Outcome.UPDATED).shown
    assert [(one.field, one.old, one.new) for one in changed.diff] == [("year", "2003", "2004")]


def test_a_number_that_a_record_lacks_is_told_and_not_shown(
    units: None, tmp_path: Path, coordinator: User, client: Client
) -> None:
    header = f"{HEADER};PASAPORT NO;CİNSİYET"
    bring_in(write(tmp_path, f"{line(1)};;K", header=header))
    run, _tally = bring_in(write(tmp_path, f"{line(1)};U1234567;E", header=header), apply=False)
    client.force_login(coordinator)
    page = client.get(f"/koordinator/ice-aktar/{run.pk}/onizleme/?goster=updated").content.decode()
    assert "Kayda kimlik numarası eklenir." in page
    assert "U1234567" not in page
    assert ("<del>Kadın</del>" in page, "<ins>Erkek</ins>" in page) == (True, True)


def test_verdicts_are_encrypted(units: None, tmp_path: Path) -> None:
    from django.db import connection

    run, _tally = bring_in(write(tmp_path, line(1, surname="Iğdırlıoğlu")), apply=False)
    with connection.cursor() as cursor:
        cursor.execute("SELECT detail FROM alumni_importverdict WHERE run_id = %s", [run.pk])
        (stored,) = cursor.fetchone()
    assert "Iğdırlıoğlu".encode() not in bytes(stored)


def test_what_a_person_set_by_hand_stays(units: None, tmp_path: Path, coordinator: User) -> None:
    bring_in(write(tmp_path, line(1)))
    by_hand(coordinator, given_names="Gülizar Nur")
    _run, tally = bring_in(write(tmp_path, line(1, given="Güllü", surname="Uzun")))
    person = Person.objects.get()
    assert (tally.conflict, tally.updated) == (1, 0)
    assert (person.given_names, person.surname) == ("Gülizar Nur", "Uzun")


def test_the_list_wins_where_a_person_says_so(units: None, tmp_path: Path, coordinator: User) -> None:
    bring_in(write(tmp_path, line(1)))
    by_hand(coordinator, given_names="Gülizar Nur")
    run, _tally = bring_in(write(tmp_path, line(1, given="Güllü")), apply=False)
    assert choose(run=run, choices={2: "list"}, group="", by=coordinator) == 1
    from alumni.registry.importing.comparing import Scope
    from alumni.registry.importing.reading import opened
    from alumni.registry.importing.services import run_import

    with opened(run) as graduates:
        run_import(graduates, scope=Scope(), run=run, apply=True)
    assert Person.objects.get().given_names == "Güllü"


@pytest.mark.parametrize(("winner", "expected"), [("hand", "Gülizar Nur"), ("list", "Güllü"), ("empty", "Gülizar Nur")])
def test_each_rule(units: None, tmp_path: Path, coordinator: User, winner: str, expected: str) -> None:
    bring_in(write(tmp_path, line(1)))
    by_hand(coordinator, given_names="Gülizar Nur")
    ImportSource.objects.update(rules={"given_names": winner})
    bring_in(write(tmp_path, line(1, given="Güllü")))
    assert Person.objects.get().given_names == expected


def test_only_empty_fields_are_filled_by_that_rule(units: None, tmp_path: Path) -> None:
    bring_in(write(tmp_path, line(1, born="")))
    ImportSource.objects.update(rules={"surname": "empty", "birth_date": "empty"})
    _run, tally = bring_in(write(tmp_path, line(1, surname="Uzun")))
    person = Person.objects.get()
    assert (person.surname, str(person.birth_date), tally.updated) == ("Aksoy", "1980-02-01", 1)


def test_who_set_a_value_is_asked_of_the_history_in_one_query(
    units: None, tmp_path: Path, coordinator: User, django_assert_num_queries: object
) -> None:
    bring_in(write(tmp_path, line(1)))
    person = by_hand(coordinator, given_names="Gülizar Nur")
    with django_assert_num_queries(1):  # type: ignore[operator]  # a fixture without a type
        found = winners.set_by_hand(Person, [person.pk], {"given_names", "surname"})
    assert found == {person.pk: {"given_names"}}


def test_the_same_row_is_read_once(units: None, tmp_path: Path, coordinator: User) -> None:
    """Known by its digest; a hand's edit of the record since then is nothing the list has said."""
    path = write(tmp_path, line(1), line(2))
    first, _tally = bring_in(path)
    Person.objects.filter(given_names="Gülizar").update(surname="Başka")
    _run, tally = bring_in(path)
    assert (tally.unchanged, tally.updated) == (2, 0)
    assert set(ToldGraduation.objects.values_list("run", flat=True)) == {first.pk}


def reversed_columns(text: str) -> list[str]:
    return [";".join(reversed(text.split(";")))]


def test_columns_in_another_order_are_the_same_row(units: None, tmp_path: Path) -> None:
    bring_in(write(tmp_path, line(1)))
    turned = write(tmp_path, *reversed_columns(line(1)), header=reversed_columns(HEADER)[0])
    _run, tally = bring_in(turned)
    assert tally.unchanged == 1
    assert ToldGraduation.objects.count() == 1


def test_a_changed_rule_has_every_row_looked_at_anew(units: None, tmp_path: Path, coordinator: User) -> None:
    path = write(tmp_path, line(1))
    bring_in(path)
    by_hand(coordinator, given_names="Gülizar Nur")
    ImportSource.objects.update(rules={"given_names": "list"})
    _run, tally = bring_in(path)
    assert (tally.updated, Person.objects.get().given_names) == (1, "Gülizar")


def test_what_a_complete_source_tells_no_more_is_shown(units: None, tmp_path: Path) -> None:
    bring_in(write(tmp_path, line(1), line(2), line(3)))
    ImportSource.objects.update(is_complete=True)
    run, tally = bring_in(write(tmp_path, line(2), line(4)), apply=False)
    assert tally.missing == 2
    gone = ImportVerdict.objects.filter(run=run, outcome=Outcome.MISSING).values_list(
        "alumnus__graduations__diploma_no"
    )
    assert {diploma for (diploma,) in gone} == {"2003/1", "2003/3"}
    assert Graduation.objects.count() == 3


def test_identity_numbers_are_in_no_verdict(units: None, tmp_path: Path) -> None:
    bring_in(write(tmp_path, line(1)))
    run, _tally = bring_in(write(tmp_path, line(1, surname="Uzun"), line(2)), apply=False)
    details = [verdict.detail or "" for verdict in ImportVerdict.objects.filter(run=run)]
    assert not any(tckn(number) in detail for number in (1, 2) for detail in details)
