"""The first page of a representative: what wants attention today, and each department with its numbers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from alumni.registry.lists import claims_waiting, totals_of
from alumni.registry.scopes import scopes_of
from mik.common import hooks


def home(request: HttpRequest) -> HttpResponse:
    scopes = list(scopes_of(request.user))
    if not scopes:
        raise Http404
    departments = [{"scope": scope, "totals": totals_of(scope), "claims": claims_waiting(scope)} for scope in scopes]
    mine = [item for look in hooks.attention for item in look(request.user) if item.count]
    return render(request, "representatives/home.html", {"departments": departments, "attention": mine})
