"""Who sees which pair of records that may be one person."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from alumni.registry.managers import REGISTRY
from mik.accounts.powers import powers_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from alumni.registry.duplicates.models import DuplicatePair  # noqa: F401  (type argument in a string)
    from alumni.registry.duplicates.request_models import MergeRequest  # noqa: F401  (the same)


class DuplicatePairQuerySet(models.QuerySet["DuplicatePair"]):
    def visible_to(self, user: Any) -> Self:
        """The office sees all. A representative sees pairs both of whose records are graduates of departments
        represented; half a pair would tell of a record in somebody else's department.
        """
        powers = powers_of(user)
        if powers.has_duty(REGISTRY):
            return self
        return self.within(powers.programme_ids) if powers.programme_ids else self.none()

    def within(self, programme_ids: "Iterable[int]") -> Self:
        """Pairs whose two records both hold a graduation of these programmes."""
        from alumni.registry.models import Graduation

        ids = list(programme_ids)
        first, second = (
            Exists(Graduation.objects.filter(alumnus=OuterRef(side), programme__in=ids)) for side in ("first", "second")
        )
        return self.filter(first, second)

    def waiting(self) -> Self:
        """Pairs nobody has decided yet."""
        return self.filter(state__in=["open", "asked"])


class MergeRequestQuerySet(models.QuerySet["MergeRequest"]):
    def visible_to(self, user: Any) -> Self:
        """The office sees all. A representative sees what was asked from the own departments, and what the own
        departments are asked while it can be answered.
        """
        powers = powers_of(user)
        if powers.has_duty(REGISTRY):
            return self
        if not powers.represented:
            return self.none()
        units = [represented.unit_id for represented in powers.represented]
        return self.filter(Q(asking_unit__in=units) | self._answerable(units, powers.programme_ids))

    def asked_from(self, unit_id: int) -> Self:
        return self.filter(asking_unit=unit_id)

    def answerable_in(self, unit_id: int, programme_ids: "Iterable[int]") -> Self:
        """Waiting for the word of this department's representative: a record of the own graduates is meant."""
        return self.filter(self._answerable([unit_id], programme_ids))

    def open(self) -> Self:
        return self.filter(state__in=["waiting", "agreed", "refused"])

    @staticmethod
    def _answerable(units: "list[int]", programme_ids: "Iterable[int]") -> Q:
        from alumni.registry.models import Graduation

        mine = Graduation.objects.filter(alumnus=OuterRef("other"), programme__in=list(programme_ids))
        return Q(Exists(mine), unit__in=units, state="waiting")
