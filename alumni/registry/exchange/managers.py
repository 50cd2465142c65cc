"""Who sees which export."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from alumni.registry.managers import REGISTRY
from mik.accounts.powers import powers_of

if TYPE_CHECKING:
    from alumni.registry.exchange.models import Export  # noqa: F401  (a type argument in a string)


class ExportQuerySet(models.QuerySet["Export"]):
    def visible_to(self, user: Any) -> Self:
        """A representative the own ones, of departments still represented; the office all that left the house."""
        powers = powers_of(user)
        if powers.has_duty(REGISTRY):
            return self
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(Q(owner=user) & Q(unit__in=[r.unit_id for r in powers.represented]))
