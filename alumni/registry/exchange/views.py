"""The pages of exports, for the office and for each department. Each view is glue."""

from contextlib import ExitStack
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alumni.registry.exchange.columns import columns_for
from alumni.registry.exchange.files import FORMS, Source, scratch, write_list
from alumni.registry.exchange.forms import ExportForm
from alumni.registry.exchange.models import Export
from alumni.registry.exchange.services import (
    AT_ONCE,
    KEPT,
    Choice,
    downloads_of,
    last_choice,
    mark_of,
    opened,
    record_export,
    request_export,
    start_export,
)
from alumni.registry.scopes import Scope, scope_or_404

PAGES = "alumni/registry/exchange"


@require_http_methods(["GET", "POST"])
def graduate_export(request: HttpRequest, unit_id: int | None = None) -> HttpResponseBase:
    return export_page(request, scope_or_404(request.user, unit_id))


def export_page(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """What will leave and in which form; with ``onay`` it does. Reached from the list, and from what is ticked."""
    choice = choice_of(request, scope)
    count = choice.found(scope).count()
    if not count:
        messages.warning(request, _("Önce listeden en az bir mezun seçin."))
        return redirect(_back(choice, scope))
    form_code, columns = last_choice(scope.user)
    is_sent = "onay" in request.POST
    form = ExportForm(request.POST if is_sent else None, scope=scope, initial={"form": form_code, "columns": columns})
    if is_sent and form.is_valid():
        return _go(request, scope, choice, form.cleaned_data, count)
    context = {
        "scope": scope, "form": form, "choice": choice, "count": count, "words": choice.words(scope),
        "at_once": count <= AT_ONCE, "back": _back(choice, scope), "days": KEPT.days,
    }  # fmt: skip
    return render(request, f"{PAGES}/export.html", context, status=422 if form.errors else 200)


def choice_of(request: HttpRequest, scope: Scope) -> Choice:
    """All results of the list whose query came along, or the records ticked; 404 if one of those is out of scope."""
    if request.method != "POST":
        query = request.GET.copy()
        query.pop("sayfa", None)
        return Choice(query=query.urlencode(), everything=True)
    if request.POST.get("hepsi") == "1":
        return Choice(query=QueryDict(request.POST.get("liste", "")).urlencode(), everything=True)
    try:
        asked = {int(pk) for pk in request.POST.getlist("s")}
    except ValueError:
        raise Http404 from None
    if scope.alumni().filter(pk__in=asked).count() != len(asked):
        raise Http404
    return Choice(ids=tuple(sorted(asked)), query=QueryDict(request.POST.get("liste", "")).urlencode())


def _back(choice: Choice, scope: Scope) -> str:
    return scope.urls["graduate_list"] + (f"?{choice.query}" if choice.query else "")


@transaction.atomic
def _go(request: HttpRequest, scope: Scope, choice: Choice, asked: dict[str, Any], count: int) -> HttpResponseBase:
    export = request_export(scope=scope, choice=choice, **asked)
    if count > AT_ONCE:
        return redirect("common:job_detail", start_export(export=export, scope=scope).pk)
    return hand_over(export, scope, choice)


def hand_over(export: Export, scope: Scope, choice: Choice) -> FileResponse:
    """A short list in the same breath; no copy stays here."""
    source = Source(lambda: scope, choice.in_order(scope), columns_for(scope, export.columns))
    with ExitStack() as closing:
        target = closing.enter_context(scratch())
        written = write_list(target, export.form, source, mark_of(export, scope))
        record_export(export=export, scope=scope, subjects=written.subjects)
        closing.pop_all()  # from here on the response closes it
    name = f"{_('mezunlar')}-{timezone.localdate().isoformat()}.{export.form}"
    response = FileResponse(opened(target), as_attachment=True, filename=name, content_type=FORMS[export.form])
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def export_list(request: HttpRequest, unit_id: int | None = None) -> HttpResponse:
    """What left, and what became of the files; a number found in a stray file leads to who took it."""
    scope = scope_or_404(request.user, unit_id)
    exports = Export.objects.visible_to(request.user).select_related("owner", "unit", "job", "file")
    if scope.unit:
        exports = exports.filter(unit=scope.unit)
    asked = request.GET.get("no", "").strip()
    if asked:
        exports = exports.filter(number=int(asked)) if asked.isdecimal() and len(asked) < 18 else exports.none()
    page = Paginator(exports, 25).get_page(request.GET.get("sayfa"))
    downloads = downloads_of(list(page.object_list))
    rows = [(export, downloads.get(export.pk, 0), export.owner_id == scope.user.pk) for export in page.object_list]
    context = {"scope": scope, "page": page, "rows": rows, "asked": asked, "days": KEPT.days}
    return render(request, f"{PAGES}/list.html", context)
