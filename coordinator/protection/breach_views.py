"""The breach register: list, one breach, its people, printing and closing. For the heads of the office alone."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordinator.protection import breaches
from coordinator.protection.breach_forms import BreachForm, CloseForm, SubjectsForm
from coordinator.protection.breaches import BreachProblem
from coordinator.protection.models import Breach, BreachSubject
from coordinator.protection.permissions import can_handle_breaches
from mik.accounts.models import User
from mik.audit.log import log_access

PER_PAGE = 50


def _breaches(request: HttpRequest) -> Any:
    if not can_handle_breaches(request.user):
        raise Http404
    return Breach.objects.visible_to(request.user)


def _one(request: HttpRequest, pk: int) -> Breach:
    found: Breach = get_object_or_404(_breaches(request).select_related("created_by", "frozen_by", "closed_by"), pk=pk)
    return found


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)


@require_safe
def breach_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(_breaches(request), PER_PAGE).get_page(request.GET.get("sayfa"))
    return render(request, "coordinator/protection/breach_list.html", {"page": page})


@require_http_methods(["GET", "POST"])
def breach_add(request: HttpRequest) -> HttpResponse:
    _breaches(request)
    return _form_page(request, None)


@require_http_methods(["GET", "POST"])
def breach_edit(request: HttpRequest, pk: int) -> HttpResponse:
    breach = _one(request, pk)
    if not breach.is_open:
        raise Http404
    return _form_page(request, breach)


def _form_page(request: HttpRequest, breach: Breach | None) -> HttpResponse:
    form = BreachForm(
        request.POST if request.method == "POST" else None, instance=breach or Breach(created_by=_user(request))
    )
    if request.method == "POST" and form.is_valid():
        try:
            saved = breaches.save_breach(breach=form.instance, by=_user(request))
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("İhlal kaydı kaydedildi."))
            return redirect("coordinator:breach_detail", pk=saved.pk)
    context = {"form": form, "breach": breach}
    return render(request, "coordinator/protection/breach_form.html", context, status=422 if form.errors else 200)


@require_safe
def breach_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _one(request, pk))


def _page(request: HttpRequest, breach: Breach, **forms: Any) -> HttpResponse:
    page = Paginator(_subjects(request, breach), PER_PAGE).get_page(request.GET.get("sayfa"))
    people = [row.person_id for row in page]
    if people:
        log_access(request_or_user=request, action="list", subjects=people)
    context = {
        "breach": breach,
        "page": page,
        "subjects_form": SubjectsForm(user=request.user, prefix="kisi"),
        "close_form": CloseForm(prefix="kapat"),
        **forms,
    }
    status = 422 if any(form.errors for form in forms.values()) else 200
    return render(request, "coordinator/protection/breach_detail.html", context, status=status)


def _subjects(request: HttpRequest, breach: Breach) -> Any:
    rows = BreachSubject.objects.visible_to(request.user).filter(breach=breach)
    return rows.select_related("person").order_by("pk")


@require_POST
def breach_subjects(request: HttpRequest, pk: int) -> HttpResponse:
    breach = _one(request, pk)
    if request.POST.get("cikar", "").isdigit():
        return _done(request, breach, lambda: _drop(request, breach))
    form = SubjectsForm(request.POST, user=request.user, prefix="kisi")
    if not form.is_valid():
        return _page(request, breach, subjects_form=form)
    return _done(request, breach, lambda: _add(request, breach, form))


def _add(request: HttpRequest, breach: Breach, form: SubjectsForm) -> None:
    count = breaches.add_subjects(breach=breach, by=_user(request), choice=form.choice())
    said = ngettext("%(n)s kişi listeye eklendi.", "%(n)s kişi listeye eklendi.", count) % {"n": count}
    messages.success(request, said)


def _drop(request: HttpRequest, breach: Breach) -> None:
    breaches.drop_subject(breach=breach, by=_user(request), person_id=int(request.POST["cikar"][:18]))


def _done(request: HttpRequest, breach: Breach, act: Any) -> HttpResponse:
    try:
        act()
    except BreachProblem as problem:
        messages.error(request, str(problem))
    return redirect("coordinator:breach_detail", pk=breach.pk)


@require_POST
def breach_freeze(request: HttpRequest, pk: int) -> HttpResponse:
    breach = _one(request, pk)
    return _done(request, breach, lambda: breaches.freeze(breach=breach, by=_user(request)))


@require_POST
def breach_close(request: HttpRequest, pk: int) -> HttpResponse:
    breach, form = _one(request, pk), CloseForm(request.POST, prefix="kapat")
    if not form.is_valid():
        return _page(request, breach, close_form=form)
    lessons = form.cleaned_data["lessons"]
    return _done(request, breach, lambda: breaches.close(breach=breach, by=_user(request), lessons=lessons))


@require_safe
def breach_print(request: HttpRequest, pk: int) -> HttpResponse:
    breach = _one(request, pk)
    subjects = list(_subjects(request, breach))
    log_access(
        request_or_user=request, action="export", subjects=[row.person_id for row in subjects], reason=breach.title
    )
    return render(request, "coordinator/protection/breach_print.html", {"breach": breach, "subjects": subjects})
