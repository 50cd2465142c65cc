"""Write the report of a year as a PDF: the submitted one as it was kept, or the draft as it is now."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from coordinator.annual_report.freezing import pdf_of
from coordinator.annual_report.models import AnnualReport
from coordinator.annual_report.services import check_year


class Command(BaseCommand):
    help = "Writes the annual report of a year to a PDF file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", type=int)
        parser.add_argument("--output", required=True, type=Path, metavar="FILE.pdf")

    def handle(self, *args: Any, **options: Any) -> None:
        report = AnnualReport.objects.filter(year=options["year"]).first()
        if report is None:
            raise CommandError(_why_not(options["year"]))
        made, target = pdf_of(report), options["output"]
        part = target.with_name(f".{target.name}.part")
        try:
            part.write_bytes(made)
            part.replace(target)
        except OSError as problem:
            part.unlink(missing_ok=True)
            raise CommandError(f"{target}: {problem.strerror}") from None
        state = f"submitted, SHA-256 {report.sha256}" if report.is_submitted else "draft"
        self.stdout.write(f"{target}: {len(made)} bytes ({state})")


def _why_not(year: int) -> str:
    """A year that can have no report, or one whose report nobody has opened yet."""
    try:
        check_year(year)
    except ValidationError as refusal:
        return str(refusal.message)
    return f"There is no report of {year} yet; the office opens it."
