"""The catalogue on the office's desk: every figure with its definition, its years, and the records behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mik.accounts.models import User
from mik.audit.log import log_access
from mik.common.hooks import Figure, FigureRow, FigureScope, FigureValue
from mik.common.tables import Mark, table_response
from mik.figures import catalogue
from mik.figures.choosing import ScopeForm
from mik.figures.models import FigureSnapshot
from mik.figures.permissions import may_open_rows, may_read, readable
from mik.figures.topics import rank_of, title_of
from mik.figures.trends import Trend, chart_of, trend_of
from mik.figures.wording import fraction, write

PAGE_SIZE = 50


@dataclass(frozen=True)
class Line:
    """A figure of the list, as it stood in the chosen year."""

    figure: Figure
    value: FigureValue
    trend: Trend
    taken_at: date | None = None

    @property
    def words(self) -> str:
        return write(self.figure, self.value)

    @property
    def fraction(self) -> str:
        return fraction(self.value)

    @property
    def name(self) -> str:
        return catalogue.name_of(self.figure.code)


def lines_of(figures: Sequence[Figure], scope: FigureScope) -> list[Line]:
    """The running year is measured; an earlier one is as it was taken, else measured from today's records."""
    found = FigureSnapshot.objects.filter(unit=scope.unit_id, code__in=[one.code for one in figures]).order_by("year")
    history: dict[str, list[FigureSnapshot]] = {}
    for one in found:
        history.setdefault(one.code, []).append(one)
    return [_line(figure, history.get(figure.code, []), scope) for figure in figures]


def _line(figure: Figure, history: list[FigureSnapshot], scope: FigureScope) -> Line:
    year = scope.on.year
    kept = next((one for one in history if one.year == year), None) if year < timezone.localdate().year else None
    if kept is None:
        value, taken = catalogue.measure(figure.code, scope), None
    else:
        value = FigureValue(kept.value, kept.numerator, kept.denominator)
        taken = timezone.localdate(kept.taken_at)
    return Line(figure, value, trend_of(figure, history, year, value), taken)


@require_safe
def figure_list(request: HttpRequest) -> HttpResponse:
    figures = _readable_or_404(request)
    chosen = ScopeForm(request.GET)
    lines = lines_of(figures, catalogue.year_scope(chosen.year, chosen.unit_id))
    topics = [(title_of(topic), list(found)) for topic, found in groupby(lines, lambda line: line.figure.topic)]
    context = {
        "form": chosen,
        "topics": topics,
        "year": chosen.year,
        "unit": chosen.unit,
        "reads_registry": may_read(request.user, catalogue.figure("registered")),
    }
    return render(request, "figures/desk_list.html", context)


def _readable_or_404(request: HttpRequest) -> list[Figure]:
    figures = sorted(readable(request.user), key=lambda one: rank_of(one.topic))
    if not figures:
        raise Http404
    return figures


@require_safe
def figure_download(request: HttpRequest) -> HttpResponse:
    """The list as a workbook: totals only, nobody's record."""
    figures = _readable_or_404(request)
    chosen = ScopeForm(request.GET)
    lines = lines_of(figures, catalogue.year_scope(chosen.year, chosen.unit_id))
    columns = [_("Konu"), _("Gösterge"), _("Metinlerdeki adı"), _("Yıl"), _("Birim"), _("Değer"), _("Pay"), _("Payda"),
               _("Tanım"), _("Kaynak")]  # fmt: skip
    unit = chosen.unit.label if chosen.unit else _("Bütün üniversite")
    rows = [
        [title_of(one.figure.topic), str(one.figure.label), f"{{{one.name}}}", chosen.year, unit, one.value.value,
         one.value.numerator, one.value.denominator, str(one.figure.definition), str(one.figure.source)]
        for one in lines
    ]  # fmt: skip
    return table_response(
        f"gostergeler-{chosen.year}", columns, rows, title=_("Göstergeler"), mark=_mark(request, unit)
    )


def _mark(request: HttpRequest, chosen: str) -> Mark:
    """Who took it; there is nobody's data in it, so the log of looks has nothing to hold."""
    assert isinstance(request.user, User)
    return Mark(who=request.user.name, at=timezone.now(), chosen=chosen)


@require_safe
def figure_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Definition, years and records of one figure; the annual report's numbers lead here."""
    figure = _figure_or_404(request, code)
    chosen = ScopeForm(request.GET)
    scope = catalogue.year_scope(chosen.year, chosen.unit_id)
    line = lines_of([figure], scope)[0]
    context = {
        "form": chosen,
        "line": line,
        "figure": figure,
        "topic": title_of(figure.topic),
        "scope": scope,
        "unit": chosen.unit,
        "picture": chart_of(line.trend) if line.trend.is_drawn else None,
    }
    if may_open_rows(request.user, figure):
        page = _rows_page(figure, scope, request.GET.get("page"))
        context |= {"page": page, "rows": _shown(request, figure, page)}
    return render(request, "figures/desk_detail.html", context)


def _figure_or_404(request: HttpRequest, code: str) -> Figure:
    try:
        figure = catalogue.figure(code)
    except catalogue.UnknownFigure as problem:
        raise Http404 from problem
    if not may_read(request.user, figure):
        raise Http404
    return figure


def _rows_page(figure: Figure, scope: FigureScope, number: str | None) -> Page[object]:
    return Paginator(figure.rows(scope), PAGE_SIZE).get_page(number)


def _shown(request: HttpRequest, figure: Figure, page: Page[object]) -> list[FigureRow]:
    """The rows of the page; whose records they are is logged before they are shown."""
    rows = [figure.describe(row) for row in page]
    people = [row.person_id for row in rows if row.person_id]
    if people:
        log_access(request_or_user=request, action="list", subjects=people)
    return rows
