"""The pages of numbers: one for every reader, drawn alike; what may be seen follows from the audience."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alumni.numbers import growth, pictures
from alumni.numbers.audience import PUBLIC, Audience, department_or_404, desk_or_404, everybody
from alumni.numbers.files import file_of
from alumni.numbers.page import Page
from alumni.numbers.tables import CutTable, TableMaker
from alumni.registry.exchange.handing import signed
from alumni.registry.segments.services import note_use


def _table(page: Page) -> CutTable | None:
    if page.answer.numbers is None:
        return None
    return TableMaker(page.question, page.answer, page.audience, page.data).make()


def _table_page(request: HttpRequest, audience: Audience) -> HttpResponse:
    page = Page(request.GET, audience)
    table = _table(page)
    context: dict[str, Any] = {"page": page, "table": table, "tab": "table"}
    if table and page.answer.numbers and not table.is_empty:
        context["picture"] = pictures.picture_of(table, page.question)
        context["map"] = pictures.map_of(page.answer.numbers, page.question)
    return render(request, _template(audience), context)


def _growth_page(request: HttpRequest, audience: Audience) -> HttpResponse:
    page = Page(request.GET, audience, is_growth=True)
    lines = page.lines
    numbers = page.answer.numbers
    table = growth.table_of(lines, numbers, page.question, audience) if numbers else None
    context = {"page": page, "table": table, "tab": "growth", "picture": growth.picture_of(lines)}
    return render(request, _template(audience), context)


def _template(audience: Audience) -> str:
    return "alumni/numbers/public.html" if audience.namespace == PUBLIC else "alumni/numbers/desk.html"


def _download(request: HttpRequest, audience: Audience) -> HttpResponse:
    page = Page(request.GET, audience)
    note_use(page.question.segment)
    return _file(request, page, _table(page), "mezun-sayilari")


def _growth_download(request: HttpRequest, audience: Audience) -> HttpResponse:
    page = Page(request.GET, audience, is_growth=True)
    numbers = page.answer.numbers
    table = growth.table_of(page.lines, numbers, page.question, audience) if numbers else None
    return _file(request, page, table, "mezun-sayilari-yillar")


def _file(request: HttpRequest, page: Page, table: CutTable | None, name: str) -> HttpResponse:
    if table is None:
        return HttpResponse(_("Bu kesit yıl sonunda saklanmadı."), status=404, content_type="text/plain; charset=utf-8")
    chosen = ", ".join(chip.label for chip in page.chips)
    mark = signed(request, chosen=chosen) if page.audience.namespace != PUBLIC else None
    return file_of(table, name=name, form=request.GET.get("bicim", ""), notes=page.notes, mark=mark)


# --- Everybody --------------------------------------------------------------------------------------


@login_not_required
@require_safe
def public_table(request: HttpRequest) -> HttpResponse:
    return _table_page(request, everybody())


@login_not_required
@require_safe
def public_download(request: HttpRequest) -> HttpResponse:
    return _download(request, everybody())


@login_not_required
@require_safe
def public_growth(request: HttpRequest) -> HttpResponse:
    return _growth_page(request, everybody())


@login_not_required
@require_safe
def public_growth_download(request: HttpRequest) -> HttpResponse:
    return _growth_download(request, everybody())


# --- The office and the vice-rector -----------------------------------------------------------------


@require_safe
def desk_table(request: HttpRequest) -> HttpResponse:
    return _table_page(request, desk_or_404(request.user))


@require_safe
def desk_download(request: HttpRequest) -> HttpResponse:
    return _download(request, desk_or_404(request.user))


@require_safe
def desk_growth(request: HttpRequest) -> HttpResponse:
    return _growth_page(request, desk_or_404(request.user))


@require_safe
def desk_growth_download(request: HttpRequest) -> HttpResponse:
    return _growth_download(request, desk_or_404(request.user))


# --- Representatives --------------------------------------------------------------------------------


def _department(request: HttpRequest, unit_id: int) -> Audience:
    return department_or_404(request.user, unit_id, request.GET.get("kapsam"))


@require_safe
def department_table(request: HttpRequest, unit_id: int) -> HttpResponse:
    return _table_page(request, _department(request, unit_id))


@require_safe
def department_download(request: HttpRequest, unit_id: int) -> HttpResponse:
    return _download(request, _department(request, unit_id))


@require_safe
def department_growth(request: HttpRequest, unit_id: int) -> HttpResponse:
    return _growth_page(request, _department(request, unit_id))


@require_safe
def department_growth_download(request: HttpRequest, unit_id: int) -> HttpResponse:
    return _growth_download(request, _department(request, unit_id))
