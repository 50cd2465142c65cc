"""What the figures came out at, year by year: the running year is kept up to date, a finished one stays."""

from datetime import date
from typing import Any

import pgtrigger
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mik.units.models import Unit


class FigureSnapshot(models.Model):
    """A figure of one year, of the university or of one unit; ``value`` null: it could not be known."""

    code = models.CharField(_("gösterge"), max_length=60)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("birim")
    )
    year = models.PositiveSmallIntegerField(_("yıl"))
    value = models.FloatField(_("değer"), null=True, blank=True)
    numerator = models.PositiveIntegerField(_("pay"), null=True, blank=True)
    denominator = models.PositiveIntegerField(_("payda"), null=True, blank=True)
    taken_at = models.DateTimeField(_("alındı"), default=timezone.now)

    class Meta:
        verbose_name = _("yıllık değer")
        constraints = [
            # Also serves the history of one figure: code and unit, in the order of years.
            models.UniqueConstraint(
                fields=["code", "unit", "year"], nulls_distinct=False, name="figure_snapshot_once_a_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.year}"

    @property
    def is_final(self) -> bool:
        """Taken after its year had ended: never taken again."""
        return timezone.localdate(self.taken_at) > date(self.year, 12, 31)


class FrozenCut(models.Model):
    """A table of counts as it stood when its year had ended; nothing changes or removes it (a trigger sees to that).

    ``rows``, ``columns``: what it is divided by; ``unit`` null: the university. ``cells``: lists of the row's key, the
    column's key and the counts, null for a total. ``names``: what the keys were called then, by dimension.
    """

    year = models.PositiveSmallIntegerField(_("yıl"))
    rows = models.CharField(_("satırlar"), max_length=20)
    columns = models.CharField(_("sütunlar"), max_length=20, blank=True)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("birim")
    )
    cells: models.JSONField[Any, Any] = models.JSONField(_("hücreler"))
    names: models.JSONField[Any, Any] = models.JSONField(_("adlar"), default=dict)
    taken_at = models.DateTimeField(_("alındı"), default=timezone.now)

    class Meta:
        verbose_name = _("dondurulmuş kesit")
        constraints = [
            # Also serves the one read there is: a cut of a year for a unit.
            models.UniqueConstraint(
                fields=["year", "rows", "columns", "unit"], nulls_distinct=False, name="frozen_cut_once_a_year"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="frozen_for_ever", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.rows} × {self.columns}"
