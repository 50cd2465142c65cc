"""The office's pairs and questions. The pages are shared with the departments (alumni.registry.duplicates.desk)."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from alumni.registry.duplicates import desk
from alumni.registry.scopes import scope_or_404


@require_safe
def duplicate_list(request: HttpRequest) -> HttpResponse:
    return desk.duplicate_list(request, scope_or_404(request.user))


@require_POST
def duplicate_search(request: HttpRequest) -> HttpResponse:
    return desk.duplicate_search(request, scope_or_404(request.user))


@require_POST
def duplicate_different(request: HttpRequest, pk: int) -> HttpResponse:
    return desk.duplicate_different(request, scope_or_404(request.user), pk)


@require_POST
def duplicate_undo(request: HttpRequest, pk: int) -> HttpResponse:
    return desk.duplicate_undo(request, scope_or_404(request.user), pk)


@require_safe
def merge_request_list(request: HttpRequest) -> HttpResponse:
    return desk.merge_request_list(request, scope_or_404(request.user))


@require_safe
def merge_request_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return desk.merge_request_detail(request, scope_or_404(request.user), pk)


@require_POST
def merge_request_close(request: HttpRequest, pk: int) -> HttpResponse:
    return desk.merge_request_close(request, scope_or_404(request.user), pk)
