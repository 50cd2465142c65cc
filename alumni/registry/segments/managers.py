"""Who may pick and who may keep a saved segment."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Collate

from mik.accounts.powers import powers_of
from mik.common.turkish import TR

if TYPE_CHECKING:
    from alumni.registry.segments.models import Segment  # noqa: F401  (a type argument in a string)


class SegmentQuerySet(models.QuerySet["Segment"]):
    def visible_to(self, user: Any) -> Self:
        """The own ones and those shared, of the desks one works at today: the office's, the departments represented."""
        powers = powers_of(user)
        desks = Q(unit__in=[r.unit_id for r in powers.represented])
        if powers.works_in_office:
            desks |= Q(unit__isnull=True)
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(desks & (Q(owner=user) | Q(shared=True)))

    def to_pick(self, user: Any, unit_id: int | None, picked_id: int | None = None) -> Self:
        """What an audience form offers: those of the desk, and the one picked before, whoever's it is."""
        mine = self.visible_to(user).of_desk(unit_id)
        picked = self.of_desk(unit_id).filter(pk=picked_id)
        return (mine | picked).select_related("owner").in_turkish_order()

    def shared_at(self, unit_id: int) -> Self:
        """A department's, for whoever holds a scope of it: what its next representative finds on the desk."""
        return self.of_desk(unit_id).filter(shared=True).select_related("owner").in_turkish_order()

    def in_turkish_order(self) -> Self:
        return self.order_by(Collate("name", TR), "pk")

    def of_desk(self, unit_id: int | None) -> Self:
        return self.filter(unit__isnull=True) if unit_id is None else self.filter(unit=unit_id)
