"""The graduates of one represented department. The pages are shared with the office (alumni.registry.desk)."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.registry.deaths import views as deaths
from alumni.registry.desk import adding, by_number, listing, noticing, records
from alumni.registry.merging import views as merging
from alumni.registry.provenance import desk as provenance
from alumni.registry.scopes import scope_or_404


@require_safe
def graduate_list(request: HttpRequest, unit_id: int) -> HttpResponse:
    return listing.graduate_list(request, scope_or_404(request.user, unit_id))


@require_POST
def graduate_bulk(request: HttpRequest, unit_id: int) -> HttpResponseBase:
    return listing.graduate_bulk(request, scope_or_404(request.user, unit_id))


@require_http_methods(["GET", "POST"])
def graduate_by_number(request: HttpRequest, unit_id: int) -> HttpResponse:
    return by_number.graduate_by_number(request, scope_or_404(request.user, unit_id))


@require_http_methods(["GET", "POST"])
def graduate_add(request: HttpRequest, unit_id: int) -> HttpResponse:
    return adding.graduate_add(request, scope_or_404(request.user, unit_id))


@require_POST
def graduate_duplicates(request: HttpRequest, unit_id: int) -> HttpResponse:
    return adding.graduate_duplicates(request, scope_or_404(request.user, unit_id))


@require_safe
def graduate_detail(request: HttpRequest, unit_id: int, pk: int) -> HttpResponse:
    return records.graduate_detail(request, scope_or_404(request.user, unit_id), pk)


@require_http_methods(["GET", "POST"])
def graduate_edit(request: HttpRequest, unit_id: int, pk: int) -> HttpResponse:
    return records.graduate_edit(request, scope_or_404(request.user, unit_id), pk)


@require_safe
def graduate_history(request: HttpRequest, unit_id: int, pk: int) -> HttpResponse:
    return records.graduate_history(request, scope_or_404(request.user, unit_id), pk)


@require_http_methods(["GET", "POST"])
def graduate_death(request: HttpRequest, unit_id: int, pk: int) -> HttpResponse:
    return deaths.graduate_death(request, scope_or_404(request.user, unit_id), pk)


@require_POST
def kept_value_decide(request: HttpRequest, unit_id: int, pk: int, kept_pk: int) -> HttpResponse:
    return provenance.kept_value_decide(request, scope_or_404(request.user, unit_id), pk, kept_pk)


@require_safe
def correction_list(request: HttpRequest, unit_id: int) -> HttpResponse:
    return provenance.correction_list(request, scope_or_404(request.user, unit_id))


@require_POST
def graduate_notice(request: HttpRequest, unit_id: int, pk: int) -> HttpResponse:
    return noticing.graduate_notice(request, scope_or_404(request.user, unit_id), pk)


@require_POST
def contact_mark(request: HttpRequest, unit_id: int, pk: int, contact_pk: int) -> HttpResponse:
    return records.contact_mark(request, scope_or_404(request.user, unit_id), pk, contact_pk)


@require_safe
def merge_list(request: HttpRequest, unit_id: int) -> HttpResponse:
    return merging.merge_list(request, scope_or_404(request.user, unit_id))


@require_http_methods(["GET", "POST"])
def merge_compare(request: HttpRequest, unit_id: int, a: int, b: int) -> HttpResponse:
    return merging.merge_compare(request, scope_or_404(request.user, unit_id), a, b)


@require_safe
def merge_detail(request: HttpRequest, unit_id: int, pk: int) -> HttpResponse:
    return merging.merge_detail(request, scope_or_404(request.user, unit_id), pk)


@require_POST
def merge_undo(request: HttpRequest, unit_id: int, pk: int) -> HttpResponse:
    return merging.merge_undo(request, scope_or_404(request.user, unit_id), pk)
