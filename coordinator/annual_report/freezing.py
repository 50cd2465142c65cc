"""Submission: the content of the records and the bytes of the PDF are kept together, once and for ever."""

import hashlib
import io
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from coordinator.annual_report.content import gather
from coordinator.annual_report.document import make_pdf
from coordinator.annual_report.jobs import REPORT_FILE
from coordinator.annual_report.models import AnnualReport, ReportSection, ReportState, SectionState
from coordinator.annual_report.permissions import can_write
from mik.accounts.models import User
from mik.common.jobs import JobError
from mik.files.models import StoredFile
from mik.files.services import open_file, store_file

# A report is some megabytes at most; whatever is larger is none, and need not be read.
LARGEST_PDF = 20 * 1024 * 1024


def missing(report: AnnualReport) -> list[ReportSection]:
    """The sections that are not complete yet; a report is submitted whole."""
    return list(report.sections.exclude(state=SectionState.COMPLETE))


def draft_pdf(report: AnnualReport) -> bytes:
    """The report as it stands now, marked as a draft."""
    return make_pdf(report, gather_turkish(report.year), final=False)


def freeze(*, report_id: int, by: User) -> AnnualReport:
    """Gather what the records say now and submit the report with it; a report submitted before stays as it is."""
    report = _submittable(report_id, by)
    return report if report.is_submitted else hand_in(report=report, content=gather_turkish(report.year), by=by)


def gather_turkish(year: int) -> dict[str, Any]:
    """The report is Turkish, whoever asks for it in which language."""
    with translation.override("tr"):
        return gather(year)


def hand_in(*, report: AnnualReport, content: dict[str, Any], by: User, at: datetime | None = None) -> AnnualReport:
    """Make the PDF and submit the report with this content: all of it or nothing.

    Made outside the transaction, since it takes seconds; refused if somebody wrote on meanwhile.
    """
    before = _written(report)
    pdf = make_pdf(report, content, final=True)
    with transaction.atomic():
        locked: AnnualReport = AnnualReport.objects.select_for_update().get(pk=report.pk)
        if locked.is_submitted:
            return locked
        if _written(locked) != before:
            raise JobError(_("Rapor hazırlanırken bir bölüm değişti; raporu yeniden sunun."))
        return _submit(locked, content, _kept(report, pdf, by), by=by, at=at or timezone.now())


def _submittable(report_id: int, by: User) -> AnnualReport:
    report: AnnualReport = AnnualReport.objects.visible_to(by).get(pk=report_id)
    if not can_write(by):
        raise PermissionDenied
    if not report.is_submitted and missing(report):
        raise JobError(_("Eksik bölümler var; rapor sunulmadı."))
    return report


def _written(report: AnnualReport) -> list[Any]:
    return [
        report.document_number,
        report.due_on,
        *report.sections.order_by("pk").values_list("code", "version", "state"),
    ]


def _kept(report: AnnualReport, pdf: bytes, by: User) -> StoredFile:
    name = f"ktu-mezun-faaliyet-raporu-{report.year}.pdf"
    return store_file(upload=io.BytesIO(pdf), purpose=REPORT_FILE, by=by, name=name, media_type="application/pdf")


def _submit(report: AnnualReport, content: dict[str, Any], pdf: StoredFile, *, by: User, at: datetime) -> AnnualReport:
    report.state, report.content = ReportState.SUBMITTED, content
    report.pdf, report.sha256 = pdf, pdf.sha256
    report.submitted_at, report.submitted_by = at, by
    report.save()
    return report


def pdf_of(report: AnnualReport) -> bytes:
    """The bytes kept at submission, or the draft as it is now."""
    if report.pdf is None:
        return draft_pdf(report)
    with open_file(report.pdf) as kept:
        return kept.read()


def report_of(copy: File[bytes]) -> AnnualReport | None:
    """The submitted report of which this is the PDF, bit by bit; None for anything else. The copy is not kept."""
    digest = hashlib.sha256()
    for piece in copy.chunks():
        digest.update(piece)
    found: AnnualReport | None = AnnualReport.objects.submitted().filter(sha256=digest.hexdigest()).first()
    return found
