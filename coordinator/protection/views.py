"""The queue of requests: taken up, answered, refused, a copy made, a person erased."""

from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.rights import services
from alumni.rights.erasing import blockers, preview
from alumni.rights.forms import AnswerForm, EnteredForm, ErasureForm, PersonForm, RefusalForm
from alumni.rights.models import RightsRequest
from alumni.rights.services import RightsProblem
from coordinator.protection.permissions import can_answer, can_erase
from mik.accounts.models import User
from mik.audit.log import log_access

PER_PAGE = 30


def _requests(request: HttpRequest) -> Any:
    if not can_answer(request.user):
        raise Http404
    found = RightsRequest.objects.visible_to(request.user)
    return found.select_related("person", "user", "owner", "answered_by", "entered_by", "job", "file")


def _one(request: HttpRequest, pk: int) -> RightsRequest:
    found: RightsRequest = get_object_or_404(_requests(request), pk=pk)
    return found


@require_safe
def rights_list(request: HttpRequest) -> HttpResponse:
    closed = request.GET.get("durum") == "kapali"
    every = _requests(request)
    rows = every.closed() if closed else every.open().order_by("due_on", "pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("sayfa"))
    subjects = [one.person_id for one in page if one.person_id]
    if subjects:
        log_access(request_or_user=request, action="list", subjects=subjects)
    context = {
        "page": page,
        "closed": closed,
        "waiting": RightsRequest.objects.visible_to(request.user).open().count(),
        "overdue": RightsRequest.objects.visible_to(request.user).overdue().count(),
        "may_erase": can_erase(request.user),
    }
    return render(request, "coordinator/protection/rights_list.html", context)


@require_http_methods(["GET", "POST"])
def rights_add(request: HttpRequest) -> HttpResponse:
    if not can_answer(request.user):
        raise Http404
    form = EnteredForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.enter_request(
                by=cast(User, request.user), person=form.cleaned_data["record"], entered=form.entered()
            )
        except RightsProblem as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Başvuru kaydedildi: %(n)s") % {"n": made.number})
            return redirect("coordinator:rights_detail", pk=made.pk)
    context = {"form": form}
    return render(request, "coordinator/protection/rights_add.html", context, status=422 if form.errors else 200)


@require_safe
def rights_detail(request: HttpRequest, pk: int) -> HttpResponse:
    one = _one(request, pk)
    if one.person_id:
        log_access(request_or_user=request, action="view", subjects=[one.person_id], reason=one.number)
    return _page(request, one)


def _page(request: HttpRequest, one: RightsRequest, **forms: Any) -> HttpResponse:
    context = {
        "one": one,
        "is_own": request.user.pk in {one.user_id, one.person.user_id if one.person else None},
        "may_erase": can_erase(request.user),
        "may_copy": one.kind == RightsRequest.Kind.ACCESS and not (one.person and one.person.user_id),
        "answer_form": AnswerForm(prefix="yanit"),
        "refusal_form": RefusalForm(prefix="ret"),
        "person_form": PersonForm(prefix="kisi"),
        **forms,
    }
    status = 422 if any(form.errors for form in forms.values()) else 200
    return render(request, "coordinator/protection/rights_detail.html", context, status=status)


@require_POST
def rights_take(request: HttpRequest, pk: int) -> HttpResponse:
    return _done(request, pk, lambda one: services.take_request(request=one, by=cast(User, request.user)))


@require_POST
def rights_copy(request: HttpRequest, pk: int) -> HttpResponse:
    return _done(request, pk, lambda one: services.prepare_copy(request=one, by=cast(User, request.user)))


def _done(request: HttpRequest, pk: int, act: Any) -> HttpResponse:
    try:
        act(_one(request, pk))
    except RightsProblem as problem:
        messages.error(request, str(problem))
    return redirect("coordinator:rights_detail", pk=pk)


@require_POST
def rights_person(request: HttpRequest, pk: int) -> HttpResponse:
    one, form = _one(request, pk), PersonForm(request.POST, prefix="kisi")
    if not form.is_valid():
        return _page(request, one, person_form=form)
    person = form.cleaned_data["record"]
    return _done(request, pk, lambda one: services.name_person(request=one, person=person, by=cast(User, request.user)))


@require_POST
def rights_answer(request: HttpRequest, pk: int) -> HttpResponse:
    one, form = _one(request, pk), AnswerForm(request.POST, prefix="yanit")
    if not form.is_valid():
        return _page(request, one, answer_form=form)
    answer = form.cleaned_data["answer"]
    return _done(request, pk, lambda one: services.answer_request(request=one, by=_user(request), answer=answer))


@require_POST
def rights_refuse(request: HttpRequest, pk: int) -> HttpResponse:
    one, form = _one(request, pk), RefusalForm(request.POST, prefix="ret")
    if not form.is_valid():
        return _page(request, one, refusal_form=form)
    said = form.cleaned_data
    return _done(
        request,
        pk,
        lambda one: services.refuse_request(
            request=one, by=_user(request), ground=said["ground"], answer=said["answer"]
        ),
    )


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)


@require_http_methods(["GET", "POST"])
def rights_erase(request: HttpRequest, pk: int) -> HttpResponse:
    """First what goes, what stays and why; then the number typed; then the job."""
    one = _one(request, pk)
    if not can_erase(request.user) or one.kind != RightsRequest.Kind.ERASE or not one.is_open:
        raise Http404
    form = ErasureForm(request.POST if request.method == "POST" else None)
    second = request.method == "POST" and form.is_valid()
    if second and form.cleaned_data["typed"]:
        try:
            held = services.start_erasure(request=one, by=_user(request), typed=form.cleaned_data["typed"])
        except RightsProblem as problem:
            form.add_error("typed", str(problem))
        else:
            return redirect("common:job_detail", pk=held.job_id)
    if one.person_id:
        log_access(request_or_user=request, action="view", subjects=[one.person_id], reason=one.number)
    context = {
        "one": one,
        "form": form,
        "second": second,
        "parts": preview(one.person_id) if one.person_id else [],
        "blockers": blockers(one.person_id) if one.person_id else [],
        "nobody": one.person_id is None and one.user_id is None,
    }
    status = 422 if form.errors else 200
    return render(request, "coordinator/protection/rights_erase.html", context, status=status)
