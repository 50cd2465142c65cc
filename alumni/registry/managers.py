"""The query sets of the registry: visibility is here and nowhere else."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Collate
from django.utils import timezone

from mik.accounts.powers import powers_of
from mik.common import hooks
from mik.common.turkish import TR
from mik.people.deaths import living
from mik.people.search import matching

if TYPE_CHECKING:
    from alumni.registry.models import Alumnus, Graduation, ImportProblem, ImportRun  # noqa: F401  (type arguments in strings)

REGISTRY = hooks.duties.require("alumni.registry")
IMPORT = hooks.duties.require("alumni.import")


def _graduations(**conditions: object) -> Exists:
    from alumni.registry.models import Graduation

    return Exists(Graduation.objects.filter(alumnus=OuterRef("pk"), **conditions))


class AlumnusQuerySet(models.QuerySet["Alumnus"]):
    @staticmethod
    def fresh_since(moment: datetime | None = None) -> datetime:
        """Whoever confirmed after this was fresh at the moment given (now)."""
        return (moment or timezone.now()) - timedelta(days=settings.FRESH_MONTHS * 365 // 12)

    def visible_to(self, user: Any) -> Self:
        """The own record; the graduates of the departments represented; the whole registry for the office.

        What other members may see of one another is the directory's affair (``listed_for``), not this.
        """
        powers = powers_of(user)
        if powers.has_duty(REGISTRY):
            return self
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(Q(person__user=user) | self.in_reach(powers.programme_ids))

    @staticmethod
    def in_reach(programme_ids: Iterable[int]) -> Q:
        return Q(_graduations(programme__in=list(programme_ids)))

    def of_programmes(self, programme_ids: Iterable[int]) -> Self:
        return self.filter(self.in_reach(programme_ids))

    def listed_for(self, user: Any) -> Self:
        """Members whom this member may find: those who show their name to somebody like them."""
        from alumni.visibility.audience import audience_of
        from alumni.visibility.layer import listed

        audience = audience_of(user)
        return self.filter(listed(audience)) if audience.is_member else self.none()

    def living(self) -> Self:
        """Without those known to have died: whom one may write to, invite, suggest, ask to update."""
        return self.filter(living())

    def named(self, words: str) -> Self:
        return self.filter(matching(words, "person__name_folded"))

    def in_turkish_order(self) -> Self:
        return self.order_by(Collate("person__given_names", TR), Collate("person__surname", TR), "pk")


class GraduationQuerySet(models.QuerySet["Graduation"]):
    def visible_to(self, user: Any) -> Self:
        """Graduations of visible records. A representative sees those of the own department only."""
        powers = powers_of(user)
        if powers.has_duty(REGISTRY):
            return self
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(Q(alumnus__person__user=user) | Q(programme__in=list(powers.programme_ids)))


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def visible_to(self, user: Any) -> Self:
        """A representative sees the own imports into departments still represented; the office sees all."""
        powers = powers_of(user)
        if powers.has_duty(IMPORT):
            return self
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(by=user, unit__in=[r.unit_id for r in powers.represented])


class ImportProblemQuerySet(models.QuerySet["ImportProblem"]):
    def visible_to(self, user: Any) -> Self:
        from alumni.registry.models import ImportRun

        return self.filter(run__in=ImportRun.objects.visible_to(user).values("pk"))
