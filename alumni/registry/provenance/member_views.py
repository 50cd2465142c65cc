"""The member's own part: the history of the record, and asking for a correction of what the university says."""

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from alumni.registry.history import history_of
from alumni.registry.members_only import members_only
from alumni.registry.models import Alumnus
from alumni.registry.provenance.deciding import ask_for_correction
from alumni.registry.provenance.forms import CorrectionForm
from alumni.registry.scopes import Scope
from mik.accounts.models import User

PER_PAGE = 25


@require_GET
@members_only
def own_history(request: HttpRequest, alumnus: Alumnus) -> HttpResponse:
    """Who changed what in one's own record, newest first; of identity numbers only that they changed."""
    entries = history_of(alumnus=alumnus, scope=Scope(user=cast(User, request.user)))
    page = Paginator(entries, PER_PAGE).get_page(request.GET.get("sayfa"))
    return render(request, "alumni/own_history.html", {"page": page})


@require_http_methods(["GET", "POST"])
@members_only
def correction(request: HttpRequest, alumnus: Alumnus) -> HttpResponse:
    graduations = list(alumnus.graduations.select_related("programme__parent"))
    form = CorrectionForm(request.POST or None, alumnus=alumnus, graduations=graduations)
    if form.is_valid():
        ask_for_correction(
            alumnus=alumnus,
            field=form.name,
            value=form.cleaned_data["value"],
            note=form.cleaned_data["note"],
            graduation=form.graduation,
        )
        messages.success(request, _("İsteğiniz bölüm temsilcinize ve Mezun Ofisi’ne iletildi."))
        return redirect(f"{reverse('alumni:edit')}#kayit")
    return render(request, "alumni/correction.html", {"form": form})
