"""Everybody gets exactly one mail though the worker is killed, and whoever said no a second before gets none.

The worker is a process of its own and dies by SIGKILL; the mail server counts what really arrived.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.utils import timezone

from mik.common import job_runner
from mik.common.models import Job, JobState
from mik.mail.mailings import settle_uncertain
from mik.mail.models import Delivery
from mik.people.models import Person
from tests.factories.mail import begin, job_of, readers, states, withdraw_now
from tests.mail.sink import Sink

pytestmark = pytest.mark.django_db(transaction=True)
State = Delivery.State


class Worker:
    """The process that sends, until it is killed."""

    def __init__(self, job: Job) -> None:
        name, port = connection.settings_dict["NAME"], django_settings.EMAIL_PORT
        arguments = [sys.executable, "-m", "tests.mail.worker", str(name), str(port), str(job.pk)]
        self.process = subprocess.Popen(arguments, cwd=django_settings.BASE_DIR, env=os.environ.copy())

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    @property
    def killed(self) -> bool:
        return self.process.wait(timeout=300) == -signal.SIGKILL


def revive(job: Job) -> None:
    """What the sweeper does a minute after the last sign of life; the run then happens in this process."""
    wait_for(lambda: not holds_a_lock())
    past = timezone.now() - timedelta(minutes=2)
    Job.objects.filter(pk=job.pk).update(heartbeat_at=past, created_at=past)
    assert job_runner.sweep()["revived"] == 1


def holds_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks JOIN pg_database ON oid = database"
            " WHERE locktype = 'advisory' AND datname = current_database())"
        )
        return bool(cursor.fetchone()[0])


def wait_for(condition: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def withdraw_in_a_thread(person: Person) -> None:
    """As another process would: on a connection of its own, committed when it returns."""

    def withdraw() -> None:
        withdraw_now(person)
        connection.close()

    thread = threading.Thread(target=withdraw)
    thread.start()
    thread.join()


def test_two_thousand_get_one_mail_each_though_the_worker_is_killed(sink: Sink) -> None:
    people = readers(2002)
    mailing = begin()
    withdraw_now(people[3])
    at_the_last_moment = people[700]
    workers: list[Worker] = []

    def on_rcpt(address: str) -> None:
        if address == "okur700@ornek.example":
            withdraw_in_a_thread(at_the_last_moment)
        if len(sink.taken) == 1000 and len(workers) == 1 and workers[0].process.poll() is None:
            workers[0].kill()

    sink.on_rcpt = on_rcpt
    workers.append(Worker(job_of(mailing)))
    assert workers[0].killed
    assert len(sink.taken) == 1000
    assert states(mailing)[State.SENDING] > 0
    revive(job_of(mailing))

    refused = {"okur3@ornek.example", "okur700@ornek.example"}
    everybody = {f"okur{n}@ornek.example" for n in range(2002)}
    assert sink.counted == Counter(everybody - refused)
    assert states(mailing) == {State.ACCEPTED: 2000, State.SKIPPED: 2}
    assert set(Delivery.objects.filter(state=State.SKIPPED).values_list("reason", flat=True)) == {"consent"}
    mailing.refresh_from_db()
    assert (mailing.state, job_of(mailing).state, job_of(mailing).attempts) == ("done", JobState.DONE, 2)


def test_the_one_mail_whose_fate_nobody_knows_waits_for_a_person(sink: Sink) -> None:
    """Killed after the server took the text and before it could say so: the worst moment there is."""
    readers(5)
    mailing = begin()
    workers: list[Worker] = []

    def on_text(address: str) -> None:
        if address == "okur2@ornek.example" and workers[0].process.poll() is None:
            workers[0].kill()

    sink.on_text = on_text
    workers.append(Worker(job_of(mailing)))
    assert workers[0].killed
    revive(job_of(mailing))

    assert sink.counted == Counter(f"okur{n}@ornek.example" for n in range(5))
    assert states(mailing) == {State.ACCEPTED: 4, State.UNCERTAIN: 1}
    uncertain = Delivery.objects.get(state=State.UNCERTAIN)
    assert (uncertain.address, uncertain.reason) == ("okur2@ornek.example", "interrupted")
    mailing.refresh_from_db()
    assert mailing.state == "done"

    settle_uncertain(delivery=uncertain, resend=True, by=mailing.by)
    assert sink.counted["okur2@ornek.example"] == 2
    assert len(set(sink.message_ids("okur2@ornek.example"))) == 1
    mailing.refresh_from_db()
    assert (mailing.state, states(mailing)) == ("done", {State.ACCEPTED: 5})
