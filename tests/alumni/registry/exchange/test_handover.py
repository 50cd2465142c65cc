"""The hand-over of a department: all of it, nothing else, and the sums are right."""

import hashlib
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alumni.registry.duplicates.request_models import MergeRequest
from alumni.registry.exchange.models import Export
from alumni.registry.models import Alumnus, ImportRun
from alumni.registry.segments.models import Segment
from coordinator.newsroom.models import Announcement
from mik.accounts.models import User
from mik.audit.models import AccessEvent
from mik.common.models import Job
from mik.common.tables import read_table
from mik.files.models import StoredFile
from mik.files.services import open_file
from mik.units.models import Unit
from mik.work.models import Notification
from tests.factories.accounts import UserFactory
from tests.factories.alumni import ClaimFactory, EmploymentFactory, GraduationFactory, graduate
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db
FILES = [
    "mezunlar.xlsx", "iletisim.xlsx", "mezuniyetler.xlsx", "kariyer.xlsx", "uyeler.xlsx", "basvurular.xlsx",
    "acik-isler.xlsx", "sorular.xlsx", "kitleler.xlsx", "aktarimlar.xlsx", "anketler.xlsx", "duyurular.xlsx",
    "OKUYUN.txt", "SHA256SUMS",
]  # fmt: skip


@pytest.fixture
def own(department: Unit, other_department: Unit, representative: User) -> Alumnus:
    alumnus = graduate(programme_of(department), given_names="Elif", surname="Şahin")
    EmploymentFactory.create(alumnus=alumnus, title="Şantiye Şefi")
    GraduationFactory.create(alumnus=alumnus, programme=programme_of(other_department), diploma_no="GIZLI/1")
    graduate(programme_of(other_department), given_names="Gizli", surname="Yabancı")
    _under_way(alumnus, department, other_department, representative)
    ClaimFactory.create(user=UserFactory.create(), unit=department, level=6, surname="Bekleyen")
    ClaimFactory.create(user=UserFactory.create(), unit=other_department, level=6, surname="Başkası")
    Announcement.objects.create(
        unit=department, units=[department.pk], levels=[6], title_tr="Buluşma", author=representative
    )
    return alumnus


def _under_way(alumnus: Alumnus, department: Unit, other_department: Unit, representative: User) -> None:
    asked = {"name": "Elif Ş.", "answered_at": timezone.now()}
    MergeRequest.objects.create(alumnus=alumnus, asking_unit=department, unit=other_department, state="agreed", **asked)
    foreign = Alumnus.objects.get(person__surname="Yabancı")
    MergeRequest.objects.create(
        alumnus=foreign, asking_unit=other_department, unit=department, other=alumnus, name="Elif (kızlık)"
    )
    for shared in (True, False):
        name = "Şantiyeciler" if shared else "Kendime"
        Segment.objects.create(name=name, owner=representative, unit=department, shared=shared, last_size=1)
    for state in ("previewed", "done"):
        ImportRun.objects.create(file_name=f"{state}.xlsx", state=state, unit=department, by=representative)


def archive_of(job: Job) -> dict[str, bytes]:
    job.refresh_from_db()
    with open_file(StoredFile.objects.get(pk=job.result["file"])) as content, zipfile.ZipFile(content) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows(data: bytes) -> list[list[Any]]:
    with read_table(io.BytesIO(data)) as table:
        return [list(row.cells) for row in table.sheets[0].rows()][1:]


def hand_over(client: Client, address: str, capture: Any, **data: Any) -> dict[str, bytes]:
    with capture(execute=True):
        response = client.post(address, {"reason": "Görev süresi bitiyor", **data})
    job = Job.objects.get()
    assert response.headers["Location"] == reverse("common:job_detail", args=[job.pk])
    return archive_of(job)


def test_a_representative_hands_over_the_department(
    own: Alumnus, client_for: Callable[[User | None], Client], representative: User, department: Unit,
    coordinator: User, django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    address = reverse("representatives:handover", args=[department.pk])
    client = client_for(representative)
    assert "1 mezunun kayıtları" in client.get(address).content.decode()
    assert client.post(address, {"reason": ""}).status_code == 422
    files = hand_over(client, address, django_capture_on_commit_callbacks)
    assert list(files) == FILES
    for line in files["SHA256SUMS"].decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(files[name]).hexdigest() == digest
    readme = files["OKUYUN.txt"].decode()
    assert readme.startswith(f"{department.name}: devir dosyası\n\nAlan: {representative.name}, Mezun temsilcisi")
    assert "mezunlar.xlsx (1 satır)" in readme
    tables = {name: rows(files[name]) for name in FILES[:12]}
    assert [len(tables[name]) for name in FILES[:12]] == [1, 2, 1, 1, 0, 1, 4, 2, 1, 1, 0, 1]
    assert [tables[name][0][1:3] for name in FILES[:4]] == [["Şahin", None], *[["Elif", "Şahin"]] * 3]
    assert [(row[0], row[1], row[6]) for row in tables["sorular.xlsx"]] == [
        ("Soruldu", "Elif Şahin", "Değerlendiriliyor"), ("Bu bölüme soruldu", "Elif (kızlık)", "Yanıt bekliyor"),
    ]  # fmt: skip
    assert [row[0] for row in tables["kitleler.xlsx"]] == ["Şantiyeciler"]
    assert [(row[0], row[3]) for row in tables["aktarimlar.xlsx"]] == [("previewed.xlsx", "Önizlendi")]
    assert (tables["basvurular.xlsx"][0][1], tables["duyurular.xlsx"][0][0]) == ("Bekleyen", "Buluşma")
    everything = str(tables)
    for secret in ("Yabancı", "GIZLI/1", "Başkası", str(own.person.tckn)):
        assert secret not in everything
    export, event = Export.objects.get(), AccessEvent.objects.get(action="export")
    assert (event.pk, event.subjects, event.reason) == (export.number, [own.pk], "Görev süresi bitiyor")
    assert "devir dosyasını aldı" in Notification.objects.get(user=coordinator).text


def test_the_office_chooses_the_department(
    own: Alumnus, client_for: Callable[[User | None], Client], coordinator: User, other_department: Unit,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    client, address = client_for(coordinator), reverse("coordinator:handover")
    assert client.post(address, {"reason": "x"}).status_code == 422
    files = hand_over(client, address, django_capture_on_commit_callbacks, department=other_department.pk)
    assert sorted(row[1] for row in rows(files["mezunlar.xlsx"])) == ["Yabancı", "Şahin"]
    assert [row[1] for row in rows(files["basvurular.xlsx"])] == ["Başkası"]
    assert Export.objects.get().unit == other_department


def test_another_department_is_not_there(
    client_for: Callable[[User | None], Client], representative: User, other_department: Unit
) -> None:
    address = reverse("representatives:handover", args=[other_department.pk])
    assert client_for(representative).post(address, {"reason": "x"}).status_code == 404
