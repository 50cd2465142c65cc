"""Membership claims of the departments one represents."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from alumni.membership import decisions, queue
from alumni.membership.desks import desk_or_404


@require_safe
def claim_list(request: HttpRequest, unit_id: int) -> HttpResponse:
    return queue.claim_list(request, desk_or_404(request.user, unit_id))


@require_http_methods(["GET", "POST"])
def claim_detail(request: HttpRequest, unit_id: int, pk: int) -> HttpResponse:
    return decisions.claim_detail(request, desk_or_404(request.user, unit_id), pk)


@require_safe
def claim_evidence(request: HttpRequest, unit_id: int, pk: int, evidence: int) -> HttpResponse:
    return decisions.claim_evidence(request, desk_or_404(request.user, unit_id), pk, evidence)
