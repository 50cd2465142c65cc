"""The vice-rector's home: totals and terms, nobody's record (design/access.md)."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coordinator.dashboard import Dashboard, DashboardForm, places
from coordinator.terms.desk import Desk
from coordinator.terms.succession import in_force, standing_terms
from mik.accounts.models import Office
from mik.accounts.powers import powers_of
from mik.common.hooks import FigureScope
from mik.figures import breakdowns
from mik.work.wanted import wanted
from surveys.models import Wave

# The last surveys; the vice-rector reads results and has no desk for running surveys.
SURVEYS = 6


@dataclass(frozen=True)
class FacultyRow:
    name: str
    registered: int
    members: int
    fresh: int

    @property
    def fresh_share(self) -> int:
        return round(100 * self.fresh / self.registered) if self.registered else 0


def faculties(scope: FigureScope) -> list[FacultyRow]:
    """Totals of each faculty or school, the largest first; a graduate of two counts in both."""
    registered = breakdowns.counts("faculty", scope)
    members, fresh = breakdowns.counts("faculty_members", scope), breakdowns.counts("faculty_fresh", scope)
    names = breakdowns.unit_names(registered)
    return [
        FacultyRow(names[key], count, members.get(key, 0), fresh.get(key, 0))
        for key, count in registered.items()
        if key in names
    ]


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    if not powers_of(request.user).is_vice_rector:
        raise Http404
    terms = standing_terms(request.user)
    desk = Desk(terms)
    posts = [term for term in in_force(terms) if term.office not in {Office.REPRESENTATIVE, Office.STAFF}]
    board = Dashboard(DashboardForm({}))
    context = {
        "tiles": board.tiles(),
        "trend": board.trend(),
        "largest": board.largest(),
        "places": places(board.scope, ""),
        "faculties": faculties(board.scope),
        "posts": [(term, desk.row_of(term)) for term in posts],
        "departments": len(desk.departments),
        "covered": desk.covered,
        "attention": wanted(request.user),
        "surveys": Wave.objects.visible_to(request.user).exclude(state="draft").order_by("-closes_on", "-pk")[:SURVEYS],
    }
    return render(request, "coordinator/overview.html", context)
