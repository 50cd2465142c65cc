"""The sign of life of the background workers."""

from django.db import models
from django.utils import timezone


class WorkerHeartbeat(models.Model):
    """One row: when a worker last did what beat asked of it. The health page reads it; it holds no personal data."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.CheckConstraint(name="heartbeat_single_row", condition=models.Q(id=1))]

    def __str__(self) -> str:
        return self.at.isoformat()
