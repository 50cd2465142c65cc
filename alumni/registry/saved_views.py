"""The saved views of a list of graduates, and the numbers of a scope that stand beside them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from alumni.membership.models import Claim
from alumni.registry import states
from alumni.registry.orphans import programmes_of_the_office
from alumni.registry.scopes import Scope

Condition = Callable[[Scope], Q]


@dataclass(frozen=True)
class SavedView:
    code: str
    label: str | Promise
    condition: Condition
    only_office: bool = False
    hidden_when_empty: bool = False


def _this_year(scope: Scope) -> Q:
    year = timezone.localdate().year
    return Q(Exists(scope.graduations().filter(alumnus=OuterRef("pk"), year=year)))


def _of_the_office(scope: Scope) -> Q:
    """All the record's graduations are the office's: no representative looks after it."""
    mine = programmes_of_the_office().values("pk")
    graduations = scope.graduations().filter(alumnus=OuterRef("pk"))
    return Q(Exists(graduations.filter(programme__in=mine))) & ~Q(Exists(graduations.exclude(programme__in=mine)))


VIEWS: tuple[SavedView, ...] = (
    SavedView("", gettext_lazy("Tümü"), lambda scope: Q()),
    SavedView("onerilen", gettext_lazy("Önerilen kayıt"), lambda scope: states.is_proposed(), hidden_when_empty=True),
    SavedView("eski", gettext_lazy("Bilgisi eski"), lambda scope: states.is_stale()),
    SavedView("ulasilamayan", gettext_lazy("Ulaşılamayan"), lambda scope: states.is_unreachable()),
    SavedView("bu-yil", gettext_lazy("Bu yılın mezunları"), _this_year),
    SavedView("uyeler", gettext_lazy("Üyeler"), lambda scope: Q(membership__isnull=False)),
    SavedView("ofisin", gettext_lazy("Ofisin mezunları"), _of_the_office, only_office=True),
)


@dataclass(frozen=True)
class Totals:
    """The numbers of a scope, counted in one query."""

    registered: int
    members: int
    fresh: int
    views: Mapping[str, int]


def totals_of(scope: Scope) -> Totals:
    views = [view for view in VIEWS if scope.is_office or not view.only_office]
    row = scope.alumni().aggregate(
        registered=Count("pk"),
        fresh=Count("pk", filter=states.is_fresh()),
        **{f"view_{view.code}": Count("pk", filter=view.condition(scope)) for view in views if view.code},
    )
    counts = {view.code: row[f"view_{view.code}"] if view.code else row["registered"] for view in views}
    return Totals(row["registered"], counts["uyeler"], row["fresh"], counts)


def claims_waiting(scope: Scope) -> int:
    waiting = Claim.objects.decidable_by(scope.user).waiting()
    return (waiting.filter(unit=scope.unit) if scope.unit else waiting).count()
