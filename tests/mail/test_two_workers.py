"""Several workers at one mailing: each mail is one's, and a dead one's come back."""

import threading
from collections import Counter

import pytest
from django.db import connection
from django.utils import timezone

from mik.common import job_runner
from mik.common.jobs import start_job
from mik.common.models import Job, JobState
from mik.mail import rows, sending
from mik.mail.models import Delivery, Mailing
from tests.factories.accounts import UserFactory
from tests.factories.mail import begin, job_of, nobody_works, readers, states
from tests.mail.sink import Sink

pytestmark = pytest.mark.django_db
State = Delivery.State


def test_a_chunk_belongs_to_one_run_and_a_dead_runs_rows_come_back() -> None:
    readers(3)
    mailing = begin()
    assert len(rows.claim_chunk(mailing, "99:1")) == 3
    assert rows.claim_chunk(mailing, "99:2") == []
    Delivery.objects.filter(address_hash__isnull=False, person__given_names="Okur0").update(data_at=timezone.now())
    rows.recover(mailing)
    assert states(mailing) == {State.UNCERTAIN: 1, State.QUEUED: 2}


def test_a_living_runs_rows_are_left_alone() -> None:
    readers(2)
    mailing = begin()
    job = job_of(mailing)
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, attempts=1)
    rows.claim_chunk(mailing, f"{job.pk}:1")
    rows.recover(mailing)
    assert states(mailing) == {State.SENDING: 2}


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_nothing_twice(sink: Sink) -> None:
    readers(80)
    mailing = begin()
    with nobody_works():
        other = start_job(kind=sending.KIND, owner=UserFactory.create(), params={"mailing": mailing.pk})

    def work(job_id: int) -> None:
        job_runner.run(job_id)
        connection.close()

    threads = [threading.Thread(target=work, args=(job.pk,)) for job in (job_of(mailing), other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sink.counted == Counter(f"okur{n}@ornek.example" for n in range(80))
    assert states(mailing) == {State.ACCEPTED: 80}
    assert len({row.partition(":")[0] for row in Delivery.objects.values_list("claim", flat=True)}) == 2
    assert Mailing.objects.get().state == "done"
