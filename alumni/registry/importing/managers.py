"""Who sees what imports remember: whoever may import there."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models

from alumni.registry.managers import IMPORT
from mik.accounts.powers import powers_of

if TYPE_CHECKING:
    from alumni.registry.importing.models import ImportSource, ImportVerdict, ToldGraduation  # noqa: F401  (in strings)


class ImportSourceQuerySet(models.QuerySet["ImportSource"]):
    def visible_to(self, user: Any) -> Self:
        """The sources of departments represented today; the office sees all."""
        powers = powers_of(user)
        if powers.has_duty(IMPORT):
            return self
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(unit__in=[r.unit_id for r in powers.represented])


class ImportVerdictQuerySet(models.QuerySet["ImportVerdict"]):
    def visible_to(self, user: Any) -> Self:
        from alumni.registry.models import ImportRun

        return self.filter(run__in=ImportRun.objects.visible_to(user).values("pk"))


class ToldGraduationQuerySet(models.QuerySet["ToldGraduation"]):
    def visible_to(self, user: Any) -> Self:
        from alumni.registry.importing.models import ImportSource

        return self.filter(source__in=ImportSource.objects.visible_to(user).values("pk"))
