"""Which merges somebody sees, and which record an old number leads to."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models

from alumni.registry.managers import REGISTRY
from alumni.registry.models import Alumnus
from mik.accounts.powers import powers_of

if TYPE_CHECKING:
    from alumni.registry.merging.models import Merge  # noqa: F401  (type argument in a string)


class MergeQuerySet(models.QuerySet["Merge"]):
    def visible_to(self, user: Any) -> Self:
        """Merges into a record this user sees: the office's all, a representative's graduates, the own record."""
        if powers_of(user).has_duty(REGISTRY):
            return self
        return self.filter(winner__in=Alumnus.objects.visible_to(user).values("pk"))

    def in_force(self) -> Self:
        return self.filter(undone_at__isnull=True)

    def of_person(self, person_id: int) -> Self:
        """Merges that hold data of this person, on whichever side."""
        return self.filter(models.Q(winner=person_id) | models.Q(loser_id=person_id))

    def without_images(self) -> Self:
        """For lists: the photographs are large and stay where they are."""
        return self.defer("images")
