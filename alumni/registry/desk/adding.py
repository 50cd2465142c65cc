"""Adding one graduate, with the likely duplicates beside the form."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alumni.registry import services
from alumni.registry.desk.shared import page_context, template
from alumni.registry.duplicates import Likely, likely_duplicates, sought_in
from alumni.registry.forms import AddGraduateForm
from alumni.registry.scopes import Scope
from mik.audit.log import log_access
from mik.common.htmx import wants_partial


def graduate_add(request: HttpRequest, scope: Scope) -> HttpResponse:
    if request.method != "POST":
        return _page(request, scope, AddGraduateForm(scope=scope))
    form = AddGraduateForm(request.POST, scope=scope)
    if not form.is_valid():
        return _page(request, scope, form, status=422)
    token = str(form.cleaned_data["token"])
    duplicates = _duplicates(request, scope, form)
    if duplicates and request.POST.get("yine_de") != "1" and not services.was_added(scope=scope, token=token):
        return _page(request, scope, form, duplicates, asked=True, status=409)
    try:
        alumnus, created = services.add_graduate(scope=scope, new=form.new_graduate(), token=token)
    except ValidationError as problem:
        form.add_error(None, problem)
        return _page(request, scope, form, duplicates, status=422)
    if created:
        messages.success(request, _added(scope))
    return redirect(scope.url("graduate_detail", alumnus.pk))


def _added(scope: Scope) -> str:
    if scope.is_office:
        return _("Mezun eklendi.")
    return _("Mezun eklendi. Kayıt, Mezun Ofisi doğrulayana kadar “Onay bekliyor” olarak görünür.")


def _duplicates(request: HttpRequest, scope: Scope, form: AddGraduateForm) -> list[Likely]:
    found = likely_duplicates(sought=sought_in(form.cleaned_data), scope=scope)
    if found:
        shown = [one.alumnus.pk for one in found]
        log_access(request_or_user=request, action="list", subjects=shown, as_role=scope.role)
    return found


def _page(
    request: HttpRequest,
    scope: Scope,
    form: AddGraduateForm,
    duplicates: list[Likely] | None = None,
    *,
    asked: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = page_context(scope, form=form, duplicates=duplicates or [], asked=asked)
    return render(request, template(scope, "graduate_form"), context, status=status)


def graduate_duplicates(request: HttpRequest, scope: Scope) -> HttpResponse:
    """POST from the half-filled form: the likely duplicates, by htmx; names and numbers stay out of addresses."""
    form = AddGraduateForm(request.POST, scope=scope)
    form.is_valid()
    duplicates = _duplicates(request, scope, form)
    if not wants_partial(request):
        return _page(request, scope, form, duplicates)
    context = page_context(scope, duplicates=duplicates)
    return render(request, "alumni/registry/_duplicates.html", context)
