"""The vice-rector's home: totals and terms, nobody's record (design/access.md)."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alumni.registry import states
from alumni.registry.models import Alumnus
from coordinator.home import totals, wanted
from coordinator.terms.desk import Desk
from coordinator.terms.succession import in_force, standing_terms
from mik.accounts.models import Office
from mik.accounts.powers import powers_of
from mik.units.models import Unit


@dataclass(frozen=True)
class FacultyRow:
    name: str
    registered: int
    members: int
    fresh: int

    @property
    def fresh_share(self) -> int:
        return round(100 * self.fresh / self.registered) if self.registered else 0


def faculties() -> list[FacultyRow]:
    """Totals of each faculty or school, the largest first; a graduate of two counts in both."""
    unit = "graduations__programme__parent__parent"
    rows = list(
        Alumnus.objects.filter(graduations__isnull=False)
        .values(unit)
        .annotate(
            registered=Count("pk", distinct=True),
            members=Count("pk", distinct=True, filter=Q(membership__isnull=False)),
            fresh=Count("pk", distinct=True, filter=states.is_fresh()),
        )
        .order_by("-registered", unit)
    )
    names = {unit.pk: unit.label for unit in Unit.objects.filter(pk__in=[row[unit] for row in rows])}
    return [
        FacultyRow(names[row[unit]], row["registered"], row["members"], row["fresh"])
        for row in rows
        if row[unit] in names
    ]


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    if not powers_of(request.user).is_vice_rector:
        raise Http404
    terms = standing_terms(request.user)
    desk = Desk(terms)
    posts = [term for term in in_force(terms) if term.office not in {Office.REPRESENTATIVE, Office.STAFF}]
    context = {
        # Totals only, so they start from the whole registry, of which this role sees no record.
        "totals": totals(Alumnus.objects.all()),
        "faculties": faculties(),
        "posts": [(term, desk.row_of(term)) for term in posts],
        "departments": len(desk.departments),
        "covered": desk.covered,
        "attention": wanted(request.user),
    }
    return render(request, "coordinator/overview.html", context)
