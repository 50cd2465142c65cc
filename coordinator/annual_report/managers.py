"""Which reports somebody sees (design/access.md, row «annual report»)."""

from typing import Any, Self

from django.db import models

from mik.accounts.powers import powers_of
from mik.common import hooks

REPORT = hooks.duties.require("report.write")


class AnnualReportQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Drafts: who writes them and the vice-rector. Everybody else, visitors too: what is published."""
        powers = powers_of(user)
        if powers.has_duty(REPORT) or powers.is_vice_rector:
            return self
        return self.published()

    def published(self) -> Self:
        return self.submitted().filter(published_at__isnull=False)

    def submitted(self) -> Self:
        return self.filter(state="submitted")


class OfReportQuerySet(models.QuerySet[Any]):
    """Sections and comments: the desk's alone; what is published of them stands in the report's PDF."""

    def visible_to(self, user: Any) -> Self:
        powers = powers_of(user)
        return self if powers.has_duty(REPORT) or powers.is_vice_rector else self.none()
