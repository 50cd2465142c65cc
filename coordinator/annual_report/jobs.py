"""The report's PDF in the background: a preview anybody of the desk may make, and the submission."""

import io
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordinator.annual_report.models import AnnualReport
from coordinator.annual_report.permissions import can_read_drafts, can_write
from mik.common.jobs import RunningJob, job_handler
from mik.files.models import StoredFile
from mik.files.services import delete_file, store_file

PREVIEW, SUBMIT = "report.pdf", "report.submit"
PREVIEW_FILE, REPORT_FILE = "report_preview", "annual_report"
PREVIEWS_KEPT = timedelta(days=1)


def _may_preview(user: Any, params: dict[str, Any]) -> bool:
    return can_read_drafts(user)


def _may_submit(user: Any, params: dict[str, Any]) -> bool:
    return can_write(user)


@job_handler(PREVIEW, title=gettext_lazy("Faaliyet raporunun PDF’i"), may_run=_may_preview, resumable=True)
def make_preview(job: RunningJob) -> dict[str, Any]:
    """A draft for looking at; those of yesterday are thrown away."""
    # Draws charts: only ever imported and run in the worker's child, never before a fork.
    from coordinator.annual_report.freezing import pdf_of

    report = _report(job)
    job.checkpoint(note=_("Sayılar toplanıyor, sayfalar hazırlanıyor"))
    made = pdf_of(report)
    job.checkpoint(note=_("Dosya saklanıyor"))
    _forget_previews()
    name = f"{report.year}-faaliyet-raporu-taslak.pdf"
    file = store_file(
        upload=io.BytesIO(made), purpose=PREVIEW_FILE, by=job.owner, name=name, media_type="application/pdf"
    )
    return {
        "message": _("Taslak hazır. Bir gün sonra silinir."),
        "file": str(file.pk),
        "file_label": _("PDF’i indir"),
        "url": reverse("coordinator:report_detail", args=[report.year]),
        "url_label": _("Rapora dön"),
    }


@job_handler(SUBMIT, title=gettext_lazy("Faaliyet raporunun sunulması"), may_run=_may_submit, resumable=True)
def submit(job: RunningJob) -> dict[str, Any]:
    """Freeze the report. A second run after a crash finds it submitted, or submits it then."""
    from coordinator.annual_report.freezing import freeze
    from mik.accounts.models import User

    job.checkpoint(note=_("Sayılar donduruluyor, PDF hazırlanıyor"))
    report = freeze(report_id=_report(job).pk, by=User.objects.get(pk=job.owner.pk))
    return {
        "message": _("%(year)s raporu donduruldu ve sunuldu.") % {"year": report.year},
        "url": reverse("coordinator:report_detail", args=[report.year]),
        "url_label": _("Rapora git"),
    }


def _report(job: RunningJob) -> AnnualReport:
    report: AnnualReport = AnnualReport.objects.visible_to(job.owner).get(pk=job.params["report"])
    return report


def _forget_previews() -> None:
    for file in StoredFile.objects.filter(purpose=PREVIEW_FILE, created_at__lt=timezone.now() - PREVIEWS_KEPT):
        delete_file(file=file)
