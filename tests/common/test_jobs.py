"""Long work: runs once whatever happens, can be stopped, and never stays "running" for ever."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from mik.accounts.models import User
from mik.celery import app
from mik.common import job_runner
from mik.common.job_runner import safe_traceback, sweep
from mik.common.jobs import (
    JobError,
    JobLost,
    RunningJob,
    Tile,
    cancel_job,
    dispatch,
    handlers,
    job_handler,
    may_download_result,
    start_job,
)
from mik.common.models import Job, JobState
from tests.factories.accounts import UserFactory

ForClient = Callable[[User | None], Client]
Captured = Any

ran: list[int] = []
allowed = {"yes": True}
steps: list[Callable[[RunningJob], None]] = []


def may_run(user: Any, params: dict[str, Any]) -> bool:
    return allowed["yes"]


def count(job: RunningJob) -> dict[str, Any]:
    ran.append(job.id)
    for step in steps:
        step(job)
    return {"message": "Bitti."}


@pytest.fixture(autouse=True)
def kinds() -> Iterator[None]:
    """Two kinds of job for these tests alone."""
    tiles = [Tile("new", "Yeni", "ok", "plus")]
    job_handler("test.once", title="Deneme işi", may_run=may_run, tiles=tiles)(count)
    job_handler("test.again", title="Deneme işi", may_run=may_run, resumable=True)(count)
    yield
    del handlers["test.once"], handlers["test.again"]
    ran.clear()
    steps.clear()
    allowed["yes"] = True


def queued(kind: str = "test.once", **fields: Any) -> Job:
    return Job.objects.create(kind=kind, owner=fields.pop("owner", None) or UserFactory.create(), **fields)


def after(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def dead(kind: str, **fields: Any) -> Job:
    """A job whose worker fell silent two minutes ago."""
    silent = timezone.now() - timedelta(minutes=2)
    fields = {"attempts": 1, "started_at": silent, "heartbeat_at": silent, **fields}
    return queued(kind, state=JobState.RUNNING, **fields)


def wait_until_unlocked() -> None:
    """The server lets go of a lock a moment after its session has gone."""
    for _ in range(100):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
                " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
                " AND pid <> pg_backend_pid()"
            )
            if cursor.fetchone()[0] == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the lock is still held")


# --- the ordinary way ---------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_job_runs_after_commit_and_keeps_its_result(django_capture_on_commit_callbacks: Captured) -> None:
    steps.append(lambda job: job.checkpoint(done=3, total=4, counters={"new": 3}, note="Üçü bitti"))
    with django_capture_on_commit_callbacks(execute=True):
        job = start_job(kind="test.once", owner=UserFactory.create(), params={"run": 5})
        assert ran == []
    job = after(job)
    assert (job.state, job.done, job.total, job.attempts) == (JobState.DONE, 3, 4, 1)
    assert job.result == {"message": "Bitti."}
    assert [text for _, text in job.log] == ["İş sıraya alındı", "Üçü bitti", "İş tamamlandı"]
    assert [(entry["tile"].label, entry["count"]) for entry in job.tiles] == [("Yeni", 3)]


@pytest.mark.django_db
def test_an_unknown_kind_cannot_be_started() -> None:
    with pytest.raises(KeyError):
        start_job(kind="test.unknown", owner=UserFactory.create())


@pytest.mark.django_db
def test_a_friendly_failure_is_shown_as_it_is() -> None:
    def fail(job: RunningJob) -> None:
        raise JobError("Dosya okunamadı.")

    steps.append(fail)
    job = queued()
    job_runner.run(job.pk)
    assert (after(job).state, after(job).error) == (JobState.FAILED, "Dosya okunamadı.")


@pytest.mark.django_db
def test_an_unexpected_failure_shows_and_logs_no_value(caplog: pytest.LogCaptureFixture) -> None:
    def fail(job: RunningJob) -> None:
        raise ValueError("10000000146")

    steps.append(fail)
    job = queued()
    job_runner.run(job.pk)
    assert after(job).state == JobState.FAILED
    assert after(job).error.startswith("Beklenmeyen bir hata oldu")
    assert "10000000146" not in after(job).error + caplog.text
    assert "builtins.ValueError at" in caplog.text
    assert "test_jobs.py" in caplog.text


def test_a_safe_traceback_names_causes_without_messages() -> None:
    try:
        try:
            raise KeyError("gizli")
        except KeyError as cause:
            raise JobError("gizli") from cause
    except JobError as problem:
        text = safe_traceback(problem)
    assert "gizli" not in text
    assert text.count(" | caused by ") == 1


# --- once ---------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_message_delivered_twice_runs_once() -> None:
    job = queued()
    job_runner.run(job.pk)
    job_runner.run(job.pk)
    assert ran == [job.pk]
    assert after(job).attempts == 1


@pytest.mark.django_db
def test_a_message_delivered_during_the_run_does_nothing() -> None:
    steps.append(lambda job: job_runner.run(job.id))
    job = queued()
    job_runner.run(job.pk)
    assert ran == [job.pk]
    assert after(job).state == JobState.DONE


@pytest.mark.django_db(transaction=True)
def test_a_job_whose_first_worker_still_lives_is_left_to_it() -> None:
    job = queued("test.again")
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [job_runner.LOCK_SPACE + job.pk])
        job_runner.run(job.pk)
        assert ran == []
        assert after(job).state == JobState.QUEUED
    finally:
        other.close()
    wait_until_unlocked()
    job_runner.run(job.pk)
    assert ran == [job.pk]


@pytest.mark.django_db
def test_a_worker_given_up_for_dead_writes_nothing_more() -> None:
    def overtaken(job: RunningJob) -> None:
        Job.objects.filter(pk=job.id).update(attempts=2)
        with pytest.raises(JobLost):
            job.checkpoint(done=99)
        raise JobLost

    steps.append(overtaken)
    job = queued()
    job_runner.run(job.pk)
    assert (after(job).state, after(job).done) == (JobState.RUNNING, 0)


# --- stopping -----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_waiting_job_is_cancelled_at_once() -> None:
    job = queued()
    cancel_job(job=job)
    assert after(job).state == JobState.CANCELLED
    job_runner.run(job.pk)
    assert ran == []


@pytest.mark.django_db
def test_a_running_job_stops_at_the_next_checkpoint() -> None:
    def stop(job: RunningJob) -> None:
        cancel_job(job=Job.objects.get(pk=job.id))
        job.checkpoint(done=1)
        raise AssertionError("went on after the checkpoint")

    steps.append(stop)
    job = queued()
    job_runner.run(job.pk)
    assert (after(job).state, after(job).done) == (JobState.CANCELLED, 1)


@pytest.mark.django_db
def test_a_finished_job_cannot_be_cancelled() -> None:
    job = queued()
    job_runner.run(job.pk)
    cancel_job(job=job)
    assert after(job).state == JobState.DONE
    assert not after(job).cancel_requested


# --- rights -------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_without_the_right_it_does_not_begin() -> None:
    allowed["yes"] = False
    job = queued()
    job_runner.run(job.pk)
    assert ran == []
    assert after(job).state == JobState.FAILED
    assert "yetkiniz kalmadı" in after(job).error


@pytest.mark.django_db
def test_rights_lost_on_the_way_stop_it() -> None:
    def lose(job: RunningJob) -> None:
        allowed["yes"] = False
        job.checkpoint(done=1)
        raise AssertionError("went on without the right")

    steps.append(lose)
    job = queued()
    job_runner.run(job.pk)
    assert after(job).state == JobState.FAILED
    assert "yetkiniz kalmadı" in after(job).error


@pytest.mark.django_db
def test_a_closed_account_stops_its_job() -> None:
    def close(job: RunningJob) -> None:
        User.objects.update(is_active=False)
        job.checkpoint()

    steps.append(close)
    job = queued()
    job_runner.run(job.pk)
    assert after(job).state == JobState.FAILED


@pytest.mark.django_db
def test_a_result_file_is_the_owners_while_the_right_lasts() -> None:
    file = type("File", (), {"id": "8c4d5bb1-0000-4000-8000-000000000000", "purpose": "x", "uploaded_by_id": None})()
    job = queued(result={"file": file.id})
    assert may_download_result(job.owner, file)
    assert not may_download_result(UserFactory.create(), file)
    allowed["yes"] = False
    assert not may_download_result(job.owner, file)


# --- the sweeper --------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_resumable_job_of_a_dead_worker_ends_done() -> None:
    job = dead("test.again")
    assert sweep() == {"revived": 1, "failed": 0, "sent": 0}
    Job.objects.update(created_at=timezone.now() - timedelta(minutes=1))
    assert sweep()["sent"] == 1
    assert (after(job).state, after(job).attempts) == (JobState.DONE, 2)
    assert ran == [job.pk]


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "attempts"), [("test.once", 1), ("test.again", 3)])
def test_a_job_that_cannot_be_resumed_fails_with_a_clear_message(kind: str, attempts: int) -> None:
    job = dead(kind, attempts=attempts)
    assert sweep() == {"revived": 0, "failed": 1, "sent": 0}
    assert after(job).state == JobState.FAILED
    assert after(job).error.startswith("İş yarıda kesildi")


@pytest.mark.django_db
def test_a_dead_job_that_was_to_stop_is_cancelled() -> None:
    job = dead("test.again", cancel_requested=True)
    sweep()
    assert after(job).state == JobState.CANCELLED


@pytest.mark.django_db
def test_a_living_job_is_left_alone() -> None:
    job = dead("test.again", heartbeat_at=timezone.now())
    assert sweep() == {"revived": 0, "failed": 0, "sent": 0}
    assert after(job).state == JobState.RUNNING


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("created", "sent", "expected"),
    [(10, None, 0), (40, None, 1), (40, 20, 0), (300, 150, 1)],
    ids=["just started", "never sent", "on its way", "message lost"],
)
def test_waiting_jobs_are_sent_again(created: int, sent: int | None, expected: int) -> None:
    now = timezone.now()
    queued(
        created_at=now - timedelta(seconds=created),
        dispatched_at=None if sent is None else now - timedelta(seconds=sent),
    )
    assert sweep()["sent"] == expected


@pytest.mark.django_db
def test_a_long_chunk_keeps_its_heartbeat(monkeypatch: pytest.MonkeyPatch) -> None:
    beats: list[int] = []
    monkeypatch.setattr(job_runner, "BEAT_SECONDS", 0.01)
    monkeypatch.setattr(job_runner, "_beat_once", lambda running: beats.append(running.id))
    steps.append(lambda job: time.sleep(0.1))
    job = queued()
    job_runner.run(job.pk)
    assert set(beats) == {job.pk}


# --- the broker is away -------------------------------------------------------------------------


def forget_connections() -> None:
    celery: Any = app
    celery._pool = celery.amqp._producer_pool = None


@pytest.fixture
def no_broker() -> Iterator[None]:
    """Celery sends for real, to a port where nobody listens."""
    usual = {name: app.conf[name] for name in ("task_always_eager", "broker_url")}
    app.conf.update(task_always_eager=False, broker_url="redis://127.0.0.1:1/0")
    forget_connections()
    yield
    app.conf.update(usual)
    forget_connections()


@pytest.mark.django_db
@pytest.mark.usefixtures("no_broker")
def test_without_a_broker_the_job_waits_and_the_page_answers(
    client_for: ForClient, django_capture_on_commit_callbacks: Captured
) -> None:
    user = UserFactory.create()
    with django_capture_on_commit_callbacks(execute=True):
        job = start_job(kind="test.once", owner=user)
    assert (after(job).state, after(job).dispatched_at) == (JobState.QUEUED, None)
    assert not dispatch(job.pk)
    assert client_for(user).get(f"/is/{job.pk}/").status_code == 200


# --- a worker is killed -------------------------------------------------------------------------

WORKER = """
import sys, time
sys.argv = ["worker"]
import django
from django.conf import settings
django.setup()
settings.DATABASES["default"]["NAME"] = {name!r}
from mik.common import job_runner
from mik.common.jobs import job_handler

def run(job):
    job.checkpoint(done=1, total=2, note="yarısı")
    print("half", flush=True)
    time.sleep(60)

job_handler("test.again", title="", may_run=lambda user, params: True, resumable=True)(run)
job_runner.run({job})
"""


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_s_job_is_taken_up_and_ends_once() -> None:
    job = queued("test.again")
    script = WORKER.format(name=connection.settings_dict["NAME"], job=job.pk)
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(settings.BASE_DIR),
        env={**os.environ, "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"]},
    ) as worker:
        assert worker.stdout
        assert worker.stdout.readline() == "half\n"
        assert sweep() == {"revived": 0, "failed": 0, "sent": 0}
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    wait_until_unlocked()
    assert after(job).state == JobState.RUNNING
    Job.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=2))
    Job.objects.update(created_at=timezone.now() - timedelta(minutes=2))
    assert sweep() == {"revived": 1, "failed": 0, "sent": 1}
    assert (after(job).state, after(job).attempts) == (JobState.DONE, 2)
    assert ran == [job.pk]


# --- the page -----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_page_polls_while_the_job_runs_and_stops_at_the_end(client_for: ForClient) -> None:
    job = queued(state=JobState.RUNNING, done=1, total=4, started_at=timezone.now())
    client = client_for(job.owner)
    page = client.get(f"/is/{job.pk}/").content.decode()
    assert 'hx-trigger="every 1s"' in page
    assert '<noscript><meta http-equiv="refresh"' in page
    Job.objects.update(state=JobState.DONE, finished_at=timezone.now(), result={"message": "Hepsi bitti."})
    piece = client.get(f"/is/{job.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert "hx-trigger" not in piece
    assert "<html" not in piece
    assert "Hepsi bitti." in piece


@pytest.mark.django_db
def test_a_result_is_offered_only_while_the_right_lasts(client_for: ForClient) -> None:
    result = {"url": "/mezun/", "url_label": "Mezunlara git"}
    job = queued(state=JobState.DONE, finished_at=timezone.now(), result=result)
    assert "Mezunlara git" in client_for(job.owner).get(f"/is/{job.pk}/").content.decode()
    allowed["yes"] = False
    assert "Mezunlara git" not in client_for(job.owner).get(f"/is/{job.pk}/").content.decode()


@pytest.mark.django_db
def test_a_job_is_stopped_from_the_page(client_for: ForClient) -> None:
    job = queued()
    response = client_for(job.owner).post(f"/is/{job.pk}/durdur/")
    assert response.status_code == 302
    assert after(job).state == JobState.CANCELLED


@pytest.mark.django_db
@pytest.mark.parametrize(("method", "path"), [("get", "/is/{}/"), ("post", "/is/{}/durdur/")])
def test_anothers_job_does_not_exist(client_for: ForClient, method: str, path: str) -> None:
    job = queued()
    address = path.format(job.pk)
    assert getattr(client_for(UserFactory.create()), method)(address).status_code == 404
    assert getattr(client_for(None), method)(address).status_code == 302
    assert after(job).state == JobState.QUEUED


@pytest.mark.django_db
def test_nobody_sees_jobs_without_signing_in() -> None:
    from django.contrib.auth.models import AnonymousUser

    queued()
    assert Job.objects.visible_to(AnonymousUser()).count() == 0
