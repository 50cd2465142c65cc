"""A department's pairs and questions. The pages are shared with the office (alumni.registry.duplicates.desk)."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.registry.duplicates import desk
from alumni.registry.scopes import scope_or_404


@require_safe
def duplicate_list(request: HttpRequest, unit_id: int) -> HttpResponse:
    return desk.duplicate_list(request, scope_or_404(request.user, unit_id))


@require_POST
def duplicate_different(request: HttpRequest, unit_id: int, pk: int) -> HttpResponse:
    return desk.duplicate_different(request, scope_or_404(request.user, unit_id), pk)


@require_POST
def duplicate_undo(request: HttpRequest, unit_id: int, pk: int) -> HttpResponse:
    return desk.duplicate_undo(request, scope_or_404(request.user, unit_id), pk)


@require_safe
def merge_request_list(request: HttpRequest, unit_id: int) -> HttpResponse:
    return desk.merge_request_list(request, scope_or_404(request.user, unit_id))


@require_http_methods(["GET", "POST"])
def merge_request_add(request: HttpRequest, unit_id: int, pk: int) -> HttpResponse:
    return desk.merge_request_add(request, scope_or_404(request.user, unit_id), pk)


@require_POST
def merge_request_answer(request: HttpRequest, unit_id: int, pk: int) -> HttpResponse:
    return desk.merge_request_answer(request, scope_or_404(request.user, unit_id), pk)


@require_POST
def merge_request_withdraw(request: HttpRequest, unit_id: int, pk: int) -> HttpResponse:
    return desk.merge_request_withdraw(request, scope_or_404(request.user, unit_id), pk)
