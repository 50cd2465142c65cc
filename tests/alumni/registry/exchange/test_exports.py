"""A list that leaves the house: what is in it, who may take it, what is written down of it."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alumni.registry.exchange.columns import BY_CODE, COLUMNS, Words, columns_for, usual_codes
from alumni.registry.exchange.files import Source, Written
from alumni.registry.exchange.models import Export
from alumni.registry.exchange.records import Reader
from alumni.registry.exchange.row_keys import read_row_key
from alumni.registry.exchange.services import EXPORT_JOB, forget_exports
from alumni.registry.models import Alumnus, Graduation
from alumni.registry.scopes import office_scope, representative_scope
from alumni.registry.states import state_column
from mik.accounts.models import User
from mik.audit.models import AccessEvent
from mik.common import job_runner
from mik.common.jobs import start_job
from mik.common.models import Job, JobState
from mik.common.tables import read_table
from mik.files.models import StoredFile
from mik.files.services import open_file
from mik.units.models import Level, Unit
from mik.work.models import Notification
from tests.factories.alumni import EmploymentFactory, GraduationFactory, graduate
from tests.factories.consents import agreed, withdrew
from tests.factories.people import ContactPointFactory
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


@pytest.fixture
def by_job(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alumni.registry.exchange.views.AT_ONCE", 0)


def asked(**more: Any) -> dict[str, Any]:
    return {"onay": "1", "form": "xlsx", "columns": usual_codes(), "reason": "Mezunlar günü daveti", **more}


def take(client: Client, department: Unit, **data: Any) -> Any:
    return client.post(reverse("representatives:graduate_export", args=[department.pk]), asked(**data))


def content_of(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def text_of(client: Client, department: Unit, name: str, **query: str) -> str:
    page: str = client.get(reverse(f"representatives:{name}", args=[department.pk]), query).content.decode()
    return page


def cells_of(data: bytes, sheet: int = 0) -> list[list[Any]]:
    with read_table(io.BytesIO(data)) as table:
        return [list(row.cells) for row in table.sheets[sheet].rows()]


def file_of(job: Job) -> bytes:
    job.refresh_from_db()
    with open_file(StoredFile.objects.get(pk=job.result["file"])) as content:
        return content.read()


# --- The page ---------------------------------------------------------------------------------------


def test_the_page_keeps_the_filter_of_the_list(client: Client, department: Unit, own: Alumnus) -> None:
    graduate(programme_of(department), year=2001)
    page = text_of(client, department, "graduate_export", yil_ilk="2010")
    assert "1 mezunu dışa aktar" in page
    assert "2010 ve sonrası" in page
    assert 'name="liste" value="yil_ilk=2010"' in page
    assert "kimlik" not in {column.code for column in COLUMNS}


def test_what_is_ticked_in_the_list_leads_to_the_page(client: Client, department: Unit, own: Alumnus) -> None:
    address = reverse("representatives:graduate_bulk", args=[department.pk])
    page = client.post(address, {"islem": "disa-aktar", "s": [own.pk]}).content.decode()
    assert "Listeden seçilen 1 mezun" in page
    assert f'name="s" value="{own.pk}"' in page


def test_without_a_reason_or_a_column_nothing_leaves(client: Client, department: Unit, own: Alumnus) -> None:
    bad: list[dict[str, Any]] = [{"reason": ""}, {"columns": []}, {"columns": ["tckn"]}, {"form": "zip"}]
    for missing in bad:
        assert take(client, department, s=[own.pk], **missing).status_code == 422
    assert (Export.objects.count(), AccessEvent.objects.filter(action="export").count()) == (0, 0)


def test_nothing_of_another_department_leaves(
    client: Client, department: Unit, other_department: Unit, own: Alumnus, foreign: Alumnus
) -> None:
    assert take(client, department, s=[own.pk, foreign.pk]).status_code == 404
    assert take(client, other_department, hepsi="1").status_code == 404
    assert take(client, department, s=["x"]).status_code == 404
    assert take(client, department, s=[]).headers["Location"].endswith("/mezunlar/")
    data = content_of(take(client, department, hepsi="1", liste=f"birim={other_department.pk}"))
    assert [row[1] for row in cells_of(data)[1:]] == ["Şahin"]
    assert Export.objects.get().people == 1


# --- The file ---------------------------------------------------------------------------------------


def test_a_short_list_is_handed_over_at_once(
    client: Client, department: Unit, own: Alumnus, representative: User, coordinator: User
) -> None:
    data = content_of(take(client, department, s=[own.pk]))
    header, row = cells_of(data)
    assert header == [str(BY_CODE[code].label) for code in usual_codes()] + ["Kayıt anahtarı"]
    assert row[:2] == ["Elif", "Şahin"]
    assert read_row_key(str(row[-1])) == (Graduation.objects.get(alumnus=own).pk, own.pk)
    assert str(own.person.tckn) not in str(row)
    export = Export.objects.get()
    event = AccessEvent.objects.get(action="export")
    assert (event.pk, event.subjects, event.as_role) == (export.number, [own.pk], "representative")
    assert (event.user_id, event.reason) == (representative.pk, "Mezunlar günü daveti")
    facts = {str(row[0]): row[1] for row in cells_of(data, 1) if row[0]}
    assert facts["Alan"] == f"{representative.name}, Mezun temsilcisi, {department.name}"
    assert (facts["Gerekçe"], facts["Kayıt no"]) == ("Mezunlar günü daveti", str(export.number))
    notice = Notification.objects.get()
    assert (notice.user, "1 kaydı dışa aktardı" in notice.text) == (coordinator, True)
    assert (export.chosen, export.people, StoredFile.objects.count()) == ("", 1, 0)


def test_a_csv_and_cards_hold_what_was_chosen(client: Client, department: Unit, own: Alumnus) -> None:
    number = ContactPointFactory.create(person=own.person, kind="phone", value="+90 462 377 20 00", is_primary=False)
    ContactPointFactory.create(
        person=own.person, value="olu@ornek.example", is_primary=False, dead_at=timezone.now(), dead_evidence="bounced"
    )
    codes = ["given_names", "phones", "emails"]
    header, row = cells_of(content_of(take(client, department, s=[own.pk], form="csv", columns=codes)))
    assert header == ["Ad", "Diğer e-postaları", "Diğer telefonları", "Kayıt anahtarı", "Dosyanın kaydı"]
    assert row[:3] == ["Elif", None, number.value]
    assert str(row[4]).startswith(f"Kayıt no {Export.objects.get().number} · ")
    card = content_of(take(client, department, s=[own.pk], form="vcf", columns=["email", "phones"])).decode()
    assert card.startswith("BEGIN:VCARD\r\nVERSION:4.0\r\nUID:urn:uuid:")
    assert "TEL;VALUE=uri:tel:+904623772000\r\n" in card
    assert "+905321112233" not in card
    assert "olu@" not in card


def test_no_cell_is_a_formula(client: Client, department: Unit, own: Alumnus) -> None:
    own.person.given_names = "=cmd|' /C calc'!A0"
    own.person.save()
    EmploymentFactory.create(alumnus=own, title="@SUM(1+1)")
    book = ZipFile(io.BytesIO(content_of(take(client, department, s=[own.pk]))))
    assert "<f>" not in book.read("xl/worksheets/sheet1.xml").decode()
    rows = cells_of(content_of(take(client, department, s=[own.pk], form="csv")))
    assert rows[1][0] == "'=cmd|' /C calc'!A0"


def test_the_choice_is_remembered(client: Client, department: Unit, own: Alumnus) -> None:
    content_of(take(client, department, s=[own.pk], form="csv", columns=["surname", "tags"]))
    form = client.get(reverse("representatives:graduate_export", args=[department.pk])).context["form"]
    assert form.initial == {"form": "csv", "columns": ["surname", "tags"]}


def test_consents_are_the_offices(coordinator: User, representative: User, department: Unit, own: Alumnus) -> None:
    agreed(own.person)
    agreed(own.person, channel="sms")
    withdrew(own.person, channel="sms")
    office = office_scope(coordinator)
    assert BY_CODE["consents"] in columns_for(office)
    assert BY_CODE["consents"] not in columns_for(representative_scope(representative, department.pk))
    (row,) = Source(lambda: office, [own.pk], [BY_CODE["consents"]]).rows(Written())
    assert row[0] == "Haber ve etkinlik duyuruları (E-posta)"


def test_a_department_sees_its_own_graduation_only(
    representative: User, department: Unit, other_department: Unit, own: Alumnus
) -> None:
    GraduationFactory.create(
        alumnus=own, programme=programme_of(other_department, Level.MASTER), diploma_no="GIZLI/1", year=2024
    )
    scope = representative_scope(representative, department.pk)
    (row,) = Source(lambda: scope, [own.pk], columns_for(scope)).rows(Written())
    assert department.name in row
    assert other_department.name not in str(row)
    assert "GIZLI/1" not in row


def test_the_state_is_that_of_the_list(coordinator: User, alumna: User, department: Unit) -> None:
    programme = programme_of(department)
    for changes in (
        {},
        {"state": "proposed"},
        {"confirmed_at": timezone.now()},
        {"confirmed_at": timezone.now() - timedelta(days=900)},
    ):
        Alumnus.objects.filter(pk=graduate(programme).pk).update(**changes)
    graduate(programme, contacts=False)
    known = dict(Alumnus.objects.annotate(pill=state_column()).values_list("pk", "pill"))
    words, scope = Words(), office_scope(coordinator)
    assert {entry.pk: entry.pill(words.fresh_since) for entry in Reader(lambda: scope).chunk(list(known))} == known
    assert len(set(known.values())) == 4


def test_as_many_queries_for_one_as_for_many(
    coordinator: User, department: Unit, django_assert_num_queries: Any
) -> None:
    ids = [graduate(programme_of(department)).pk for _ in range(3)]
    scope = office_scope(coordinator)
    reader = Reader(lambda: scope, ("jobs", "contacts", "consents"))
    for chosen in (ids[:1], ids):
        with django_assert_num_queries(5):
            assert [entry.pk for entry in reader.chunk(chosen)] == chosen


# --- By a job ---------------------------------------------------------------------------------------


def run_by_job(client: Client, department: Unit, capture: OnCommit, **data: Any) -> Job:
    with capture(execute=True):
        response = take(client, department, **data)
    job = Job.objects.get()
    assert response.headers["Location"] == reverse("common:job_detail", args=[job.pk])
    return job


def test_a_long_list_is_written_by_a_job(
    by_job: None, client: Client, department: Unit, own: Alumnus, representative: User,
    django_capture_on_commit_callbacks: OnCommit,
) -> None:  # fmt: skip
    job = run_by_job(client, department, django_capture_on_commit_callbacks, hepsi="1", liste="q=şahin")
    assert [row[1] for row in cells_of(file_of(job))[1:]] == ["Şahin"]
    assert job.params == {"unit_id": department.pk, "export": Export.objects.get().pk}
    assert Notification.objects.filter(user=representative, text__contains="hazır").count() == 1
    page = text_of(client, department, "export_list")
    assert ("0 kez indirildi" in page, "“şahin”" in page) == (True, True)
    address = reverse("files:download", args=[job.result["file"]])
    assert content_of(client.get(address))[:2] == b"PK"
    assert "1 kez indirildi" in text_of(client, department, "export_list")


def test_what_left_the_scope_meanwhile_stays_here(
    by_job: None, client: Client, department: Unit, other_department: Unit, own: Alumnus,
    django_capture_on_commit_callbacks: OnCommit,
) -> None:  # fmt: skip
    gone = graduate(programme_of(department), surname="Gidenoğlu")
    with django_capture_on_commit_callbacks() as callbacks:
        take(client, department, s=[own.pk, gone.pk])
    Graduation.objects.filter(alumnus=gone).update(programme=programme_of(other_department))
    for callback in callbacks:
        callback()
    assert [row[1] for row in cells_of(file_of(Job.objects.get()))[1:]] == ["Şahin"]
    assert AccessEvent.objects.get(action="export").subjects == [own.pk]


def test_a_job_of_anothers_export_or_department_does_nothing(
    by_job: None, client: Client, department: Unit, own: Alumnus, other_representative: User, other_department: Unit,
    django_capture_on_commit_callbacks: OnCommit,
) -> None:  # fmt: skip
    run_by_job(client, department, django_capture_on_commit_callbacks, s=[own.pk])
    export = Export.objects.get()
    for unit in (department, other_department):
        with django_capture_on_commit_callbacks(execute=True):
            params = {"unit_id": unit.pk, "export": export.pk}
            job = start_job(kind=EXPORT_JOB, owner=other_representative, params=params)
        job.refresh_from_db()
        assert job.state == JobState.FAILED
    assert StoredFile.objects.count() == 1


def test_run_twice_it_is_logged_once(
    by_job: None, client: Client, department: Unit, own: Alumnus, django_capture_on_commit_callbacks: OnCommit
) -> None:
    job = run_by_job(client, department, django_capture_on_commit_callbacks, s=[own.pk])
    Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED, finished_at=None)
    job_runner.run(job.pk)
    assert (AccessEvent.objects.filter(action="export").count(), StoredFile.objects.count()) == (1, 1)
    assert file_of(job)[:2] == b"PK"


def test_only_the_exporter_downloads_and_only_while_in_office(
    by_job: None, client: Client, client_for: Sign, department: Unit, own: Alumnus, representative: User,
    other_representative: User, coordinator: User, django_capture_on_commit_callbacks: OnCommit,
) -> None:  # fmt: skip
    job = run_by_job(client, department, django_capture_on_commit_callbacks, s=[own.pk])
    job.refresh_from_db()
    address = reverse("files:download", args=[job.result["file"]])
    for stranger in (other_representative, coordinator):
        assert client_for(stranger).get(address).status_code == 404
    office = client_for(coordinator).get(reverse("coordinator:export_list"), {"no": Export.objects.get().number})
    assert representative.name in office.content.decode()
    assert address not in office.content.decode()
    term = representative.appointments.get()
    term.early_end, term.early_end_reason = timezone.localdate() - timedelta(days=1), "ayrıldı"
    term.save()
    assert client.get(address).status_code == 404


def test_files_are_forgotten_after_a_week(
    by_job: None, client: Client, department: Unit, own: Alumnus, django_capture_on_commit_callbacks: OnCommit
) -> None:
    job = run_by_job(client, department, django_capture_on_commit_callbacks, s=[own.pk])
    assert forget_exports() == 0
    StoredFile.objects.update(created_at=timezone.now() - timedelta(days=8))
    assert forget_exports() == 1
    job.refresh_from_db()
    assert "file" not in job.result
    assert "Süresi doldu" in text_of(client, department, "export_list")


def test_the_number_of_a_stray_file_says_who_took_it(
    client: Client, client_for: Sign, department: Unit, own: Alumnus, coordinator: User, alumna: User,
    django_assert_num_queries: Any,
) -> None:  # fmt: skip
    content_of(take(client, department, s=[own.pk]))
    address, office = reverse("coordinator:export_list"), client_for(coordinator)
    for number, found in ((Export.objects.get().number, 1), (99_999_999, 0), ("x", 0), ("9" * 30, 0)):
        assert len(office.get(address, {"no": number}).context["rows"]) == found
    assert Export.objects.visible_to(alumna).count() == 0
