"""The view of the queue of claims, shared by the representatives' and the office's desks."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from alumni.membership.desks import Desk, is_old
from alumni.membership.managers import ClaimQuerySet
from alumni.membership.strength import strength
from mik.audit.log import log_access
from mik.audit.models import Action

PER_PAGE = 25
DECIDED = "kararli"
CONTESTED = "itirazli"


@dataclass(frozen=True)
class Tab:
    code: str
    label: str
    claims: ClaimQuerySet
    count: int
    url: str
    current: bool = False


def claim_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    tabs = _tabs(request, desk)
    current = next(tab for tab in tabs if tab.current)
    rows_of = _with_columns(current.claims, desk, oldest_first=current.code != DECIDED)
    page = Paginator(rows_of, PER_PAGE).get_page(request.GET.get("sayfa"))
    rows = [_row(claim, desk) for claim in page]
    shown = [row["claim"].alumnus_id for row in rows if row["strength"]]
    log_access(
        request_or_user=request,
        action=Action.LIST,
        subjects=shown,
        reason="Üyelik başvuruları",
        as_role=desk.role,
    )
    context = {
        "invitations_url": desk.url("invitation_list"),
        "desk": desk,
        "tabs": tabs,
        "current": current,
        "page": page,
        "rows": rows,
    }
    return render(request, "alumni/decision_list.html", context)


def _tabs(request: HttpRequest, desk: Desk) -> list[Tab]:
    claims = desk.claims()
    waiting = claims.waiting()
    kinds: list[tuple[str, str, ClaimQuerySet]] = [("bekleyen", _("Bekleyen"), waiting)]
    if desk.is_office:
        kinds.insert(0, ("ofis", _("Ofise düşen"), waiting.for_the_office()))
    kinds.append(("ek-bilgi", _("Ek bilgi istenen"), claims.filter(state="more")))
    if desk.is_office:
        kinds.append((CONTESTED, _("İtiraz ve anlaşmazlık"), claims.contested().distinct()))
        kinds.append((DECIDED, _("Karara bağlanan"), claims.filter(state__in=["approved", "refused"])))
    asked = request.GET.get("sekme")
    chosen = asked if asked in {code for code, _label, _claims in kinds} else kinds[0][0]
    return [
        Tab(code, label, found, found.count(), f"{desk.list_url}?sekme={code}", code == chosen)
        for code, label, found in kinds
    ]


def _with_columns(claims: ClaimQuerySet, desk: Desk, *, oldest_first: bool) -> ClaimQuerySet:
    seen = Exists(desk.records().filter(pk=OuterRef("alumnus")))
    order = ["submitted_at", "pk"] if oldest_first else ["-decided_at", "pk"]
    found = claims.select_related("unit", "dispute", "appeal").annotate(
        record_seen=seen, documents=Count("evidence", distinct=True)
    )
    return found.order_by(*order)


def _row(claim: Any, desk: Desk) -> dict[str, Any]:
    """A line of the queue; a record out of this desk's sight leaves no sign of itself."""
    return {
        "claim": claim,
        "url": desk.url("claim_detail", claim.pk),
        "strength": strength(claim.score) if claim.record_seen and not claim.proposed else None,
        "is_old": is_old(claim) and claim.is_waiting,
        "marks": list(_marks(claim)),
    }


def _marks(claim: Any) -> Iterator[str]:
    """Why only the office decides this one."""
    if getattr(claim, "dispute", None) and claim.dispute.is_open:
        yield _("Anlaşmazlık")
    if getattr(claim, "appeal", None) and claim.appeal.is_open:
        yield _("İtiraz")
    if claim.disowned_at and claim.disowned_settled_at is None:
        yield _("«Ben değilim» dendi")
