"""Looks at a claim: recorded for the person of the record beside it, and shown to the claimant."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from alumni.membership.models import Claim
from mik.accounts.models import Appointment
from mik.audit.log import log_access
from mik.audit.models import AccessEvent, Action
from mik.units.models import Unit

MOST_SHOWN = 20


@dataclass(frozen=True)
class Look:
    at: datetime
    who: str
    what: str


def log_look(
    request: HttpRequest, claim: Claim, *, as_role: str, subjects: Iterable[int], action: str = Action.VIEW
) -> None:
    """``subjects`` are the persons whose records were shown; the claim itself is named in the reason."""
    log_access(request_or_user=request, action=action, subjects=subjects, reason=reason_for(claim), as_role=as_role)


def reason_for(claim: Claim) -> str:
    """Stored, so always in one language; the number ties a look to a claim that has no record yet."""
    return f"Üyelik başvurusu {claim.pk}"


def looks_at(claim: Claim) -> list[Look]:
    """Who opened this claim or its documents, newest first."""
    # Only holders of an office decide, and none looked before it was made: so the log's index by user and time serves.
    deciders = list(Appointment.objects.values_list("user", flat=True).distinct())
    since = AccessEvent.objects.filter(user__in=deciders, at__gte=claim.created_at)
    events = since.filter(reason=reason_for(claim)).exclude(action=Action.LIST)
    return [
        Look(event.at, _who(event.as_role, claim.unit), str(Action(event.action).label))
        for event in events.order_by("-at", "-id")[:MOST_SHOWN]
    ]


def _who(role: str, unit: Unit | None) -> str:
    if role == "representative" and unit:
        return _("Bölüm temsilcisi (%(unit)s)") % {"unit": unit.label}
    return _("Mezun Ofisi")
