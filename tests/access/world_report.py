"""What of the annual report hangs on a department in the matrix: nothing does, one draft and one report are all."""

from typing import Any

from coordinator.annual_report.models import AnnualReport
from tests.access.side import Side
from tests.factories import reports


def objects(side: Side) -> dict[str, Any]:
    if not AnnualReport.objects.exists():
        reports.draft(2026)
        reports.submitted(side.representative, 2025, published=True)
    return {}
