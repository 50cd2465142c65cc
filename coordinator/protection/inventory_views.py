"""The processing inventory on the desk: to read, to print, to hand to VERBİS."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coordinator.protection.inventory import headings, lines
from coordinator.protection.permissions import can_answer
from mik.common.pdf import render_pdf
from mik.common.tables import table_response

NAME = "kisisel-veri-isleme-envanteri"


def _allowed(request: HttpRequest) -> None:
    if not can_answer(request.user):
        raise Http404


@require_safe
def inventory(request: HttpRequest) -> HttpResponse:
    _allowed(request)
    return render(request, "coordinator/protection/inventory.html", {"lines": lines()})


@require_safe
def inventory_print(request: HttpRequest) -> HttpResponse:
    _allowed(request)
    context = {"lines": lines(), "headings": headings(), "today": timezone.localdate()}
    return render(request, "coordinator/protection/inventory_print.html", context)


@require_safe
def inventory_download(request: HttpRequest, form: str) -> HttpResponse:
    """XLSX, CSV or PDF; it names nobody, so it goes without a mark."""
    _allowed(request)
    if form == "pdf":
        context = {"lines": lines(), "headings": headings(), "today": timezone.localdate()}
        made = render_pdf("pdf/rights/inventory.html", context, stylesheets=["css/pdf/own-data.css"])
        response = HttpResponse(made, content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="{NAME}.pdf"'
        return response
    if form not in {"xlsx", "csv"}:
        raise Http404
    rows = [line.cells() for line in lines()]
    return table_response(NAME, headings(), rows, form=form, title=str(_("Envanter")))
