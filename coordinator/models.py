"""The office's own records, gathered from the subjects for Django."""

from coordinator.annual_report.models import AnnualReport, ReportComment, ReportSection
from coordinator.newsroom.models import Announcement
from coordinator.protection.models import Breach, BreachSubject, DestructionRun

__all__ = [
    "Announcement",
    "AnnualReport",
    "Breach",
    "BreachSubject",
    "DestructionRun",
    "ReportComment",
    "ReportSection",
]
