"""The pages of saved segments, at the office's desk and at each department's. Each view is glue."""

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.registry.scopes import Scope, scope_or_404
from alumni.registry.segments.asked import LIST, criteria_of, from_list, list_part, to_query
from alumni.registry.segments.criteria import Belonging, Criteria
from alumni.registry.segments.forms import CriteriaForm
from alumni.registry.segments.managers import SegmentQuerySet
from alumni.registry.segments.models import Segment
from alumni.registry.segments.naming import NameForm, SaveForm
from alumni.registry.segments.persons import parts_of, persons_of, problems_of, reach_of, words_of
from alumni.registry.segments.services import can_change, count_segment, delete_segment, note_use, save_segment
from alumni.registry.segments.uses import uses_of
from mik.accounts.powers import powers_of
from mik.common.turkish import number

PAGES = "alumni/registry/segments"


def segments_of(scope: Scope) -> SegmentQuerySet:
    seen = Segment.objects.visible_to(scope.user).of_desk(scope.unit.pk if scope.unit else None)
    return seen.select_related("owner", "unit")


def _segment(scope: Scope, pk: int) -> Segment:
    return get_object_or_404(segments_of(scope), pk=pk)


@require_safe
def segment_list(request: HttpRequest, unit_id: int | None = None) -> HttpResponse:
    scope = scope_or_404(request.user, unit_id)
    page = Paginator(segments_of(scope).in_turkish_order(), 25).get_page(request.GET.get("sayfa"))
    return render(request, f"{PAGES}/list.html", {"scope": scope, "page": page})


@require_http_methods(["GET", "POST"])
def segment_add(request: HttpRequest, unit_id: int | None = None) -> HttpResponse:
    """A name for what the list shows, or for what the audience form says; the form comes in a tab of its own."""
    scope = scope_or_404(request.user, unit_id)
    if "asked" not in request.POST:
        return _name_it(request, scope, SaveForm(initial={"asked": json.dumps(_asked(request, scope))}))
    form = SaveForm(request.POST)
    if form.is_valid() and (segment := _saved(scope, form, form.cleaned_data["asked"])):
        return _kept(request, scope, segment)
    return _name_it(request, scope, form)


def _asked(request: HttpRequest, scope: Scope) -> dict[str, Any]:
    sent = request.POST if request.method == "POST" else request.GET
    opened = sent.get("kitle", "")
    base = segments_of(scope).filter(pk=opened).first() if opened.isdecimal() and len(opened) < 10 else None
    start = base.filters if base else Criteria().as_json()
    if request.method != "POST":
        return from_list(request.GET, scope, base=start)
    form = _criteria_form(scope, request.POST)
    said = form.criteria.as_json() if form.is_valid() else {}
    return {**start, **{name: value for name, value in said.items() if value and value != Belonging.ALL}}


def _criteria_form(scope: Scope, data: QueryDict | None, segment: Segment | None = None) -> CriteriaForm:
    held = powers_of(scope.user).representation(scope.unit.pk) if scope.unit else None
    criteria = criteria_of(segment.filters) if segment else None
    return CriteriaForm(data, criteria=criteria, unit=scope.unit, levels=held.levels if held else ())


def _saved(scope: Scope, form: NameForm, filters: dict[str, Any], segment: Segment | None = None) -> Segment | None:
    named = {name: form.cleaned_data[name] for name in ("name", "shared")}
    try:
        return save_segment(scope=scope, filters=filters, segment=segment, **named)
    except ValidationError as problem:
        form.add_error("name", problem.messages[0])
        return None


def _kept(request: HttpRequest, scope: Scope, segment: Segment) -> HttpResponse:
    size = number(segment.last_size or 0)
    messages.success(request, _("“%(name)s” kaydedildi: %(n)s kişi.") % {"name": segment.name, "n": size})
    return redirect(scope.url("segment_edit", segment.pk))


def _name_it(request: HttpRequest, scope: Scope, form: SaveForm) -> HttpResponse:
    try:
        filters = json.loads(form["asked"].value() or "{}")
    except ValueError:
        filters = {}
    draft = Segment(owner=scope.user, unit=scope.unit, filters=filters if isinstance(filters, dict) else {})
    context = {
        "scope": scope, "form": form, "words": words_of(draft, scope),
        "size": persons_of(draft, scope.user, seen=scope.alumni()).count(),
    }  # fmt: skip
    return render(request, f"{PAGES}/add.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def segment_edit(request: HttpRequest, pk: int, unit_id: int | None = None) -> HttpResponse:
    """What it asks, whom it means, where it is used; whoever may, changes it."""
    scope = scope_or_404(request.user, unit_id)
    segment = _segment(scope, pk)
    may_change = can_change(scope.user, segment)
    data = request.POST if request.method == "POST" else None
    if data is not None and not may_change:
        raise PermissionDenied
    form = NameForm(data, initial={"name": segment.name, "shared": segment.shared})
    criteria = _criteria_form(scope, data, segment)
    if data is not None and form.is_valid() & criteria.is_valid():
        kept = {name: values for name, values in list_part(segment.filters).items() if name in data.getlist("tut")}
        if saved := _saved(scope, form, {**criteria.criteria.as_json(), LIST: kept}, segment):
            return _kept(request, scope, saved)
    return _edit_page(request, scope, segment, form, criteria, may_change)


def _edit_page(
    request: HttpRequest, scope: Scope, segment: Segment, form: NameForm, criteria: CriteriaForm, may_change: bool
) -> HttpResponse:
    reach = reach_of(segment) or scope
    context = {
        "scope": scope, "segment": segment, "form": form, "criteria": criteria, "may_change": may_change,
        "parts": parts_of(segment, reach), "words": words_of(segment, reach), "problems": list(problems_of(segment)),
        "uses": list(uses_of(segment.pk, scope.user)),
    }  # fmt: skip
    return render(request, f"{PAGES}/edit.html", context, status=422 if form.errors or criteria.errors else 200)


@require_safe
def segment_open(request: HttpRequest, pk: int, unit_id: int | None = None) -> HttpResponse:
    """Those it means, in the list of graduates: in the list's own filters where it has words for it."""
    scope = scope_or_404(request.user, unit_id)
    segment = _segment(scope, pk)
    note_use(segment)
    query = to_query(segment.filters, scope) if segment.owner_id == scope.user.pk else None
    return redirect(f"{scope.urls['graduate_list']}?{f'kitle={segment.pk}' if query is None else query}")


@require_POST
def segment_count(request: HttpRequest, pk: int, unit_id: int | None = None) -> HttpResponse:
    scope = scope_or_404(request.user, unit_id)
    segment = _segment(scope, pk)
    size = number(count_segment(segment=segment))
    messages.success(request, _("“%(name)s” şimdi %(n)s kişi.") % {"name": segment.name, "n": size})
    return redirect(scope.url("segment_edit", segment.pk))


@require_http_methods(["GET", "POST"])
def segment_delete(request: HttpRequest, pk: int, unit_id: int | None = None) -> HttpResponse:
    scope = scope_or_404(request.user, unit_id)
    segment = _segment(scope, pk)
    if not can_change(scope.user, segment):
        raise PermissionDenied
    if request.method == "POST":
        try:
            delete_segment(segment=segment, by=scope.user)
        except ValidationError as problem:
            messages.error(request, problem.messages[0])
            return redirect(scope.url("segment_edit", segment.pk))
        messages.success(request, _("“%(name)s” silindi. Kayıtlar yerinde duruyor.") % {"name": segment.name})
        return redirect(scope.url("segment_list"))
    context = {"scope": scope, "segment": segment, "back": scope.url("segment_edit", segment.pk)}
    return render(request, f"{PAGES}/delete.html", context)
