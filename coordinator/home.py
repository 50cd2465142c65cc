"""The first page of the office: the figures of the registry, and what wants attention today."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from alumni.membership.models import Membership
from alumni.registry import states
from alumni.registry.managers import REGISTRY, AlumnusQuerySet
from alumni.registry.models import Alumnus, Graduation
from mik.accounts.powers import powers_of
from mik.common import hooks
from mik.common.hooks import AttentionItem
from mik.units.models import Unit

YEAR = timedelta(days=365)
MOST_DEPARTMENTS = 8
URGENCY = {"bad": 0, "warn": 1, "blue": 2}


@dataclass(frozen=True)
class Totals:
    """The registry in numbers; ``reachable`` has a living e-mail or telephone."""

    registered: int
    registered_lately: int
    members: int
    members_lately: int
    fresh: int
    reachable: int

    def share(self, part: int) -> int:
        return round(100 * part / self.registered) if self.registered else 0

    @property
    def fresh_share(self) -> int:
        return self.share(self.fresh)

    @property
    def reachable_share(self) -> int:
        return self.share(self.reachable)

    @property
    def member_share(self) -> int:
        return self.share(self.members)


def totals(alumni: AlumnusQuerySet) -> Totals:
    since = timezone.now() - YEAR
    memberships = Membership.objects.filter(alumnus__in=alumni.values("pk"))
    return Totals(
        registered=alumni.count(),
        registered_lately=alumni.filter(created_at__gte=since).count(),
        members=memberships.count(),
        members_lately=memberships.filter(joined_at__gte=since).count(),
        fresh=alumni.filter(states.is_fresh()).count(),
        reachable=alumni.filter(states.reachable()).count(),
    )


def largest_departments(graduations: "QuerySet[Graduation]") -> list[dict[str, object]]:
    department = "programme__parent"
    rows = graduations.values(department).annotate(n=Count("alumnus", distinct=True)).order_by("-n", department)
    most = {row[department]: row["n"] for row in rows[:MOST_DEPARTMENTS]}
    labels = {unit.pk: unit.label for unit in Unit.objects.filter(pk__in=most)}
    return [{"label": labels[pk], "count": n} for pk, n in most.items() if pk in labels]


def wanted(user: object) -> list[AttentionItem]:
    """What wants the user's attention, the most pressing first."""
    items = [item for look in hooks.attention for item in look(user) if item.count]  # type: ignore[arg-type]  # a signed-in User
    return sorted(items, key=lambda item: URGENCY.get(item.tone, 9))


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    powers = powers_of(request.user)
    if not powers.works_in_office:
        raise Http404
    context: dict[str, object] = {"attention": wanted(request.user), "powers": powers}
    if powers.has_duty(REGISTRY):
        context["totals"] = totals(Alumnus.objects.visible_to(request.user))
        context["departments"] = largest_departments(Graduation.objects.visible_to(request.user))
    return render(request, "coordinator/home.html", context)
