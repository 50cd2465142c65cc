"""What is done to many records at once: asking for an update, tagging, taking a list home."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alumni.registry import bulk, export
from alumni.registry.models import Alumnus
from alumni.registry.scopes import representative_scope
from mik.accounts.models import User
from mik.audit.models import AccessEvent
from mik.common.jobs import start_job
from mik.common.models import Job, JobState
from mik.common.tables import read_table
from mik.files.models import StoredFile
from mik.files.services import open_file
from mik.units.models import Level, Unit
from mik.work.models import Notification
from tests.factories.alumni import EmploymentFactory, GraduationFactory, graduate
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db
Sign = Callable[[User | None], Client]
OnCommit = Callable[..., Any]


@pytest.fixture
def client(client_for: Sign, representative: User) -> Client:
    return client_for(representative)


@pytest.fixture
def own(department: Unit) -> Alumnus:
    return graduate(programme_of(department), given_names="Elif", surname="Şahin")


@pytest.fixture
def foreign(other_department: Unit) -> Alumnus:
    return graduate(programme_of(other_department), given_names="Gizli", surname="Yabancı")


def post(client: Client, department: Unit, action: str, **data: Any) -> Any:
    address = reverse("representatives:graduate_bulk", args=[department.pk])
    return client.post(address, {"islem": action, **data})


# --- Which records ---------------------------------------------------------------------------------


@pytest.mark.parametrize("action", ["guncelleme", "etiket", "disa-aktar"])
def test_one_foreign_id_and_nothing_happens(
    client: Client, department: Unit, own: Alumnus, foreign: Alumnus, action: str
) -> None:
    data = {"s": [own.pk, foreign.pk], "onay": "1", "tags": "x", "reason": "y"}
    assert post(client, department, action, **data).status_code == 404
    assert (len(mail.outbox), Job.objects.count()) == (0, 0)
    assert list(Alumnus.objects.exclude(tags=[])) == []


@pytest.mark.parametrize("ids", [["abc"], ["-1"], ["999999"]])
def test_ids_that_are_none_are_404(client: Client, department: Unit, ids: list[str]) -> None:
    assert post(client, department, "etiket", s=ids).status_code == 404


def test_nothing_ticked_leads_back_to_the_list(client: Client, department: Unit) -> None:
    response = post(client, department, "etiket", liste="durum=stale")
    assert response.headers["Location"].endswith("/mezunlar/?durum=stale")


def test_an_unknown_action_is_refused(client: Client, department: Unit, own: Alumnus) -> None:
    assert post(client, department, "sil", s=[own.pk]).status_code == 400


def test_all_results_are_those_of_the_filtered_list(client: Client, department: Unit, foreign: Alumnus) -> None:
    early = graduate(programme_of(department), year=1999)
    graduate(programme_of(department), year=2020)
    post(client, department, "etiket", hepsi="1", liste="yil_son=2000", onay="1", tags="eski")
    assert list(Alumnus.objects.filter(tags=["eski"])) == [early]


def test_it_asks_before_it_acts(client: Client, department: Unit, own: Alumnus) -> None:
    response = post(client, department, "guncelleme", s=[own.pk])
    assert "1 mezundan güncelleme iste" in response.content.decode()
    assert len(mail.outbox) == 0


# --- Asking for an update --------------------------------------------------------------------------


def test_asking_writes_once_in_thirty_days(
    client: Client, department: Unit, own: Alumnus, django_capture_on_commit_callbacks: OnCommit
) -> None:
    without = graduate(programme_of(department), contacts=False)
    with django_capture_on_commit_callbacks(execute=True):
        post(client, department, "guncelleme", s=[own.pk, without.pk], onay="1")
    assert [message.to for message in mail.outbox] == [[own.person.contacts.get(kind="email").value]]
    own.refresh_from_db()
    assert own.update_asked_at
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(
            reverse("representatives:graduate_bulk", args=[department.pk]),
            {"islem": "guncelleme", "s": [own.pk], "onay": "1"},
            follow=True,
        )
    assert len(mail.outbox) == 1
    assert "son 30 günde zaten yazılmıştı" in response.content.decode()


def test_a_dead_address_is_not_written_to(representative: User, department: Unit, own: Alumnus) -> None:
    own.person.contacts.update(dead_at=timezone.now())
    scope = representative_scope(representative, department.pk)
    assert bulk.ask_to_update(scope=scope, ids=[own.pk]) == bulk.Asked(0, 1, 0)


def test_asking_leaves_out_what_is_not_in_scope(representative: User, department: Unit, foreign: Alumnus) -> None:
    scope = representative_scope(representative, department.pk)
    assert bulk.ask_to_update(scope=scope, ids=[foreign.pk]) == bulk.Asked()


def test_many_are_left_to_the_workers(
    client: Client, department: Unit, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: OnCommit
) -> None:
    monkeypatch.setattr("alumni.registry.desk.listing.AT_ONCE", 1)
    ids = [graduate(programme_of(department)).pk for __ in range(2)]
    with django_capture_on_commit_callbacks(execute=True):
        response = post(client, department, "guncelleme", s=ids, onay="1")
    job = Job.objects.get()
    assert response.headers["Location"] == reverse("common:job_detail", args=[job.pk])
    assert (job.state, job.counters["sent"]) == (JobState.DONE, 2)
    assert job.params == {"unit_id": department.pk, "ids": ids}


# --- Tags ------------------------------------------------------------------------------------------


def test_tags_are_added_and_taken_off(client: Client, department: Unit, own: Alumnus) -> None:
    post(client, department, "etiket", s=[own.pk], onay="1", tags="mentor adayı, kurucu  üye,mentor adayı")
    own.refresh_from_db()
    assert own.tags == ["mentor adayı", "kurucu üye"]
    post(client, department, "etiket", s=[own.pk], onay="1", tags="kurucu üye", remove="on")
    own.refresh_from_db()
    assert own.tags == ["mentor adayı"]


def test_empty_tags_are_asked_again(client: Client, department: Unit, own: Alumnus) -> None:
    response = post(client, department, "etiket", s=[own.pk], onay="1", tags=" ,")
    assert "En az bir etiket yazın" in response.content.decode()


# --- Export ----------------------------------------------------------------------------------------


@pytest.fixture
def exported(
    client: Client, department: Unit, own: Alumnus, coordinator: User, django_capture_on_commit_callbacks: OnCommit
) -> Job:
    person = own.person
    person.given_names, person.surname = "=cmd|' /C calc'!A0", "İ. Iğdırlıoğlu-Şahin"
    person.save()
    EmploymentFactory.create(alumnus=own, title="@SUM(1+1)")
    with django_capture_on_commit_callbacks(execute=True):
        post(client, department, "disa-aktar", s=[own.pk], onay="1", reason="Mezunlar günü daveti")
    return Job.objects.get()


def cells(job: Job) -> list[list[Any]]:
    file = StoredFile.objects.get(pk=job.result["file"])
    with open_file(file) as content, read_table(io.BytesIO(content.read()), file.name) as table:
        return [list(row.cells) for row in table.sheets[0].rows()]


def test_export_holds_the_columns_and_no_identity_number(exported: Job, own: Alumnus) -> None:
    header, row = cells(exported)
    assert header == [str(column) for column in export.COLUMNS]
    assert row[:2] == ["=cmd|' /C calc'!A0", "İ. Iğdırlıoğlu-Şahin"]
    assert not any("kimlik" in str(column).lower() or "pasaport" in str(column).lower() for column in header)
    assert own.person.tckn not in [str(cell) for cell in row]


def test_export_has_no_formula(exported: Job) -> None:
    from zipfile import ZipFile

    with open_file(StoredFile.objects.get(pk=exported.result["file"])) as content:
        sheet = ZipFile(io.BytesIO(content.read())).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet


def test_export_is_logged_and_the_office_hears_of_it(
    exported: Job, own: Alumnus, representative: User, coordinator: User
) -> None:
    event = AccessEvent.objects.get(action="export")
    assert (event.user_id, event.subjects, event.as_role) == (representative.pk, [own.pk], "representative")
    assert event.reason == "Mezunlar günü daveti"
    notice = Notification.objects.get()
    assert notice.user == coordinator
    assert "1 kaydı dışa aktardı" in notice.text


def test_export_needs_a_reason(client: Client, department: Unit, own: Alumnus) -> None:
    post(client, department, "disa-aktar", s=[own.pk], onay="1", reason="")
    assert Job.objects.count() == 0


def test_only_the_exporter_downloads_while_in_office(
    exported: Job, client: Client, client_for: Sign, representative: User, other_representative: User, coordinator: User
) -> None:
    address = reverse("files:download", args=[exported.result["file"]])
    download: Any = client.get(address)
    assert b"".join(download.streaming_content)[:2] == b"PK"
    for stranger in (other_representative, coordinator):
        assert client_for(stranger).get(address).status_code == 404
        assert client_for(stranger).get(reverse("common:job_detail", args=[exported.pk])).status_code == 404
    term = representative.appointments.get()
    term.early_end, term.early_end_reason = timezone.localdate() - timedelta(days=1), "ayrıldı"
    term.save()
    assert client.get(address).status_code == 404


def test_export_leaves_out_what_left_the_scope(
    representative: User, department: Unit, own: Alumnus, foreign: Alumnus, django_capture_on_commit_callbacks: OnCommit
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        params = {"unit_id": department.pk, "ids": [own.pk, foreign.pk], "reason": ""}
        job = start_job(kind=export.EXPORT_JOB, owner=representative, params=params)
    job.refresh_from_db()
    assert [row[1] for row in cells(job)[1:]] == ["Şahin"]


def test_export_of_anothers_department_does_not_run(
    representative: User, other_department: Unit, foreign: Alumnus, django_capture_on_commit_callbacks: OnCommit
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        params = {"unit_id": other_department.pk, "ids": [foreign.pk], "reason": ""}
        job = start_job(kind=export.EXPORT_JOB, owner=representative, params=params)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert StoredFile.objects.count() == 0


def test_export_shows_the_graduation_in_scope(
    representative: User, department: Unit, other_department: Unit, own: Alumnus
) -> None:
    elsewhere = programme_of(other_department, Level.MASTER)
    GraduationFactory.create(alumnus=own, programme=elsewhere, diploma_no="GIZLI/1", year=2024)
    scope = representative_scope(representative, department.pk)
    ((__, row),) = export.export_rows(scope, [own.pk])
    assert "GIZLI/1" not in row
    assert department.name in row
