"""Notices are not kept longer than they are of use (KVKK art. 7)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from mik.common.models import Job
from mik.work.models import Notification, NotificationChoice

KEPT = timedelta(days=365)


def _read(before: datetime) -> "QuerySet[Notification]":
    return Notification.objects.filter(read_at__lt=before)


def due_read(before: datetime) -> int:
    return _read(before).count()


def forget_read(before: datetime) -> int:
    """Delete what was read before; returns how many. The nightly destruction calls it with a day ``KEPT`` ago."""
    return _read(before).delete()[0]


def erase_notices(person_id: int) -> int:
    return Notification.objects.filter(user__person=person_id).delete()[0]


def erase_choices(person_id: int) -> int:
    return NotificationChoice.objects.filter(user__person=person_id).delete()[0]


def told_to(person_id: int) -> Iterator[dict[str, Any]]:
    """The inbox, for the file of the own data."""
    for one in Notification.objects.filter(user__person=person_id):
        at = timezone.localtime(one.created_at).isoformat(timespec="seconds")
        yield {"text": one.said, "at": at, "read": one.read_at is not None}


def told_of_jobs(person_id: int) -> Iterator[dict[str, Any]]:
    """What work the account started, and how it ended; its numbers say nothing of anybody."""
    for job in Job.objects.filter(owner__person=person_id).order_by("pk"):
        title = str(job.handler.title) if job.handler else job.kind
        yield {"title": title, "state": job.get_state_display(), "created_at": job.created_at}
