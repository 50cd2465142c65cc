"""Who may what: the addresses of the annual report."""

from dataclasses import dataclass
from typing import Any

from tests.access.expect import EVERYBODY, HEADS, NOT_ALLOWED, Row, public, row
from tests.access.side import Side


@dataclass(frozen=True)
class DeskRow(Row):
    """A page of the desk, at which the vice-rector reads: seen, but not the vice-rector's to change, is 403."""

    vice_rector: tuple[int, int] = (200, 403)

    def expected(self, role: str, method: str, label: str) -> int:
        if role == "vice_rector":
            return self.vice_rector[method == "POST"]
        return super().expected(role, method, label)


def desk(get: int, post: int, *, vice_rector: tuple[int, int], year: int = 2026, **more: Any) -> DeskRow:
    def arguments(side: Side) -> dict[str, Any]:
        return {"year": year, **more} if year else {}

    made = row(HEADS, get, post, args=arguments)
    return DeskRow(**vars(made), vice_rector=vice_rector)


def of_published(side: Side) -> dict[str, Any]:
    return {"year": 2025}


REPORT: dict[str, Row] = {
    "reports:report_list": public(),
    # Nothing uploaded: the form is shown again.
    "reports:report_check": public(200, 422),
    "reports:report_detail": row(EVERYBODY, args=of_published),
    "reports:report_pdf": row(EVERYBODY, args=of_published),
    "coordinator:report_list": desk(200, 422, vice_rector=(200, 403), year=0),
    "coordinator:report_detail": desk(200, NOT_ALLOWED, vice_rector=(200, NOT_ALLOWED), year=2025),
    "coordinator:report_section": desk(200, 422, vice_rector=(200, 403), code="foreword"),
    "coordinator:report_preview": desk(NOT_ALLOWED, 302, vice_rector=(NOT_ALLOWED, 302)),
    # Its sections are empty, so it is not submitted.
    "coordinator:report_submit": desk(200, 422, vice_rector=(403, 403)),
    "coordinator:report_publish": desk(NOT_ALLOWED, 302, vice_rector=(NOT_ALLOWED, 403), year=2025),
    "coordinator:report_comments": desk(200, 422, vice_rector=(200, 422)),
}
