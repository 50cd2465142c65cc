"""The first page of a representative: what wants attention today, and each department with its numbers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alumni.registry.saved_views import claims_waiting, totals_of
from alumni.registry.scopes import scopes_of
from mik.work.wanted import wanted

# What the same person is asked for in another role stands on that role's own first page.
OTHER_DESKS = ("/koordinator/", "/mezun/")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    scopes = list(scopes_of(request.user))
    if not scopes:
        raise Http404
    departments = [{"scope": scope, "totals": totals_of(scope), "claims": claims_waiting(scope)} for scope in scopes]
    mine = wanted(request.user, without=OTHER_DESKS)
    return render(request, "representatives/home.html", {"departments": departments, "attention": mine})
