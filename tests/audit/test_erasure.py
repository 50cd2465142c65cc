"""Erasing a person from the history: values go, events stay, the erasure is logged and can be replayed."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from mik.audit import redaction
from mik.audit.erasure import erase_history
from mik.audit.models import Erasure, Redaction
from mik.audit.tracking import event_model_of, history_of
from mik.common import hooks
from mik.people.models import ContactPoint, Person
from tests.audit.conftest import as_owner
from tests.factories.accounts import UserFactory
from tests.factories.people import ContactPointFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules")]


def history(model: Any, **about: Any) -> list[Any]:
    return list(event_model_of(model).objects.filter(**about).order_by("pgh_id"))


def test_values_go_and_events_stay() -> None:
    person = PersonFactory.create(given_names="Silinecek", surname="Kişi", former_surname="Eski")
    contact = ContactPointFactory.create(person=person, value="silinecek@ornek.example")
    contact.delete()

    counts = erase_history(person_id=person.pk, by_id=None)

    events = history(Person, pgh_obj_id=person.pk)
    assert [(e.given_names, e.surname, e.former_surname, e.birth_date) for e in events] == [("", "", "", None)]
    assert [(e.pgh_label, e.value) for e in history(ContactPoint, person_id=person.pk)] == [
        ("insert", ""),
        ("delete", ""),
    ]
    assert counts["people_personevent"] == 1
    assert counts["people_contactpointevent"] == 2


def test_others_stay_as_they_are() -> None:
    person, other = PersonFactory.create(), PersonFactory.create(surname="Kalan")
    ContactPointFactory.create(person=other, value="kalan@ornek.example")
    erase_history(person_id=person.pk, by_id=None)
    assert history(Person, pgh_obj_id=other.pk)[0].surname == "Kalan"
    assert history(ContactPoint, person_id=other.pk)[0].value == "kalan@ornek.example"


def test_events_from_before_the_person_was_known_go_too(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = hooks.PersonalData("accounts.User", "person", ("name", "email"), "", "", "")
    monkeypatch.setitem(hooks.personal_data._items, entry.model, entry)
    with as_owner():
        redaction.fill(connection)
    user, other = UserFactory.create(name="Silinecek"), UserFactory.create(name="Kalan")
    person = PersonFactory.create(user=user)
    Person.objects.filter(pk=person.pk).update(user=None)

    erase_history(person_id=person.pk, by_id=None)

    assert {(event.name, event.email) for event in history_of(user)} == {("", "")}
    assert {event.name for event in history_of(other)} == {"Kalan"}


@pytest.mark.parametrize(("model", "lookup"), [(ContactPoint, ""), (ContactPoint, "kind"), (Person, "contacts")])
def test_a_lookup_that_does_not_lead_to_one_person_is_refused(model: Any, lookup: str) -> None:
    with pytest.raises(redaction.UnknownPathError):
        redaction.condition_for(model, lookup)


def test_the_erasure_logs_itself() -> None:
    user, person = UserFactory.create(), PersonFactory.create()
    erase_history(person_id=person.pk, by_id=user.pk)
    erasure = Erasure.objects.get()
    assert (erasure.person_id, erasure.by_id) == (person.pk, user.pk)
    assert erasure.tables["people_personevent"] == 1


def test_every_tracked_model_with_personal_data_has_a_rule() -> None:
    found = set(Redaction.objects.values_list("event_table", flat=True))
    assert {"people_personevent", "people_contactpointevent"} <= found


def test_people_say_what_is_held_of_them() -> None:
    assert {entry.model for entry in hooks.personal_data} >= {"people.Person", "people.ContactPoint"}


def test_the_list_goes_out_and_is_replayed(tmp_path: Path) -> None:
    person = PersonFactory.create(surname="Geri Gelen")
    erase_history(person_id=person.pk, by_id=None)
    out = StringIO()
    call_command("export_erasures", stdout=out)
    assert [json.loads(line)["person"] for line in out.getvalue().splitlines()] == [person.pk]

    Person.objects.filter(pk=person.pk).update(surname="Yine Geldi")
    assert history(Person, pgh_obj_id=person.pk)[-1].surname == "Yine Geldi"
    saved = tmp_path / "erasures"
    saved.write_text(out.getvalue(), encoding="utf-8")
    call_command("replay_erasures", str(saved), stdout=StringIO())

    assert {event.surname for event in history(Person, pgh_obj_id=person.pk)} == {""}


def test_the_database_s_own_list_can_be_replayed() -> None:
    person = PersonFactory.create()
    erase_history(person_id=person.pk, by_id=None)
    out = StringIO()
    call_command("replay_erasures", stdout=out)
    assert out.getvalue().strip() == "1 erasures replayed."
    assert Erasure.objects.count() == 2


def test_a_damaged_list_is_refused_whole(tmp_path: Path) -> None:
    saved = tmp_path / "erasures"
    saved.write_text('{"person": 1, "by": null}\nnonsense\n', encoding="utf-8")
    with pytest.raises(CommandError, match="Line 2"):
        call_command("replay_erasures", str(saved))
    assert Erasure.objects.count() == 0
