"""Requests under KVKK art. 11: number, clock, answer, refusal, erasure in two steps; the copy of the data as a job."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alumni.registry.importing.comparing import Scope, compare
from alumni.registry.importing.landing import write
from alumni.registry.importing.parsed import ParsedRow
from alumni.registry.importing.undo import contexts_of, undo_chunk
from alumni.registry.member_services import ContactValues
from alumni.registry.models import Alumnus, ImportRun
from alumni.registry.scopes import office_scope
from alumni.registry.services import put_contact
from alumni.rights import services
from alumni.rights.attention import for_the_desk
from alumni.rights.erasing import erase_person
from alumni.rights.models import Erased, RightsRequest
from alumni.rights.services import Entered, RightsProblem
from mik.accounts.models import User
from mik.common import hooks
from mik.common.models import Job
from mik.files.services import open_file
from mik.people.models import ContactPoint, Person
from tests.factories.cards import application_of

pytestmark = pytest.mark.django_db
Kind, State = RightsRequest.Kind, RightsRequest.State


def entered(**more: Any) -> Entered:
    facts: dict[str, Any] = {
        "kind": Kind.CORRECT, "channel": "letter", "applicant": "Elif Şahin", "identity": "imzalı dilekçe",
        "received_on": timezone.localdate() - timedelta(days=5), "address": "elif@posta.example",
    }  # fmt: skip
    return Entered(**{**facts, **more})


def test_numbers_run_on_within_a_year_and_the_clock_starts_at_receipt(alumna: User, coordinator: User) -> None:
    first, _new = services.make_request(user=alumna, kind=Kind.OTHER, text="Soru")
    second = services.enter_request(by=coordinator, person=None, entered=entered())
    year = timezone.localdate().year
    assert [first.number, second.number] == [f"KVKK-{year}-00001", f"KVKK-{year}-00002"]
    assert (first.clock, second.clock) == (30, 25)
    old = services.enter_request(by=coordinator, person=None, entered=entered(received_on=date(year - 1, 12, 31)))
    assert old.number == f"KVKK-{year - 1}-00001"


def test_one_open_request_of_a_kind(alumna: User, coordinator: User) -> None:
    first, new = services.make_request(user=alumna, kind=Kind.OBJECT, text="İtiraz")
    again, second = services.make_request(user=alumna, kind=Kind.OBJECT, text="İtiraz")
    assert (again.pk, new, second) == (first.pk, True, False)
    with pytest.raises(RightsProblem, match=first.number):
        services.enter_request(by=coordinator, person=first.person, entered=entered(kind=Kind.OBJECT))


@pytest.mark.parametrize(("days", "tone"), [(31, "bad"), (28, "bad"), (22, "warn"), (3, "blue")])
def test_the_desk_is_warned_by_the_clock(coordinator: User, alumna: User, days: int, tone: str) -> None:
    received = timezone.localdate() - timedelta(days=days)
    services.enter_request(by=coordinator, person=alumna.person, entered=entered(received_on=received))
    assert [(item.count, item.tone) for item in for_the_desk(coordinator)] == [(1, tone)]
    assert list(for_the_desk(alumna)) == []


def test_an_answer_is_mailed_and_kept_and_a_refusal_names_the_board(
    alumna: User, coordinator: User, django_capture_on_commit_callbacks: Any
) -> None:
    asked, _new = services.make_request(user=alumna, kind=Kind.CORRECT, text="Yıl yanlış")
    denied, _new = services.make_request(user=alumna, kind=Kind.OBJECT, text="İtiraz")
    with pytest.raises(PermissionDenied):
        services.answer_request(request=asked, by=alumna, answer="Olur")
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        services.answer_request(request=asked, by=coordinator, answer="Düzelttik.")
        services.refuse_request(request=denied, by=coordinator, ground="law", answer="Kanun böyle.")
    assert RightsRequest.objects.get(pk=asked.pk).answer == "Düzelttik."
    bodies = [str(message.body) for message in mail.outbox]
    assert [asked.number in str(mail.outbox[0].subject), "Düzelttik." in bodies[0]] == [True, True]
    assert "Kişisel Verileri Koruma Kurulu" in bodies[1]
    assert "kanunla zorunlu" in bodies[1]
    with pytest.raises(RightsProblem):
        services.answer_request(request=asked, by=coordinator, answer="Bir daha")


def test_nobody_answers_the_own_request(coordinator: User, alumna: User) -> None:
    own, _new = services.make_request(user=coordinator, kind=Kind.OTHER, text="Benim")
    with pytest.raises(PermissionDenied):
        services.answer_request(request=own, by=coordinator, answer="Olur")


def copy_of(user: User, client: Client, capture: Any) -> tuple[RightsRequest, zipfile.ZipFile]:
    with capture(execute=True):
        client.post("/mezun/verilerim/ornek/")
    request = RightsRequest.objects.get(user=user, kind=Kind.ACCESS)
    assert request.file is not None, Job.objects.get().error
    with open_file(request.file) as content:
        return request, zipfile.ZipFile(io.BytesIO(content.read()))


def test_the_copy_holds_the_own_data_and_nobody_elses(
    alumna: User, other_alumna: User, coordinator: User, client_for: Callable[[User | None], Client],
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    person, other = alumna.person, other_alumna.person
    application_of(Alumnus.objects.get(pk=person.pk), state="submitted")
    request, archive = copy_of(alumna, client_for(alumna), django_capture_on_commit_callbacks)

    assert {"verilerim.json", "verilerim.html", "verilerim.pdf", "my-data.html", "my-data.pdf", "stil.css"} <= {
        *archive.namelist()
    }
    assert [name for name in archive.namelist() if name.startswith("dosyalar/")] == ["dosyalar/01-card_photo.jpg"]
    text = archive.read("verilerim.json").decode()
    told = {record["kind"]: record["rows"] for record in json.loads(text)["records"]}
    assert told["people.ContactPoint"][0]["value"] == person.contacts.all()[0].value
    assert "alumni.RightsRequest" in told
    assert request.number in text
    strangers = set(other.contacts.values_list("value", flat=True)) - {*person.contacts.values_list("value", flat=True)}
    secrets = [alumna.password, str(person.tckn), other.surname, other_alumna.email, *strangers]
    everything = text + archive.read("verilerim.html").decode() + archive.read("my-data.html").decode()
    assert [secret for secret in secrets if secret in everything] == []
    assert archive.read("verilerim.pdf").startswith(b"%PDF")
    assert '<html lang="en">' in archive.read("my-data.html").decode()
    # The person alone may fetch it.
    url = f"/dosya/{request.file_id}/"
    assert [client_for(user).get(url).status_code for user in (other_alumna, coordinator)] == [404, 404]
    fetched = client_for(alumna).get(url)
    assert b"".join(fetched).startswith(b"PK")
    fetched.close()


def test_an_account_without_a_record_gets_a_copy_too(
    student: User, client_for: Callable[[User | None], Client], django_capture_on_commit_callbacks: Any
) -> None:
    _request, archive = copy_of(student, client_for(student), django_capture_on_commit_callbacks)
    assert student.email in archive.read("verilerim.json").decode()
    assert not Person.objects.filter(user=student).exists()


def erase_by_pages(client: Client, request: RightsRequest, capture: Any) -> None:
    url = f"/koordinator/kvkk/{request.pk}/sil/"
    ticked = {"identity": "on", "told": "on"}
    assert client.get(url).status_code == 200
    assert client.post(url, {}).status_code == 422
    assert client.post(url, ticked).status_code == 200  # the second step is asked for; nothing has happened
    assert client.post(url, {**ticked, "typed": "KVKK-1"}).status_code == 422
    assert Job.objects.filter(kind="rights.erase").count() == 0
    with capture(execute=True):
        assert client.post(url, {**ticked, "typed": request.number}).status_code == 302


def test_erasure_takes_two_steps_answers_and_marks_the_record(
    alumna: User, coordinator: User, staff_with_duty: User, client_for: Callable[[User | None], Client],
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    person, address = alumna.person, alumna.email
    request, _new = services.make_request(user=alumna, kind=Kind.ERASE)
    assert client_for(staff_with_duty).get(f"/koordinator/kvkk/{request.pk}/sil/").status_code == 404
    mail.outbox.clear()
    erase_by_pages(client_for(coordinator), request, django_capture_on_commit_callbacks)

    request.refresh_from_db()
    assert (request.state, request.applicant, request.address) == (State.ANSWERED, "", "")
    assert "kanun" in (request.answer or "").lower()
    assert person.surname not in (request.answer or "")
    assert [message.to for message in mail.outbox] == [[address]]
    assert not ContactPoint.objects.filter(person=person.pk).exists()
    assert Erased.objects.among([person.pk]) == {person.pk}
    alumna.refresh_from_db()
    assert (alumna.is_active, alumna.name, address in alumna.email) == (False, "", False)


def row_of(person: Person) -> ParsedRow:
    """The row of Student Affairs, as it tells the person next year again: a new diploma, and all it knows of them."""
    held = person.alumnus.graduations.get()
    return ParsedRow(
        row=2, cells=(), tckn=person.tckn or "", given_names=person.given_names, surname=person.surname,
        birth_date=person.birth_date, programme_id=held.programme_id, level=held.level, year=2020,
        graduated_on=date(2020, 6, 30), diploma_no="T/1", student_no="777001", phone="+905321234567",
        email="yeniden@posta.example", has_contact=True,
    )  # fmt: skip


def test_a_list_brings_the_diploma_back_and_nothing_else(
    alumna: User, coordinator: User, django_capture_on_commit_callbacks: Any
) -> None:
    person = alumna.person
    row = row_of(person)
    request, _new = services.make_request(user=alumna, kind=Kind.ERASE)
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=person, request=request, by=coordinator)
    landings = compare([row], scope=Scope())
    write(landings, scope=Scope(), run=None)

    kept = Person.objects.get(pk=person.pk)
    assert [landing.person_id for landing in landings] == [person.pk]
    assert Person.objects.filter(surname=person.surname).count() == 1
    assert (kept.birth_date, kept.tckn, kept.contacts.count()) == (None, "", 0)
    run = ImportRun.objects.create(file_name="x", by=coordinator)
    assert undo_chunk(contexts=contexts_of(run), people=[person.pk], write=True).kept == [person.pk]


def test_an_erased_record_takes_no_contacts_from_the_desk(alumna: User, coordinator: User) -> None:
    Alumnus.objects.get(pk=alumna.person.pk).membership.delete()
    Erased.objects.create(alumnus_id=alumna.person.pk)
    with pytest.raises(ValidationError):
        put_contact(
            person=alumna.person,
            values=ContactValues(kind="email", value="a@b.example"),
            scope=office_scope(coordinator),
        )


def test_a_look_at_a_document_is_a_look_at_its_person(alumna: User, other_alumna: User) -> None:
    photo = application_of(Alumnus.objects.get(pk=alumna.person.pk), state="submitted").photo
    whose = hooks.file_subjects.get("card_photo")
    assert whose is not None
    assert photo is not None
    assert list(whose(photo)) == [alumna.person.pk]


def test_pages_ask_the_same_number_of_queries(
    coordinator: User, alumna: User, other_alumna: User, client_for: Callable[[User | None], Client],
    django_assert_num_queries: Any,
) -> None:  # fmt: skip
    client = client_for(coordinator)
    services.make_request(user=alumna, kind=Kind.OTHER, text="Bir")
    client.get("/koordinator/kvkk/")
    with CaptureQueriesContext(connection) as one:
        client.get("/koordinator/kvkk/")
    services.make_request(user=alumna, kind=Kind.CORRECT, text="İki")
    services.make_request(user=other_alumna, kind=Kind.OTHER, text="Üç")
    with CaptureQueriesContext(connection) as three:
        client.get("/koordinator/kvkk/")
    assert len(three) == len(one)
