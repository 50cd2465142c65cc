"""Annual reports: a draft with its sections, and one that was submitted with a small file in place of the PDF."""

import io
from datetime import date
from typing import Any

from django.utils import timezone

from coordinator.annual_report.models import AnnualReport, ReportSection
from coordinator.annual_report.outline import SECTIONS
from mik.accounts.models import User
from mik.files.services import store_file

CONTENT: dict[str, Any] = {
    "since": "2025-01-01",
    "on": "2025-12-31",
    "taken_at": "2026-01-20T10:00:00+03:00",
    "codes": ["registered"],
    "order": {"activities": ["registered"]},
    "figures": {
        "registered": {
            "code": "registered",
            "topic": {"tr": "Mezun kütüğü", "en": "Registry"},
            "kind": "count",
            "during": False,
            "label": {"tr": "Kayıtlı mezun", "en": "Graduates on record"},
            "definition": {"tr": "Kütükteki kişi sayısı", "en": "People in the registry"},
            "source": {"tr": "Mezun kütüğü", "en": "Registry"},
            "formula": {"tr": "", "en": ""},
            "value": 4321,
            "numerator": 4321,
            "denominator": None,
        }
    },
    "history": {},
    "posts": [],
    "representatives": [],
    "departments": [],
    "signatory": None,
}


def draft(year: int = 2026, *, complete: bool = False, narrative: str = "") -> AnnualReport:
    """A report with all its sections; complete ones say something."""
    report = AnnualReport.objects.create(year=year, due_on=date(year + 1, 1, 31))
    words = narrative or ("Yıl boyunca çalışıldı." if complete else "")
    state = "complete" if complete else "writing" if words else "empty"
    ReportSection.objects.bulk_create(
        ReportSection(report=report, code=part.code, heading_tr=part.heading, narrative=words, state=state)
        for part in SECTIONS
    )
    return report


def submitted(by: User, year: int = 2025, *, published: bool = False, pdf: bytes = b"%PDF-1.7 rapor") -> AnnualReport:
    report = draft(year, complete=True)
    file = store_file(upload=io.BytesIO(pdf), purpose="annual_report", by=by, name=f"rapor-{year}.pdf")
    report.state, report.content, report.pdf, report.sha256 = "submitted", CONTENT, file, file.sha256
    report.submitted_at, report.submitted_by = timezone.now(), by
    report.published_at = timezone.now() if published else None
    report.save()
    return report
