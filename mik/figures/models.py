"""What the figures came out at, year by year: the running year is kept up to date, a finished one stays."""

from datetime import date

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
