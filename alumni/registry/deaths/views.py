"""The desk's page of a graduate's death: marking it, or what was marked and taking it back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alumni.registry.deaths.forms import DeathForm, RevokeForm
from alumni.registry.deaths.services import death_of, mark_deceased, revoke_death
from alumni.registry.desk.shared import alumnus_or_404, page_context
from alumni.registry.models import Alumnus
from alumni.registry.scopes import Scope
from mik.audit.log import log_access
from mik.people.deaths import Death


def graduate_death(request: HttpRequest, scope: Scope, pk: int) -> HttpResponse:
    alumnus = alumnus_or_404(scope, pk)
    if not scope.may_change(alumnus):
        raise PermissionDenied
    if request.method != "POST":
        log_access(request_or_user=request, action="view", subjects=[pk], as_role=scope.role)
    death = death_of(pk)
    return _mark(request, scope, alumnus) if death is None else _revoke(request, scope, alumnus, death)


def _mark(request: HttpRequest, scope: Scope, alumnus: Alumnus) -> HttpResponse:
    form = DeathForm(request.POST if request.method == "POST" else None, born=alumnus.person.birth_date)
    if not form.is_valid():
        return _page(request, scope, alumnus, form=form)
    mark_deceased(alumnus=alumnus, scope=scope, told=form.told())
    messages.success(request, _("Vefat olarak işaretlendi. Kayda artık hiçbir ileti gönderilmez."))
    return redirect(scope.url("graduate_detail", alumnus.pk))


def _revoke(request: HttpRequest, scope: Scope, alumnus: Alumnus, death: Death) -> HttpResponse:
    """A second click of the marking form finds it marked, and only shows so."""
    wanted = "reason" in request.POST
    form = RevokeForm(request.POST if wanted else None)
    if not form.is_valid():
        return _page(request, scope, alumnus, form=form, death=death)
    revoke_death(death=death, scope=scope, reason=form.cleaned_data["reason"])
    messages.success(request, _("Vefat işareti geri alındı."))
    return redirect(scope.url("graduate_detail", alumnus.pk))


def _page(request: HttpRequest, scope: Scope, alumnus: Alumnus, **more: Any) -> HttpResponse:
    context = page_context(
        scope, alumnus=alumnus, person=alumnus.person, detail_url=scope.url("graduate_detail", alumnus.pk), **more
    )
    status = 422 if more["form"].errors else 200
    return render(request, "alumni/registry/graduate_death.html", context, status=status)
