"""The demo's annual reports: last year's submitted and published, this year's half written."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.utils import timezone

from coordinator.annual_report import services
from coordinator.annual_report.freezing import gather_turkish, hand_in
from coordinator.annual_report.models import AnnualReport, ReportSection
from coordinator.annual_report.outline import SECTION
from coordinator.annual_report.ready import READY
from mik.accounts.models import User
from mik.common.hooks import FigureValue
from mik.figures import catalogue
from mik.figures.models import FigureSnapshot
from mik.figures.public import disclosed
from mik.home.demo import accounts
from mik.home.demo.report_texts import TEXTS, text_of

# What this year's draft already holds; the last one is still being written.
WRITTEN = (
    "foreword", "mission", "duties", "organisation", "resources", "staff", "services", "management", "goals", "finance",
    "activities",
)  # fmt: skip


def make() -> None:
    if AnnualReport.objects.exists():
        return
    by, today = User.objects.get(email=accounts.COORDINATOR), timezone.localdate()
    _submitted(today.year - 1, by)
    _begun(today.year, by)


def _submitted(year: int, by: User) -> None:
    report = services.open_report(year=year, by=by)
    for section in report.sections.all():
        _write(section, year, by, complete=True)
    services.set_document_number(report=report, number="E-48814514-040.03-117", by=by)
    report.refresh_from_db()
    handed_in = min(timezone.make_aware(datetime(year + 1, 1, 20, 10, 30)), timezone.now())
    report = hand_in(report=report, content=_as_it_was(year, handed_in), by=by, at=handed_in)
    services.set_published(report=report, published=True, by=by)


def _as_it_was(year: int, day: datetime) -> dict[str, Any]:
    """What was gathered then; freshness, which the records do not keep, from that year's snapshot."""
    content = gather_turkish(year)
    content["taken_at"] = timezone.localtime(day).isoformat(timespec="seconds")
    kept = {
        one.unit_id: FigureValue(one.value, one.numerator, one.denominator)
        for one in FigureSnapshot.objects.filter(year=year, code="fresh")
    }
    content["figures"]["fresh"] |= asdict(kept[None])
    for row in content["departments"]:
        if row["id"] in kept:
            row["values"]["fresh"] = disclosed(catalogue.figure("fresh"), kept[row["id"]])
    return content


def _begun(year: int, by: User) -> None:
    report = services.open_report(year=year, by=by)
    for code in WRITTEN:
        _write(report.sections.get(code=code), year, by, complete=code != WRITTEN[-1])
    vice_rector = User.objects.filter(email=accounts.VICE_RECTOR).first()
    if vice_rector is not None:
        note = "Temsilcisi olmayan bölümler için bir takvim önerisi eklenirse iyi olur."
        services.comment_on(report=report, text=note, by=vice_rector)


def _write(section: ReportSection, year: int, by: User, *, complete: bool) -> None:
    text = text_of(section.code, year) if section.code in TEXTS else READY[SECTION[section.code].ready]
    services.save_section(
        section=section, heading=section.heading_tr, narrative=text, version=0, complete=complete, by=by
    )
