"""Notices are not kept longer than they are of use (KVKK art. 7)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.utils import timezone

from mik.common.models import Job
from mik.work.models import Notification, NotificationChoice

KEPT = timedelta(days=365)


def forget_read() -> int:
    """Delete what was read twelve months ago; returns how many."""
    return Notification.objects.filter(read_at__lt=timezone.now() - KEPT).delete()[0]


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
