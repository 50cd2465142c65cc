"""What wants somebody's attention today, from every room, the most pressing first."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mik.common import hooks
from mik.common.hooks import AttentionItem
from mik.common.models import Job, JobState

Look = Callable[[Any], Iterable[AttentionItem]]
URGENCY = {"bad": 0, "warn": 1, "blue": 2}
FAILURES_SHOWN = timedelta(days=3)


def wanted(user: Any, *, without: Sequence[str] = (), besides: Look | None = None) -> list[AttentionItem]:
    """One line for each thing; ``without``: beginnings of addresses that belong to another role's first page;
    ``besides``: a room that is not asked.
    """
    items = (item for look in hooks.attention if look is not besides for item in look(user) if item.count)
    mine = [item for item in items if not item.url.startswith(tuple(without))]
    return sorted(mine, key=lambda item: URGENCY.get(item.tone, 9))


def own_jobs(user: Any) -> Iterator[AttentionItem]:
    """Long work of this user that runs, and what failed lately; one failed job leads to its own page."""
    jobs = Job.objects.visible_to(user)
    url = reverse("common:job_list")
    running = Q(state__in=[JobState.QUEUED, JobState.RUNNING])
    failed = Q(state=JobState.FAILED, finished_at__gte=timezone.now() - FAILURES_SHOWN)
    found = jobs.filter(running | failed).aggregate(
        running=Count("pk", filter=running), failed=Count("pk", filter=failed), one=ArrayAgg("pk", filter=failed)
    )
    yield AttentionItem(_("Süren işiniz"), found["running"], url, "blue", "loader-circle")
    where = reverse("common:job_detail", args=found["one"]) if found["failed"] == 1 else f"{url}?durum=failed"
    yield AttentionItem(_("Son üç günde tamamlanamayan iş"), found["failed"], where, "bad", "circle-x")
