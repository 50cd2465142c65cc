"""Who sees which pair of records that may be one person."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef

from alumni.registry.managers import REGISTRY
from mik.accounts.powers import powers_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from alumni.registry.duplicates.models import DuplicatePair  # noqa: F401  (type argument in a string)


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
