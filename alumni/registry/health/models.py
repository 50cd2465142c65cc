"""What is known of the records' health: findings of the night, what was declared right, repairs, totals by day."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alumni.registry.health.managers import (
    HealthDismissalQuerySet,
    HealthFindingQuerySet,
    HealthRepairQuerySet,
    HealthSnapshotQuerySet,
)
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.audit.tracking import tracked
from mik.units.models import Unit


class HealthFinding(models.Model):
    """A record that breaks a rule, as the last look found it. Derived, made anew each night: it keeps no history."""

    rule = models.CharField(_("kural"), max_length=40)
    alumnus = models.ForeignKey(
        Alumnus, on_delete=models.CASCADE, related_name="findings", verbose_name=_("mezun"), db_index=False
    )
    found_at = models.DateTimeField(_("bulundu"), default=timezone.now)

    objects = HealthFindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("bulgu")
        constraints = [
            # Also serves the count by rule of the office's page and the rows of one rule's list.
            models.UniqueConstraint(fields=["rule", "alumnus"], name="health_finding_once"),
        ]
        indexes = [
            # What is wrong with these records: the counts of a department, and what goes with a deleted record.
            models.Index(fields=["alumnus", "rule"], name="health_finding_of_record"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.alumnus_id}"


class HealthDismissal(models.Model):
    """Somebody's word that a rule does not hold for a record: not shown there again, however often it is found."""

    rule = models.CharField(_("kural"), max_length=40)
    alumnus = models.ForeignKey(
        Alumnus, on_delete=models.CASCADE, related_name="health_dismissals", verbose_name=_("mezun")
    )
    reason = models.CharField(_("neden"), max_length=200)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("söyleyen"))
    at = models.DateTimeField(_("zaman"), default=timezone.now)

    objects = HealthDismissalQuerySet.as_manager()

    class Meta:
        verbose_name = _("geçerli olmayan kural")
        constraints = [
            models.UniqueConstraint(fields=["rule", "alumnus"], name="health_dismissal_once"),
            models.CheckConstraint(name="health_dismissal_says_why", condition=~models.Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.alumnus_id}"


class HealthRepair(models.Model):
    """Records mended by one click. Their events carry ``context``, so history knows what to put back."""

    rule = models.CharField(_("kural"), max_length=40)
    context = models.UUIDField(editable=False)
    count = models.PositiveIntegerField(_("onarılan"))
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("onaran"))
    at = models.DateTimeField(_("zaman"), default=timezone.now)
    undone_at = models.DateTimeField(_("geri alındı"), null=True, blank=True)

    objects = HealthRepairQuerySet.as_manager()

    class Meta:
        verbose_name = _("onarım")
        ordering = ["-at", "-id"]
        indexes = [
            # The last repairs of a rule, beside its list.
            models.Index(fields=["rule", "-at"], name="health_repair_of_rule"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.count}"


class HealthSnapshot(models.Model):
    """How many records were what on one day, in one department or (without one) in the whole registry."""

    unit = models.ForeignKey(
        Unit, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("bölüm")
    )
    day = models.DateField(_("gün"))
    registered = models.PositiveIntegerField(_("kayıtlı"))
    members = models.PositiveIntegerField(_("üye"))
    reachable = models.PositiveIntegerField(_("ulaşılabilen"))
    fresh = models.PositiveIntegerField(_("güncel"))
    complete = models.PositiveIntegerField(_("eksiksiz"))
    verified = models.PositiveIntegerField(_("doğrulanmış"))
    sound = models.PositiveIntegerField(_("sağlam"))
    # Records with something to mend, and how many lack each field (``measures.FIELDS``).
    wanting = models.PositiveIntegerField(_("onarım bekleyen"))
    lacking = models.JSONField(default=dict)
    taken_at = models.DateTimeField(_("alındı"), default=timezone.now)

    objects = HealthSnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = _("günlük sağlık")
        constraints = [
            # Also serves the trend of one department: its days in order.
            models.UniqueConstraint(fields=["unit", "day"], nulls_distinct=False, name="health_snapshot_once_a_day"),
        ]
        indexes = [
            # All departments on the last day.
            models.Index(fields=["day"], name="health_snapshot_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.day}"


tracked()(HealthDismissal)
