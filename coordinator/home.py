"""The first page of the office: the figures as a dashboard, and what wants attention today."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alumni.registry.managers import REGISTRY
from coordinator.dashboard import Dashboard, DashboardForm, as_of, places
from coordinator.opinions import last_opinions
from mik.accounts.powers import Powers, powers_of
from mik.figures.permissions import READ
from mik.work.wanted import wanted


def sees_figures(powers: Powers) -> bool:
    """The heads, and staff who work with the registry or with figures. All of these see the whole registry's totals."""
    return powers.has_duty(REGISTRY) or powers.has_duty(READ)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    powers = powers_of(request.user)
    if not powers.works_in_office:
        raise Http404
    context: dict[str, object] = {"attention": wanted(request.user), "powers": powers}
    if sees_figures(powers):
        context |= figures_of(request)
    return render(request, "coordinator/home.html", context)


def figures_of(request: HttpRequest) -> dict[str, object]:
    """Tiles, charts and the map of the chosen unit and period."""
    form = DashboardForm(request.GET)
    board = Dashboard(form)
    return {
        "form": form,
        "as_of": as_of(board.unit),
        "tiles": board.tiles(),
        "trend": board.trend(),
        "largest": board.largest(),
        "decades": board.decades(),
        "survey": last_opinions(request.user, board.scope, board.unit),
        "places": places(board.scope, request.GET.get("yer", "")),
        "is_department": board.unit is not None and board.unit.kind == "department",
    }
