"""Membership claims at the office: those without a representative, and every other where need be."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from alumni.membership import decisions, queue
from alumni.membership.desks import desk_or_404


@require_safe
def claim_list(request: HttpRequest) -> HttpResponse:
    return queue.claim_list(request, desk_or_404(request.user))


@require_http_methods(["GET", "POST"])
def claim_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return decisions.claim_detail(request, desk_or_404(request.user), pk)


@require_safe
def claim_evidence(request: HttpRequest, pk: int, evidence: int) -> HttpResponse:
    return decisions.claim_evidence(request, desk_or_404(request.user), pk, evidence)
