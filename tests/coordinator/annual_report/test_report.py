"""A whole year: page, PDF and an independent SQL agree on every number, and once submitted nothing changes."""

import hashlib
import io
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader
from pypdfium2 import PdfDocument

from coordinator.annual_report.jobs import PREVIEW, PREVIEW_FILE, REPORT_FILE, SUBMIT
from coordinator.annual_report.models import AnnualReport
from coordinator.annual_report.numbers import written
from mik.accounts.models import User
from mik.common.job_runner import DEAD_AFTER, sweep
from mik.common.jobs import start_job
from mik.common.models import Job, JobState
from mik.figures import catalogue
from mik.figures.models import FigureSnapshot
from mik.files.models import StoredFile
from mik.files.services import open_file
from mik.units.models import Unit
from tests.coordinator.annual_report import world
from tests.coordinator.annual_report.independent import SQL, YEAR, asked
from tests.factories import reports
from tests.factories.mail import nobody_works
from tests.mail.test_killed_worker import revive, wait_for

pytestmark = pytest.mark.django_db
ForClient = Callable[[User | None], Client]


@pytest.fixture
def year(department: Unit, representative: User, alumna: User, coordinator: User) -> AnnualReport:
    """A report all of whose sections are written, but one into which no record comes."""
    FigureSnapshot.objects.create(code="registered", year=YEAR - 2, value=700)
    FigureSnapshot.objects.create(code="registered", year=YEAR - 1, value=1100)
    report = reports.draft(YEAR, complete=True, narrative="Kütükte {kayitli_mezun} mezun, platformda {uye} üye var.")
    report.sections.filter(code="finance").update(narrative="")
    return report


@pytest.fixture
def records(department: Unit, other_department: Unit, coordinator: User) -> None:
    """A year with something of everything in it, in two departments."""
    world.fill(department, other_department, coordinator)


def run_job(kind: str, owner: User, report: AnnualReport, captured: Any) -> Job:
    with captured(execute=True):
        job = start_job(kind=kind, owner=owner, params={"report": report.pk})
    job.refresh_from_db()
    return job


def run_killed_job(kind: str, owner: User, report: AnnualReport) -> Job:
    """A worker took the job and was killed; the sweeper finds it a minute later and sends it again."""
    job = start_job(kind=kind, owner=owner, params={"report": report.pk})
    died = timezone.now() - 2 * DEAD_AFTER
    Job.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING, attempts=1, created_at=died, started_at=died, heartbeat_at=died
    )
    assert AnnualReport.objects.get().state == "draft"
    assert not files().exists()
    assert sweep()["revived"] == 1
    job.refresh_from_db()
    assert job.attempts == 2
    return job


def files() -> QuerySet[StoredFile]:
    """What the report's jobs have kept; the photos of cards are no part of it."""
    return StoredFile.objects.filter(purpose__in=[PREVIEW_FILE, REPORT_FILE])


def text_of(pdf: bytes) -> str:
    with PdfDocument(pdf) as document:
        return re.sub(r"\s+", " ", " ".join(page.get_textpage().get_text_range() for page in document))


def bytes_of(file: StoredFile | None) -> bytes:
    assert file is not None
    with open_file(file) as kept:
        return kept.read()


def frozen(report: AnnualReport) -> dict[str, Any]:
    assert report.content is not None
    return {code: one for code, one in report.content["figures"].items() if one["value"]}


def test_a_year_from_its_figures_to_the_copy_that_is_checked(
    year: AnnualReport,
    records: None,
    coordinator: User,
    client_for: ForClient,
    tmp_path: Path,
    django_capture_on_commit_callbacks: Any,
) -> None:
    client = client_for(coordinator)
    before = client.get(f"/koordinator/raporlar/{YEAR}/bolum/activities/").content.decode()
    assert run_killed_job(SUBMIT, coordinator, year).state == JobState.DONE
    assert run_job(SUBMIT, coordinator, year, django_capture_on_commit_callbacks).state == JobState.DONE
    assert files().count() == 1
    report = AnnualReport.objects.get()
    pdf = bytes_of(report.pdf)
    text, page = text_of(pdf), client.get(f"/koordinator/raporlar/{YEAR}/").content.decode()
    told = frozen(report)
    # Every number: SQL, frozen figure, page of the draft, page of the report, PDF.
    assert set(told) == set(SQL) == {figure.code for figure in catalogue.figures()}
    for code, one in told.items():
        value, label = written(one["value"], one["kind"]), one["label"]["tr"]
        assert one["value"] == pytest.approx(asked(SQL[code])), code
        assert f"<b>{value}</b><h3>{label}</h3>" in page
        if one["topic"]["tr"] != "Koordinatörlük":
            assert f"<b>{value}</b><h4>{label}</h4>" in before
        assert re.search(rf"{re.escape(label)} ([–0-9.%]+) {re.escape(value)} ", text), label
    assert "Kayıtlı mezun 1.100 37 −1.063" in text
    assert "Kütükte 37 mezun, platformda 13 üye var." in text
    # 34 graduates, 12 of them members, rounded, and shares of what is told; the university is told as it is.
    assert "Güncel kayıt oranı Makine Mühendisliği 35 10 %29 %29 Üniversite 37 13 %35 %32 Bölümlerin" in text
    assert f"Mali bilgiler {YEAR} yılı için kayıt yok." in text
    assert "Mehmet Kaya" in text
    assert "taslak" not in text
    _nothing_changes(report, pdf, client, tmp_path, coordinator)


def _nothing_changes(report: AnnualReport, pdf: bytes, client: Client, folder: Path, coordinator: User) -> None:
    """Edit the records behind every figure, and ask for the report in every way there is."""
    figures = frozen(report)
    world.edit_everything(coordinator)
    assert {code for code, one in figures.items() if asked(SQL[code]) == pytest.approx(one["value"])} == set()
    again = AnnualReport.objects.get()
    assert frozen(again) == figures
    page = client.get(f"/koordinator/raporlar/{YEAR}/").content.decode()
    assert f"<b>{written(figures['registered']['value'], 'count')}</b><h3>Kayıtlı mezun</h3>" in page
    assert again.sha256 == hashlib.sha256(pdf).hexdigest()
    assert again.sha256 in page
    call_command("annual_report", YEAR, "--output", str(folder / "rapor.pdf"), stdout=io.StringIO())
    assert (folder / "rapor.pdf").read_bytes() == pdf
    response: Any = client.get(f"/raporlar/{YEAR}/pdf/")
    assert b"".join(response.streaming_content) == pdf
    copy = SimpleUploadedFile("kopya.pdf", pdf)
    assert f"Evet, bu {YEAR} faaliyet raporu." in client.post("/raporlar/denetle/", {"file": copy}).content.decode()


WORKER = """
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = {name!r}
settings.MEDIA_ROOT = {media!r}
django.setup()
from mik.common import job_runner
job_runner.run({job})
"""


def kill_while_running(job: Job, media: object) -> None:
    """A worker of its own takes the job and dies by SIGKILL in the middle of it."""
    script = WORKER.format(name=connection.settings_dict["NAME"], media=str(media), job=job.pk)
    with subprocess.Popen([sys.executable, "-c", script], cwd=django_settings.BASE_DIR, env=dict(os.environ)) as worker:
        wait_for(lambda: Job.objects.filter(pk=job.pk, state=JobState.RUNNING).exclude(log=[]).exists())
        worker.send_signal(signal.SIGKILL)
    assert worker.returncode == -signal.SIGKILL


@pytest.mark.django_db(transaction=True)
def test_killed_half_way_the_document_is_made_whole_by_the_next_worker(
    year: AnnualReport, vice_rector: User, settings: Any
) -> None:
    with nobody_works():
        job = start_job(kind=PREVIEW, owner=vice_rector, params={"report": year.pk})
    kill_while_running(job, settings.MEDIA_ROOT)
    assert not files().exists()
    revive(job)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DONE, 2)
    # Tagged, with contents, and it says that it is a draft.
    reader = PdfReader(io.BytesIO(bytes_of(files().get())))
    root: Any = reader.trailer["/Root"]
    assert (root["/Lang"], bool(root["/MarkInfo"]["/Marked"])) == ("tr", True)
    assert reader.metadata is not None
    assert reader.metadata.title == f"{YEAR} birim faaliyet raporu"
    _contents_are_right(reader)
    assert "Taslak" in reader.pages[0].extract_text()
    assert f"{YEAR} birim faaliyet raporu" in reader.pages[3].extract_text()
    assert AnnualReport.objects.get().state == "draft"


def _contents_are_right(reader: PdfReader) -> None:
    """Each line of the contents names the page its heading stands on."""
    lines = re.findall(r"(?m)^(?:[IVABC0-9]+\s+)?([^\d\n]+?)[ .]*(\d+)$", reader.pages[1].extract_text())
    found = {heading.strip(" ."): int(number) for heading, number in lines}
    for heading in ("Sunuş", "Genel bilgiler", "Örgüt yapısı", "Performans sonuçları tablosu", "Ekler"):
        assert heading in reader.pages[found[heading] - 1].extract_text()


def test_a_submission_with_a_section_missing_fails_with_words(
    coordinator: User, alumna: User, django_capture_on_commit_callbacks: Any
) -> None:
    report = reports.draft(YEAR)
    job = run_job(SUBMIT, coordinator, report, django_capture_on_commit_callbacks)
    assert (job.state, job.error) == (JobState.FAILED, "Eksik bölümler var; rapor sunulmadı.")
    assert not files().exists()


@pytest.mark.parametrize(
    ("asked_for", "words"),
    [(2090, "2090 yılı henüz gelmedi"), *((year, f"{year} yılı için hiç kayıt yok") for year in (1956, 1, 0))],
)
def test_the_command_refuses_a_year_without_a_report(alumna: User, tmp_path: Path, asked_for: int, words: str) -> None:
    with pytest.raises(CommandError, match=words):
        call_command("annual_report", asked_for, "--output", str(tmp_path / "x.pdf"))
    assert list(tmp_path.glob("*.pdf")) == []
