"""Who sees what was found wrong: whoever sees the record."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef

from alumni.registry.managers import REGISTRY
from mik.accounts.powers import powers_of

if TYPE_CHECKING:
    from alumni.registry.health.models import (  # noqa: F401  (type arguments in strings)
        HealthDismissal,
        HealthFinding,
        HealthRepair,
        HealthSnapshot,
    )


class HealthFindingQuerySet(models.QuerySet["HealthFinding"]):
    def visible_to(self, user: Any) -> Self:
        from alumni.registry.models import Alumnus

        if powers_of(user).has_duty(REGISTRY):
            return self
        return self.filter(alumnus__in=Alumnus.objects.visible_to(user).values("pk"))

    def open(self) -> Self:
        """Without those somebody declared to be as they should."""
        from alumni.registry.health.models import HealthDismissal

        settled = HealthDismissal.objects.filter(rule=OuterRef("rule"), alumnus=OuterRef("alumnus"))
        return self.filter(~Exists(settled))


class HealthDismissalQuerySet(models.QuerySet["HealthDismissal"]):
    def visible_to(self, user: Any) -> Self:
        from alumni.registry.models import Alumnus

        if powers_of(user).has_duty(REGISTRY):
            return self
        return self.filter(alumnus__in=Alumnus.objects.visible_to(user).values("pk"))


class HealthRepairQuerySet(models.QuerySet["HealthRepair"]):
    def visible_to(self, user: Any) -> Self:
        """The own ones; the office's people see all, since they answer for the registry."""
        if powers_of(user).has_duty(REGISTRY):
            return self
        return self.filter(by=user) if getattr(user, "is_authenticated", False) else self.none()


class HealthSnapshotQuerySet(models.QuerySet["HealthSnapshot"]):
    """Totals, nobody's record; whose department may see them follows from the page's scope."""

    def of(self, unit_id: int | None) -> Self:
        return self.filter(unit=unit_id)
