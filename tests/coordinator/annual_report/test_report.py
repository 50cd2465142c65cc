"""A whole year: page, PDF and an independent SQL agree on every number, and once submitted nothing changes."""

import hashlib
import io
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from alumni.registry.models import Alumnus
from coordinator.annual_report.jobs import PREVIEW, SUBMIT
from coordinator.annual_report.models import AnnualReport
from coordinator.annual_report.numbers import written
from mik.accounts.models import User
from mik.common.job_runner import DEAD_AFTER, sweep
from mik.common.jobs import start_job
from mik.common.models import Job, JobState
from mik.figures.models import FigureSnapshot
from mik.files.models import StoredFile
from mik.files.services import open_file
from mik.units.models import Unit
from tests.factories import reports
from tests.factories.accounts import UserFactory
from tests.factories.alumni import enrol, graduate
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db
ForClient = Callable[[User | None], Client]
YEAR = timezone.localdate().year
END = f"LEAST(make_timestamptz({YEAR}, 12, 31, 23, 59, 59, 'Europe/Istanbul'), clock_timestamp())"
BEGIN = f"make_timestamptz({YEAR}, 1, 1, 0, 0, 0, 'Europe/Istanbul')"
REGISTERED = f"alumni_alumnus a WHERE a.state = 'confirmed' AND a.created_at <= {END}"
LIVING = f"c.person_id = a.person_id AND c.created_at <= {END} AND (c.dead_at IS NULL OR c.dead_at > {END})"
MEMBER = "EXISTS (SELECT 1 FROM alumni_membership m WHERE m.alumnus_id = a.person_id"
REACHABLE = f"EXISTS (SELECT 1 FROM people_contactpoint c WHERE {LIVING} AND c.kind IN ('email', 'phone'))"
IN_FORCE = "t.office = 'representative' AND t.starts <= CURRENT_DATE AND t.effective_end >= CURRENT_DATE"
OPEN = """units_unit d WHERE d.kind = 'department' AND d.closed_on IS NULL AND EXISTS (
    SELECT 1 FROM alumni_graduation g JOIN units_unit p ON p.id = g.programme_id WHERE p.parent_id = d.id)"""
REPRESENTED = f"EXISTS (SELECT 1 FROM accounts_appointment t WHERE t.unit_id = d.id AND {IN_FORCE})"


def count(condition: str = "TRUE", base: str = REGISTERED) -> str:
    return f"SELECT count(*) FROM {base} AND {condition}"


def of_level(level: int) -> str:
    return count(f"EXISTS (SELECT 1 FROM alumni_graduation g WHERE g.alumnus_id = a.person_id AND g.level = {level})")


# Written anew from the definitions, without the platform's query sets. A pair is a percentage.
SQL: dict[str, str | tuple[str, str]] = {
    "registered": count(),
    "recorded": count(f"a.created_at >= {BEGIN}"),
    "reachable": (count(REACHABLE), count()),
    "fresh": (count(f"{REACHABLE} AND a.confirmed_at >= clock_timestamp() - interval '365 days'"), count()),
    "departments": f"""SELECT count(DISTINCT p.parent_id) FROM alumni_graduation g
        JOIN units_unit p ON p.id = g.programme_id JOIN alumni_alumnus a ON a.person_id = g.alumnus_id
        WHERE a.state = 'confirmed' AND a.created_at <= {END}""",
    "registered_associate": of_level(5),
    "registered_bachelor": of_level(6),
    "registered_master": of_level(7),
    "registered_doctorate": of_level(8),
    "members": count(f"{MEMBER} AND m.joined_at <= {END})"),
    "member_share": (count(f"{MEMBER} AND m.joined_at <= {END})"), count()),
    "joined": count(f"{MEMBER} AND m.joined_at BETWEEN {BEGIN} AND {END})"),
    "representatives": f"SELECT count(*) FROM accounts_appointment t WHERE {IN_FORCE}",
    "represented_departments": (count(REPRESENTED, OPEN), count(base=OPEN)),
    "departments_without_representative": count(f"NOT {REPRESENTED}", OPEN),
}  # fmt: skip


def asked(sql: str | tuple[str, str]) -> float:
    if isinstance(sql, tuple):
        return 100 * asked(sql[0]) / asked(sql[1])
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return float(cursor.fetchone()[0])


@pytest.fixture
def year(department: Unit, representative: User, alumna: User, coordinator: User) -> AnnualReport:
    """A report all of whose sections are written, but one into which no record comes."""
    FigureSnapshot.objects.create(code="registered", year=YEAR - 2, value=700)
    FigureSnapshot.objects.create(code="registered", year=YEAR - 1, value=1100)
    report = reports.draft(YEAR, complete=True, narrative="Kütükte {kayitli_mezun} mezun, platformda {uye} üye var.")
    report.sections.filter(code="finance").update(narrative="")
    return report


@pytest.fixture
def records(department: Unit, other_department: Unit) -> None:
    """A year with something in it, in two departments."""
    graduates = [graduate(programme_of(department), contacts=n % 3 > 0) for n in range(34)]
    others = [graduate(programme_of(other_department)) for _ in range(3)]
    for alumnus in [*graduates[:9], *others[:1]]:
        enrol(alumnus, UserFactory.create())
    Alumnus.objects.filter(pk__in=[one.pk for one in graduates[:11]]).update(
        confirmed_at=timezone.now() - timedelta(days=500)
    )
    Alumnus.objects.filter(pk=graduates[20].pk).update(state="proposed")


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
    assert not StoredFile.objects.exists()
    assert sweep()["revived"] == 1
    job.refresh_from_db()
    assert job.attempts == 2
    return job


def text_of(pdf: bytes) -> str:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    return re.sub(r"\s+", " ", " ".join(pages))


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
    assert StoredFile.objects.count() == 1
    report = AnnualReport.objects.get()
    pdf = bytes_of(report.pdf)
    text, page = text_of(pdf), client.get(f"/koordinator/raporlar/{YEAR}/").content.decode()
    told = frozen(report)
    # Every number: SQL, frozen figure, page of the draft, page of the report, PDF.
    assert told.keys() <= SQL.keys()
    for code, one in told.items():
        value, label = written(one["value"], one["kind"]), one["label"]["tr"]
        assert one["value"] == pytest.approx(asked(SQL[code])), code
        assert f"<b>{value}</b><h3>{label}</h3>" in page
        if one["topic"]["tr"] != "Koordinatörlük":
            assert f"<b>{value}</b><h4>{label}</h4>" in before
        assert re.search(rf"{re.escape(label)} ([–0-9.%]+) {re.escape(value)} ", text), label
    assert "Kayıtlı mezun 1.100 37 −1.063" in text
    assert "Kütükte 37 mezun, platformda 11 üye var." in text
    assert f"Mali bilgiler {YEAR} yılı için kayıt yok." in text
    assert "Mehmet Kaya" in text
    assert "taslak" not in text
    _nothing_changes(report, pdf, client, tmp_path)


def _nothing_changes(report: AnnualReport, pdf: bytes, client: Client, folder: Path) -> None:
    """Edit the records, and ask for the report in every way there is."""
    figures = frozen(report)
    Alumnus.objects.filter(pk__in=Alumnus.objects.order_by("pk").values("pk")[:100]).update(state="rejected")
    Unit.objects.filter(name="Makine Mühendisliği").update(name="Makina Mühendisliği")
    User.objects.filter(name="Mehmet Kaya").update(name="Başka Biri")
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


def test_the_document_is_tagged_has_contents_and_says_it_is_a_draft(year: AnnualReport, vice_rector: User) -> None:
    assert run_killed_job(PREVIEW, vice_rector, year).state == JobState.DONE
    reader = PdfReader(io.BytesIO(bytes_of(StoredFile.objects.get())))
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
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("asked_for", "words"), [(2090, "2090 yılı henüz gelmedi"), (1956, "1956 yılı için hiç kayıt yok")]
)
def test_the_command_refuses_a_year_without_a_report(alumna: User, tmp_path: Path, asked_for: int, words: str) -> None:
    with pytest.raises(CommandError, match=words):
        call_command("annual_report", asked_for, "--output", str(tmp_path / "x.pdf"))
    assert list(tmp_path.glob("*.pdf")) == []
