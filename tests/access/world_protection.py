"""What of data protection hangs on a side in the matrix."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from alumni.rights.models import RightsRequest
from coordinator.protection.models import Breach, BreachSubject
from tests.access.side import Side


def objects(side: Side) -> dict[str, Any]:
    """Two requests of the member, and a breach that concerns the graduate."""
    breach = Breach.objects.create(
        title=f"İhlal {side.unit.pk}", happened="Saklı", discovered_at=timezone.now(), created_by=side.representative
    )
    BreachSubject.objects.create(breach=breach, person=side.alumnus.person, found_by="typed")
    return {"rights": _request(side, "other", 1), "erasure": _request(side, "erase", 2), "breach": breach}


def _request(side: Side, kind: str, place: int) -> RightsRequest:
    today = timezone.localdate()
    return RightsRequest.objects.create(
        year=today.year, serial=side.unit.pk * 10 + place, kind=kind, user=side.member, person=side.member.person,
        applicant="Saklı", address=side.member.email, received_on=today, due_on=today + timedelta(days=30),
    )  # fmt: skip
