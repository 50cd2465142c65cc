"""Pages of merging, shared by the office and the representatives: two records side by side, what was merged."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch
from django.utils.translation import gettext as _

from alumni.registry.desk.shared import alumnus_or_404, page_context
from alumni.registry.merging import services
from alumni.registry.merging.fields import MergeRefused
from alumni.registry.merging.forms import MergeForm
from alumni.registry.merging.lists import merges_of, rows_of
from alumni.registry.merging.models import Merge
from alumni.registry.merging.pairs import pair_of
from alumni.registry.merging.permissions import may_merge, may_unmerge
from alumni.registry.merging.presenting import leftover_lines, records_of, touched_lines
from alumni.registry.models import Alumnus
from alumni.registry.scopes import Scope
from mik.audit.log import log_access
from mik.common.htmx import render_page

PAGE_SIZE = 25


def merge_compare(request: HttpRequest, scope: Scope, a: int, b: int) -> HttpResponse:
    """Two records side by side. POST: show what would come out (``eylem=onizle``), or merge."""
    first, second = _both(scope, a, b)
    if first.pk == second.pk:
        return redirect(scope.url("graduate_detail", first.pk))
    if not may_merge(scope.user, first, second):
        raise PermissionDenied
    form = MergeForm(scope, first, second, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        log_access(request_or_user=request, action="view", subjects=[a, b], as_role=scope.role)
        return _compare_page(request, scope, form)
    valid = form.is_valid()
    if request.POST.get("eylem") == "onizle":
        form.errors.clear()
        return _compare_page(request, scope, form)
    return _merge(request, scope, form) if valid else _compare_page(request, scope, form, status=422)


def _both(scope: Scope, a: int, b: int) -> tuple[Alumnus, Alumnus]:
    """Both within the scope, with their numbers: the page compares them, masked."""
    for pk in (a, b):
        alumnus_or_404(scope, pk)
    found = scope.alumni().select_related("person__user", "membership").in_bulk([a, b])
    return found[a], found[b]


def _merge(request: HttpRequest, scope: Scope, form: MergeForm) -> HttpResponse:
    comparison = form.comparison(form.cleaned_data["kalan"], form.chosen())
    pair = pair_of(form.first.pk, form.second.pk)
    try:
        merge = services.merge_records(
            winner=comparison.winner,
            loser=comparison.loser,
            choices=comparison.asked,
            by=scope.user,
            role=scope.role,
            pair_id=pair.pk if pair else None,
        )
    except MergeRefused as problem:
        form.add_error(None, problem)
        return _compare_page(request, scope, form, status=422)
    messages.success(request, _("İki kayıt birleştirildi. Yanlış olduysa buradan geri alabilirsiniz."))
    return redirect(scope.url("merge_detail", merge.pk))


def _compare_page(request: HttpRequest, scope: Scope, form: MergeForm, *, status: int = 200) -> HttpResponse:
    stays = form.stays() or _older(form.first, form.second)
    comparison = form.comparison(stays, form.chosen())
    context = page_context(
        scope,
        form=form,
        comparison=comparison,
        records=records_of(comparison),
        pairs_url=_pairs_url(scope),
        compare_url=scope.url("merge_compare", form.first.pk, form.second.pk),
    )
    return render_page(request, "alumni/registry/merge_compare.html", context, partial="outcome", status=status)


def _older(first: Alumnus, second: Alumnus) -> int:
    oldest: Alumnus = min(first, second, key=lambda one: (one.created_at, one.pk))
    return int(oldest.pk)


def _pairs_url(scope: Scope) -> str:
    """Back to the pairs, where they are listed."""
    try:
        return scope.url("duplicate_list")
    except NoReverseMatch:
        return scope.urls["graduate_list"]


# --- What was merged -------------------------------------------------------------------------------


def merge_list(request: HttpRequest, scope: Scope) -> HttpResponse:
    page = Paginator(merges_of(scope), PAGE_SIZE).get_page(request.GET.get("sayfa"))
    rows = rows_of(page, scope)
    subjects = [merge.winner_id for merge in page]
    log_access(request_or_user=request, action="list", subjects=subjects, as_role=scope.role)
    context = page_context(scope, page=page, rows=rows)
    return render(request, "alumni/registry/merge_list.html", context)


def _merge_or_404(scope: Scope, pk: int) -> Merge:
    merge: Merge | None = merges_of(scope).filter(pk=pk).first()
    if merge is None:
        raise Http404
    return merge


def merge_detail(request: HttpRequest, scope: Scope, pk: int) -> HttpResponse:
    merge = _merge_or_404(scope, pk)
    log_access(request_or_user=request, action="view", subjects=[merge.winner_id], as_role=scope.role)
    later = services.later_merge(merge) if merge.is_in_force else None
    context = page_context(
        scope,
        merge=merge,
        touched=touched_lines(merge, scope),
        leftovers=leftover_lines(merge),
        later=later,
        later_url=scope.url("merge_detail", later.pk) if later else "",
        may_undo=merge.is_in_force and later is None and may_unmerge(scope.user, merge),
        winner_url=scope.url("graduate_detail", merge.winner_id),
        loser_url=scope.url("graduate_detail", merge.loser_id) if not merge.is_in_force else "",
        undo_url=scope.url("merge_undo", merge.pk),
        list_url=scope.url("merge_list"),
    )
    return render(request, "alumni/registry/merge_detail.html", context)


def merge_undo(request: HttpRequest, scope: Scope, pk: int) -> HttpResponse:
    """POST: the record that was merged away comes back."""
    merge = _merge_or_404(scope, pk)
    try:
        undone = services.unmerge(merge=merge, by=scope.user, role=scope.role)
    except MergeRefused as problem:
        messages.error(request, " ".join(problem.messages))
        return redirect(scope.url("merge_detail", pk))
    if undone.leftovers:
        messages.warning(request, _("Birleştirme geri alındı; aşağıdakiler bugünkü hâliyle kaldı."))
    else:
        messages.success(request, _("Birleştirme geri alındı; iki kayıt da eskisi gibi."))
    return redirect(scope.url("merge_detail", pk))
