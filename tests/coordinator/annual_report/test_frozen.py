"""The database keeps a submitted report as it was, whoever asks."""

import io
import uuid
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from coordinator.annual_report.models import AnnualReport, ReportComment, ReportSection
from mik.accounts.models import User
from mik.files.services import store_file
from tests.factories import reports

pytestmark = pytest.mark.django_db


def refused(act: Any) -> bool:
    try:
        with transaction.atomic():
            act()
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize(
    "change",
    [
        {"year": 2024},
        {"state": "draft"},
        {"due_on": date(2026, 3, 1)},
        {"document_number": "E-1"},
        {"content": {"figures": {}}},
        {"sha256": "0" * 64},
        {"submitted_at": timezone.now()},
    ],
)
def test_nothing_of_a_submitted_report_changes(coordinator: User, change: dict[str, Any]) -> None:
    report = reports.submitted(coordinator)
    assert refused(lambda: AnnualReport.objects.filter(pk=report.pk).update(**change))


def test_a_submitted_report_and_its_sections_stay(coordinator: User) -> None:
    report = reports.submitted(coordinator)
    section = report.sections.get(code="foreword")
    assert refused(lambda: ReportSection.objects.filter(pk=section.pk).update(narrative="Başka"))
    assert refused(lambda: section.delete())
    assert refused(lambda: ReportSection.objects.create(report=report, code="yeni", heading_tr="Yeni"))
    assert refused(lambda: report.delete())
    other = reports.draft(2026).sections.get(code="foreword")
    assert refused(lambda: ReportSection.objects.filter(pk=other.pk).update(report=report, code="tasinan"))


def test_only_its_publication_changes(coordinator: User) -> None:
    report = reports.submitted(coordinator)
    for moment in (timezone.now(), None):
        AnnualReport.objects.filter(pk=report.pk).update(published_at=moment)
        assert AnnualReport.objects.get(pk=report.pk).published_at == moment


@pytest.mark.parametrize("missing", ["content", "pdf", "sha256", "submitted_at", "submitted_by"])
def test_a_report_is_submitted_whole(coordinator: User, missing: str) -> None:
    report = reports.submitted(coordinator)
    fields = {name: getattr(report, name) for name in ("content", "pdf", "sha256", "submitted_at", "submitted_by")}
    empty = "" if missing == "sha256" else None
    ready = fields | {"pdf": None if missing == "pdf" else another_file(coordinator), missing: empty}
    assert refused(lambda: AnnualReport.objects.create(year=2023, due_on=date(2024, 1, 31), state="submitted", **ready))


def another_file(by: User) -> Any:
    return store_file(upload=io.BytesIO(uuid.uuid4().bytes), purpose="annual_report", by=by, name="x.pdf")


def test_a_draft_holds_nothing_of_a_submission(coordinator: User) -> None:
    report = reports.draft(2026)
    assert refused(lambda: AnnualReport.objects.filter(pk=report.pk).update(sha256="0" * 64))
    assert refused(lambda: AnnualReport.objects.filter(pk=report.pk).update(published_at=timezone.now()))


def test_one_report_a_year_and_one_section_a_code(coordinator: User) -> None:
    report = reports.draft(2026)
    assert refused(lambda: reports.draft(2026))
    assert refused(lambda: ReportSection.objects.create(report=report, code="foreword", heading_tr="Sunuş"))
    assert refused(lambda: ReportSection.objects.create(report=report, code="yeni", heading_tr=""))
    assert refused(lambda: report.sections.filter(code="foreword").update(narrative="Dolu", state="empty"))
    assert refused(lambda: ReportComment.objects.create(report=report, text="", author=coordinator))


def test_a_draft_can_be_deleted() -> None:
    reports.draft(2026).delete()
    assert not ReportSection.objects.exists()
