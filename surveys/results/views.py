"""Results at the office's desk; the pages are the same in the workspace of a department."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from alumni.registry.exchange.handing import signed
from mik.common.tables import table_response
from mik.common.turkish import fold
from surveys.indicators.measuring import measure
from surveys.results.departments import indicator_rows
from surveys.results.files import columns, lines
from surveys.results.page import RESPONSE, results_page, tile
from surveys.results.place import Place, desk_place


@require_safe
def survey_results(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, desk_place(request.user, pk))


@require_safe
def survey_results_print(request: HttpRequest, pk: int) -> HttpResponse:
    return on_paper(request, desk_place(request.user, pk))


@require_safe
def survey_results_download(request: HttpRequest, pk: int) -> HttpResponse:
    return as_file(request, desk_place(request.user, pk))


@require_safe
def survey_indicator(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    return one_indicator(request, desk_place(request.user, pk), code)


def show(request: HttpRequest, place: Place) -> HttpResponse:
    found = results_page(place, order=request.GET.get("sirala", ""))
    return render(request, "surveys/results/results.html", {"found": found, "place": place, "wave": place.wave})


def on_paper(request: HttpRequest, place: Place) -> HttpResponse:
    found = results_page(place)
    return render(request, "surveys/results/print.html", {"found": found, "place": place, "wave": place.wave})


def as_file(request: HttpRequest, place: Place) -> HttpResponse:
    """Sums nobody can be told from; no person's data, so the log of looks has nothing to hold."""
    name = slugify(fold(place.wave.title)) or f"anket-{place.wave.pk}"
    form = request.GET.get("bicim", "")
    return table_response(
        name, columns(), lines(results_page(place)), form=form, title=place.wave.title, mark=signed(request)
    )


def one_indicator(request: HttpRequest, place: Place, code: str) -> HttpResponse:
    """An indicator with its definition, of everybody and of each department."""
    measures = measure(place.wave)
    if code not in measures or (place.wave.is_running and code not in RESPONSE):
        raise Http404
    rows = [] if place.wave.is_for_employers else indicator_rows(measures, code, own=place.own)
    context = {"tile": tile(place, measures, code), "rows": rows, "place": place, "wave": place.wave}
    return render(request, "surveys/results/indicator.html", context)
