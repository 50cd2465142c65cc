"""The pages of pairs and questions, shared by the office and the departments; each begins with its scope."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from alumni.registry.desk.shared import alumnus_or_404, page_context
from alumni.registry.duplicates import services
from alumni.registry.duplicates.forms import MergeRequestForm
from alumni.registry.duplicates.jobs import KIND
from alumni.registry.duplicates.lists import PairList, pairs_of, row_of, with_records
from alumni.registry.duplicates.managers import MergeRequestQuerySet
from alumni.registry.duplicates.models import DuplicatePair
from alumni.registry.duplicates.request_models import MergeRequest
from alumni.registry.scopes import Scope
from mik.audit.log import log_access
from mik.common.jobs import start_job

TEMPLATES = "alumni/registry/duplicates"


# --- Pairs -----------------------------------------------------------------------------------------


def duplicate_list(request: HttpRequest, scope: Scope) -> HttpResponse:
    pairs = PairList(scope=scope, data=request.GET)
    _log(request, scope, pairs.subjects)
    questions = asked_at(scope).count()
    return render(request, f"{TEMPLATES}/pair_list.html", page_context(scope, pairs=pairs, questions=questions))


def duplicate_search(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Start the search of the whole registry; only the office has the address."""
    return redirect("common:job_detail", start_job(kind=KIND, owner=scope.user).pk)


def duplicate_different(request: HttpRequest, scope: Scope, pk: int) -> HttpResponse:
    pair = _pair(scope, pk)
    try:
        services.call_different(pair=pair, scope=scope)
    except services.Decided:
        messages.warning(request, _("Bu çift hakkında az önce başka biri karar verdi."))
    else:
        messages.success(request, _("“Aynı kişi değil” kararı saklandı. Dilerseniz listede geri alabilirsiniz."))
    return _back(request, scope, "duplicate_list")


def duplicate_undo(request: HttpRequest, scope: Scope, pk: int) -> HttpResponse:
    services.open_again(pair=_pair(scope, pk), scope=scope)
    messages.success(request, _("Karar geri alındı; çift yeniden listede."))
    return _back(request, scope, "duplicate_list")


def _pair(scope: Scope, pk: int) -> DuplicatePair:
    pair = pairs_of(scope).filter(pk=pk).first()
    if pair is None:
        raise Http404
    return pair


def _back(request: HttpRequest, scope: Scope, name: str) -> HttpResponse:
    """To the list as it was left, if it was this one."""
    base, there = scope.url(name), request.POST.get("liste", "")
    is_ours = there.startswith(base) and url_has_allowed_host_and_scheme(there, None)
    return redirect(there if is_ours else base)


def _log(request: HttpRequest, scope: Scope, subjects: list[int]) -> None:
    if subjects:
        log_access(request_or_user=request, action="list", subjects=subjects, as_role=scope.role)


# --- Questions -------------------------------------------------------------------------------------


def asked_at(scope: Scope) -> MergeRequestQuerySet:
    """What waits for the word of this desk."""
    seen = MergeRequest.objects.visible_to(scope.user)
    if scope.unit is None:
        return seen.open()
    return seen.answerable_in(scope.unit.pk, scope.programme_ids or ())


def merge_request_list(request: HttpRequest, scope: Scope) -> HttpResponse:
    """The office: every question. A department: what it asked, and what it is asked."""
    seen = MergeRequest.objects.visible_to(scope.user).select_related(
        "alumnus__person", "unit", "asking_unit", "asked_by"
    )
    own = seen.asked_from(scope.unit.pk) if scope.unit else seen
    page = Paginator(own, 20).get_page(request.GET.get("sayfa"))
    to_answer = list(asked_at(scope).select_related("other__person", "asking_unit")) if scope.unit else []
    subjects = {one.alumnus_id for one in page} | {one.other_id for one in to_answer if one.other_id}
    _log(request, scope, sorted(subjects))
    context = page_context(scope, page=page, to_answer=to_answer, outcome=services.outcome())
    return render(request, f"{TEMPLATES}/{'office_' if scope.is_office else ''}request_list.html", context)


def merge_request_add(request: HttpRequest, scope: Scope, pk: int) -> HttpResponse:
    """Ask from an own record; the answer to the form is the same whatever the other department has."""
    alumnus = alumnus_or_404(scope, pk)
    if not scope.may_change(alumnus):
        raise PermissionDenied
    form = MergeRequestForm(request.POST if request.method == "POST" else None, scope=scope, alumnus=alumnus)
    if request.method == "POST" and form.is_valid():
        try:
            services.ask_across(alumnus=alumnus, scope=scope, **form.cleaned_data)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("Sorunuz iletildi. Sonuçlandığında haber vereceğiz."))
            return redirect(scope.url("merge_request_list"))
    _log(request, scope, [alumnus.pk])
    context = page_context(scope, form=form, alumnus=alumnus, back=scope.url("graduate_detail", pk))
    return render(request, f"{TEMPLATES}/request_form.html", context, status=422 if form.errors else 200)


def merge_request_answer(request: HttpRequest, scope: Scope, pk: int) -> HttpResponse:
    """The department asked: one word, beside the own record."""
    question = asked_at(scope).filter(pk=pk).first()
    if question is None:
        raise Http404
    services.answer_request(request=question, scope=scope, same=request.POST.get("yanit") == "ayni")
    messages.success(request, _("Teşekkürler. Yanıtınız Mezun Ofisi’ne iletildi."))
    return redirect(scope.url("merge_request_list"))


def merge_request_withdraw(request: HttpRequest, scope: Scope, pk: int) -> HttpResponse:
    own = MergeRequest.objects.visible_to(scope.user).asked_from(scope.unit.pk if scope.unit else 0)
    return _change(request, scope, pk, own, services.withdraw_request, _("Sorunuz geri çekildi."))


def merge_request_close(request: HttpRequest, scope: Scope, pk: int) -> HttpResponse:
    seen = MergeRequest.objects.visible_to(scope.user)
    return _change(request, scope, pk, seen, services.close_request, _("Soru kapatıldı; sorana haber verildi."))


def _change(
    request: HttpRequest,
    scope: Scope,
    pk: int,
    among: MergeRequestQuerySet,
    change: Callable[..., MergeRequest],
    said: str,
) -> HttpResponse:
    question = among.filter(pk=pk).first()
    if question is None:
        raise Http404
    try:
        change(request=question, scope=scope)
    except services.Decided:
        messages.warning(request, _("Bu soru az önce sonuçlandı."))
    else:
        messages.success(request, said)
    return redirect(scope.url("merge_request_list"))


def merge_request_detail(request: HttpRequest, scope: Scope, pk: int) -> HttpResponse:
    """The office: the statement, both records, what each department said."""
    seen = MergeRequest.objects.visible_to(scope.user).select_related(
        "alumnus__person", "other__person", "unit", "asking_unit", "asked_by", "answered_by"
    )
    question = seen.filter(pk=pk).first()
    if question is None:
        raise Http404
    pair = with_records(pairs_of(scope).filter(pk=question.pair_id or 0), scope).first()
    _log(request, scope, [pk for pk in (question.alumnus_id, question.other_id) if pk])
    context = page_context(scope, question=question, row=row_of(pair, scope) if pair else None)
    return render(request, f"{TEMPLATES}/office_request.html", context)
