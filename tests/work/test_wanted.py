"""What wants attention: in one order for all homes, and the user's own jobs among it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mik.accounts.models import User
from mik.common import hooks
from mik.common.hooks import AttentionItem
from mik.common.models import Job, JobState
from mik.work.wanted import own_jobs, wanted
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def job(owner: User, state: str, days: int = 0) -> Job:
    ended = None if state in (JobState.QUEUED, JobState.RUNNING) else timezone.now() - timedelta(days=days)
    return Job.objects.create(kind="registry.import", owner=owner, state=state, finished_at=ended)


def test_the_most_pressing_stands_first_and_nothing_is_nothing() -> None:
    user = UserFactory.create()

    def look(user: object) -> list[AttentionItem]:
        return [
            AttentionItem("sakin", 1, "/a/"),
            AttentionItem("acele", 2, "/b/", "bad"),
            AttentionItem("yok", 0, "/c/", "bad"),
            AttentionItem("bekliyor", 1, "/koordinator/x/", "warn"),
        ]

    hooks.attention.register(look)
    try:
        assert [item.label for item in wanted(user)] == ["acele", "bekliyor", "sakin"]
        assert [item.label for item in wanted(user, without=["/koordinator/"])] == ["acele", "sakin"]
    finally:
        hooks.attention.unregister(look)


def test_own_jobs_that_run_or_failed_lately() -> None:
    user, other = UserFactory.create(), UserFactory.create()
    job(user, JobState.RUNNING)
    failed = job(user, JobState.FAILED, days=1)
    job(user, JobState.FAILED, days=4)
    job(user, JobState.DONE)
    job(other, JobState.FAILED)
    running, lately = own_jobs(user)
    assert (running.count, running.url) == (1, reverse("common:job_list"))
    assert (lately.count, lately.url) == (1, reverse("common:job_detail", args=[failed.pk]))


def test_several_failed_jobs_lead_to_their_list() -> None:
    user = UserFactory.create()
    for _ in range(2):
        job(user, JobState.FAILED)
    lately = list(own_jobs(user))[1]
    assert (lately.count, lately.url) == (2, reverse("common:job_list") + "?durum=failed")


def test_the_list_holds_the_own_jobs_only(client_for: Callable[[User | None], Client]) -> None:
    user, other = UserFactory.create(), UserFactory.create()
    job(other, JobState.DONE)
    for _ in range(3):
        job(user, JobState.DONE)
    failed = job(user, JobState.FAILED)
    client = client_for(user)
    page = client.get(reverse("common:job_list"))
    assert page.context["page"].paginator.count == 4
    only = client.get(reverse("common:job_list"), {"durum": "failed"})
    assert [row.pk for row in only.context["page"]] == [failed.pk]
    assert client.get(reverse("common:job_list"), {"durum": "queued"}).context["page"].paginator.count == 0
