"""The whole registry, for the office. The pages themselves are shared with the workspace (alumni.registry.desk)."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.registry.alerts import many_looks_today
from alumni.registry.deaths import views as deaths
from alumni.registry.desk import adding, by_number, listing, noticing, records
from alumni.registry.merging import views as merging
from alumni.registry.provenance import desk as provenance
from alumni.registry.scopes import scope_or_404
from coordinator.registry.looks import looks_to_show


@require_safe
def graduate_list(request: HttpRequest) -> HttpResponse:
    return listing.graduate_list(request, scope_or_404(request.user))


@require_POST
def graduate_bulk(request: HttpRequest) -> HttpResponseBase:
    return listing.graduate_bulk(request, scope_or_404(request.user))


@require_http_methods(["GET", "POST"])
def graduate_by_number(request: HttpRequest) -> HttpResponse:
    return by_number.graduate_by_number(request, scope_or_404(request.user))


@require_http_methods(["GET", "POST"])
def graduate_add(request: HttpRequest) -> HttpResponse:
    return adding.graduate_add(request, scope_or_404(request.user))


@require_POST
def graduate_duplicates(request: HttpRequest) -> HttpResponse:
    return adding.graduate_duplicates(request, scope_or_404(request.user))


@require_safe
def graduate_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return records.graduate_detail(request, scope_or_404(request.user), pk)


@require_http_methods(["GET", "POST"])
def graduate_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return records.graduate_edit(request, scope_or_404(request.user), pk)


@require_safe
def graduate_history(request: HttpRequest, pk: int) -> HttpResponse:
    return records.graduate_history(request, scope_or_404(request.user), pk)


@require_http_methods(["GET", "POST"])
def graduate_death(request: HttpRequest, pk: int) -> HttpResponse:
    return deaths.graduate_death(request, scope_or_404(request.user), pk)


@require_POST
def kept_value_decide(request: HttpRequest, pk: int, kept_pk: int) -> HttpResponse:
    return provenance.kept_value_decide(request, scope_or_404(request.user), pk, kept_pk)


@require_safe
def correction_list(request: HttpRequest) -> HttpResponse:
    return provenance.correction_list(request, scope_or_404(request.user))


@require_POST
def graduate_notice(request: HttpRequest, pk: int) -> HttpResponse:
    return noticing.graduate_notice(request, scope_or_404(request.user), pk)


@require_POST
def contact_mark(request: HttpRequest, pk: int, contact_pk: int) -> HttpResponse:
    return records.contact_mark(request, scope_or_404(request.user), pk, contact_pk)


@require_POST
def graduate_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    return records.graduate_confirm(request, scope_or_404(request.user), pk)


@require_POST
def graduate_reject(request: HttpRequest, pk: int) -> HttpResponse:
    return records.graduate_reject(request, scope_or_404(request.user), pk)


@require_POST
def graduate_unmask(request: HttpRequest, pk: int) -> HttpResponse:
    return records.graduate_unmask(request, scope_or_404(request.user), pk)


@require_safe
def merge_list(request: HttpRequest) -> HttpResponse:
    return merging.merge_list(request, scope_or_404(request.user))


@require_http_methods(["GET", "POST"])
def merge_compare(request: HttpRequest, a: int, b: int) -> HttpResponse:
    return merging.merge_compare(request, scope_or_404(request.user), a, b)


@require_safe
def merge_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return merging.merge_detail(request, scope_or_404(request.user), pk)


@require_POST
def merge_undo(request: HttpRequest, pk: int) -> HttpResponse:
    return merging.merge_undo(request, scope_or_404(request.user), pk)


@require_safe
def graduate_access(request: HttpRequest) -> HttpResponse:
    """Exports and unmaskings, newest first, and who looked at many people today."""
    scope = scope_or_404(request.user)
    page = Paginator(looks_to_show(request.user), 25).get_page(request.GET.get("sayfa"))
    context = {"scope": scope, "page": page, "many": many_looks_today()}
    return render(request, "coordinator/graduate_access.html", context)
