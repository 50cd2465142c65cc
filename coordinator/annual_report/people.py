"""Who held which office during the year, from the appointments."""

from typing import Any

from django.db.models.functions import Collate

from mik.accounts.models import Appointment, Office
from mik.common.hooks import FigureScope
from mik.common.turkish import TR
from mik.units.models import Level

# In the order the directive names them; the registrar belongs to the Rectorate.
POSTS = (Office.VICE_RECTOR, Office.COORDINATOR, Office.ACTING, Office.ASSISTANT, Office.STAFF)


def posts(scope: FigureScope) -> list[dict[str, Any]]:
    terms = _during(scope).filter(office__in=POSTS).order_by("starts", "pk")
    return [_row(term) for office in POSTS for term in terms if term.office == office]


def representatives(scope: FigureScope) -> list[dict[str, Any]]:
    """By department, in the Turkish order."""
    terms = _during(scope).filter(office=Office.REPRESENTATIVE).select_related("unit")
    return [
        _row(term) | {"unit": term.unit.name, "levels": [str(Level(level).label) for level in sorted(term.levels)]}
        for term in terms.order_by(Collate("unit__name", TR), "starts", "pk")
    ]


def signatory() -> dict[str, str] | None:
    """Who heads the office today and presents the report."""
    terms = Appointment.objects.in_force().filter(office__in=(Office.COORDINATOR, Office.ACTING))
    term = terms.select_related("user").first()
    return {"name": str(term.user), "office": str(Office(term.office).label)} if term else None


def _during(scope: FigureScope) -> Any:
    terms = Appointment.objects.filter(starts__lte=scope.on, effective_end__gte=scope.since)
    return terms.select_related("user")


def _row(term: Appointment) -> dict[str, Any]:
    return {
        "office": str(Office(term.office).label),
        "name": str(term.user),
        "starts": term.starts.isoformat(),
        "ends": term.effective_end.isoformat(),
        "decision": f"{term.decision_date.isoformat()} {term.decision_number}",
    }
