"""Arriving by an invitation. The token is in no address that is shown, and the pages tell nothing of the record."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from alumni.membership import limits
from alumni.membership.inviting.models import Invitation
from alumni.membership.inviting.services import find, mark_opened

SESSION_KEY = "invitation"


@require_safe
@login_not_required
@never_cache
def arrive(request: HttpRequest, token: str) -> HttpResponse:
    """From the mail: remember what was brought and lead to an address without the token. Changes nothing stored.

    A link that opens nothing leads to the same page as none at all; too many tries from one address do too.
    """
    invitation = find(token) if limits.may_use_link(request) else None
    request.session.pop(SESSION_KEY, None)
    if invitation is not None:
        request.session[SESSION_KEY] = invitation.pk
    response = redirect("alumni:invitation")
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_http_methods(["GET", "POST"])
@login_not_required
@never_cache
def invitation(request: HttpRequest) -> HttpResponse:
    brought = brought_by(request)
    if request.method == "POST" and brought is not None:
        mark_opened(brought.pk)
        return redirect("alumni:claim_start")
    return render(request, "alumni/invited.html", {"invitation": brought})


def brought_by(request: HttpRequest) -> Invitation | None:
    """The invitation this visitor came by, while it may be used."""
    pk = request.session.get(SESSION_KEY)
    return Invitation.objects.in_force().select_related("unit", "made_by").filter(pk=pk).first() if pk else None
