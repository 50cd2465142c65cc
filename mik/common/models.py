"""One row for each piece of long work, so that its progress, result and end outlive the worker."""

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import datetime

    from mik.common.jobs import Handler


class JobState(models.TextChoices):
    QUEUED = "queued", _("Sırada")
    RUNNING = "running", _("Sürüyor")
    DONE = "done", _("Tamamlandı")
    FAILED = "failed", _("Tamamlanamadı")
    CANCELLED = "cancelled", _("Durduruldu")


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: object) -> Self:
        """A job is seen by whoever started it."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(owner=getattr(user, "pk", None))


class Job(models.Model):
    """Long work in the background; ``params`` holds ids only, never personal data.

    States move one way, each by a conditional UPDATE (``mik.common.job_runner``): queued → running → done,
    failed or cancelled; a dead worker's job goes back to queued, or to failed.
    """

    kind = models.CharField(_("tür"), max_length=80)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="jobs", verbose_name=_("başlatan")
    )
    params = models.JSONField(default=dict, blank=True)
    state = models.CharField(_("durum"), max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    done = models.PositiveIntegerField(_("işlenen"), default=0)
    total = models.PositiveIntegerField(_("toplam"), default=0)
    counters = models.JSONField(default=dict, blank=True)
    log = models.JSONField(default=list, blank=True)
    result = models.JSONField(default=dict, blank=True)
    error = models.TextField(_("hata"), blank=True)
    cancel_requested = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(_("başlatma"), default=timezone.now, editable=False)
    dispatched_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="job_finished_when_at_an_end",
                condition=models.Q(state__in=[JobState.QUEUED, JobState.RUNNING], finished_at__isnull=True)
                | (~models.Q(state__in=[JobState.QUEUED, JobState.RUNNING]) & models.Q(finished_at__isnull=False)),
            ),
        ]
        indexes = [
            # The sweeper: what waits or runs.
            models.Index(fields=["state"], name="job_unfinished", condition=models.Q(state__in=["queued", "running"])),
            # A user's own jobs, newest first.
            models.Index(fields=["owner", "-created_at"], name="job_of_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"

    @property
    def handler(self) -> "Handler | None":
        from mik.common.jobs import handlers

        return handlers.get(self.kind)

    @property
    def is_finished(self) -> bool:
        return self.state not in (JobState.QUEUED, JobState.RUNNING)

    @property
    def percent(self) -> int:
        if self.state == JobState.DONE:
            return 100
        return min(100, 100 * self.done // self.total) if self.total else 0

    @property
    def seconds_left(self) -> int | None:
        """A rough estimate once a tenth is done."""
        if self.state != JobState.RUNNING or not self.started_at or self.done * 10 < max(self.total, 1):
            return None
        spent = (timezone.now() - self.started_at).total_seconds()
        return round(spent * (self.total - self.done) / self.done)

    @property
    def log_lines(self) -> list[tuple["datetime | None", str]]:
        """What happened, newest first."""
        return [(parse_datetime(at), text) for at, text in reversed(self.log)]

    @property
    def tiles(self) -> list[dict[str, Any]]:
        """The handler's counters with their labels, in the handler's order."""
        tiles = self.handler.tiles if self.handler else ()
        return [{"tile": tile, "count": self.counters[tile.key]} for tile in tiles if tile.key in self.counters]
