"""What wants somebody's attention today, from every room, the most pressing first."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mik.common import hooks
from mik.common.hooks import AttentionItem
from mik.common.models import Job, JobState

URGENCY = {"bad": 0, "warn": 1, "blue": 2}
FAILURES_SHOWN = timedelta(days=3)


def wanted(user: Any, *, without: Sequence[str] = ()) -> list[AttentionItem]:
    """One line for each thing; ``without``: beginnings of addresses that belong to another role's first page."""
    items = (item for look in hooks.attention for item in look(user) if item.count)
    mine = [item for item in items if not item.url.startswith(tuple(without))]
    return sorted(mine, key=lambda item: URGENCY.get(item.tone, 9))


def own_jobs(user: Any) -> Iterator[AttentionItem]:
    """Long work of this user that runs, and what failed lately; one failed job leads to its own page."""
    jobs = Job.objects.visible_to(user)
    url = reverse("common:job_list")
    running = jobs.filter(state__in=[JobState.QUEUED, JobState.RUNNING]).count()
    yield AttentionItem(_("Süren işiniz"), running, url, "blue", "loader-circle")
    failed = jobs.filter(state=JobState.FAILED, finished_at__gte=timezone.now() - FAILURES_SHOWN)
    ids = list(failed.values_list("pk", flat=True)[:2])
    where = reverse("common:job_detail", args=ids) if len(ids) == 1 else f"{url}?durum=failed"
    yield AttentionItem(_("Son üç günde tamamlanamayan iş"), failed.count(), where, "bad", "circle-x")
