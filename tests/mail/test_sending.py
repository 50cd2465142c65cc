"""What becomes of each mail as the server answers, and as people change their minds while it is sent."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from mik.common.models import JobState
from mik.mail import rows, sending
from mik.mail.mailings import cancel_mailing, continue_mailings, pause_mailing, resume_mailing
from mik.mail.models import Delivery, Mailing
from mik.mail.outcomes import BACKOFF
from mik.people.models import ContactPoint
from tests.factories.mail import begin, job_of, nobody_works, readers, send, states, withdraw_now
from tests.mail.sink import Sink

pytestmark = pytest.mark.django_db
State = Delivery.State


def only() -> Delivery:
    return Delivery.objects.get()


def test_everybody_gets_it_over_one_connection(sink: Sink) -> None:
    readers(30)
    mailing = send(begin())
    assert (sink.connections, len(sink.taken), mailing.state) == (1, 30, "done")
    assert (job_of(mailing).done, job_of(mailing).total, job_of(mailing).counters["accepted"]) == (30, 30, 30)


def test_the_server_may_end_the_connection_between_two_mails(sink: Sink) -> None:
    """Many servers allow a number of mails a connection."""
    readers(4)
    told: list[str] = []

    def on_mail(sender: str) -> bytes | None:
        told.append(sender)
        return b"421 4.7.0 enough\r\n" if len(told) == 3 else None

    sink.on_mail = on_mail
    mailing = send(begin())
    assert (sink.connections, states(mailing)) == (2, {State.ACCEPTED: 4})


# --- Refusals --------------------------------------------------------------------------------------


def test_an_address_that_does_not_exist_bounces_and_is_written_to_no_more(sink: Sink) -> None:
    readers(1)
    sink.on_rcpt = lambda address: f"550 5.1.1 <{address}> no such user\r\n".encode()
    mailing = send(begin())
    row = only()
    assert (row.state, row.attempts, row.answer) == (State.BOUNCED, 1, "550 5.1.1 <…> no such user")
    assert ContactPoint.objects.get().dead_at is not None
    assert mailing.state == "done"


@pytest.mark.parametrize("answer", [b"550 5.7.1 your server is on a list\r\n", b"550 no\r\n"])
def test_an_opinion_of_the_sender_buries_no_address(sink: Sink, answer: bytes) -> None:
    readers(1)
    sink.on_rcpt = lambda address: answer
    send(begin())
    assert ContactPoint.objects.get().dead_at is None
    assert only().state in (State.REFUSED, State.BOUNCED)


@pytest.mark.parametrize("stage", ["on_rcpt", "on_text"])
def test_a_server_that_asks_to_wait_is_asked_again_later(sink: Sink, stage: str) -> None:
    readers(1)
    setattr(sink, stage, lambda address: b"451 4.7.1 later\r\n")
    mailing = send(begin())
    row = only()
    assert (row.state, row.attempts, row.answer) == (State.RETRY, 1, "451 4.7.1 later")
    wait = row.next_try_at - timezone.now()
    assert timedelta(minutes=BACKOFF[0] - 1) < wait <= timedelta(minutes=BACKOFF[0])
    assert (mailing.state, job_of(mailing).state) == ("sending", JobState.DONE)

    setattr(sink, stage, lambda address: None)
    assert continue_mailings() == 0  # not due yet
    Delivery.objects.update(next_try_at=timezone.now())
    assert continue_mailings() == 1
    mailing.refresh_from_db()
    assert (send(mailing).state, only().state, only().attempts) == ("done", State.ACCEPTED, 2)


def test_after_the_last_try_it_is_given_up(sink: Sink) -> None:
    readers(1)
    sink.on_rcpt = lambda address: b"452 4.2.2 full\r\n"
    mailing = begin()
    Delivery.objects.update(attempts=len(BACKOFF))
    assert send(mailing).state == "done"
    assert (only().state, only().reason) == (State.REFUSED, "given_up")


def test_a_text_the_server_does_not_want_is_refused_without_blame_on_the_address(sink: Sink) -> None:
    readers(1)
    sink.on_text = lambda address: b"554 5.7.1 looks like spam\r\n"
    send(begin())
    assert (only().state, ContactPoint.objects.get().is_alive) == (State.REFUSED, True)


def test_a_refused_sender_stops_everything_before_harm_is_done(sink: Sink) -> None:
    readers(3)
    sink.on_mail = lambda sender: b"553 5.7.1 who are you\r\n"
    mailing = send(begin())
    assert (job_of(mailing).state, mailing.stands_still) == (JobState.FAILED, True)
    assert "553 5.7.1 who are you" in job_of(mailing).error
    assert states(mailing) == {State.QUEUED: 3}
    sink.on_mail = lambda sender: None
    with nobody_works():
        resume_mailing(mailing=mailing, by=mailing.by)
    mailing.refresh_from_db()
    assert states(send(mailing)) == {State.ACCEPTED: 3}


def test_an_address_nobody_can_write_to_holds_nobody_up(sink: Sink) -> None:
    readers(2)
    ContactPoint.objects.filter(normalised="okur0@ornek.example").update(normalised="ığ şü@ornek.example")
    mailing = send(begin())
    assert states(mailing) == {State.ACCEPTED: 1, State.REFUSED: 1}
    assert Delivery.objects.get(state=State.REFUSED).reason == "unsendable"


def test_a_server_that_is_away_is_tried_again_by_itself(sink: Sink, settings: Any) -> None:
    readers(2)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    mailing = send(begin())
    assert (mailing.state, job_of(mailing).state, mailing.setbacks) == ("sending", JobState.DONE, 1)
    assert states(mailing) == {State.QUEUED: 2}
    settings.EMAIL_PORT = port
    assert continue_mailings() == 0  # it rests a minute
    Mailing.objects.update(resume_at=timezone.now())
    assert continue_mailings() == 1
    mailing.refresh_from_db()
    done = send(mailing)
    assert (done.state, done.setbacks, states(done)) == ("done", 0, {State.ACCEPTED: 2})


def test_a_connection_lost_within_the_text_leaves_it_uncertain(sink: Sink) -> None:
    readers(3)

    def vanish(address: str) -> None:
        if address == "okur1@ornek.example":
            raise ConnectionResetError

    sink.on_text = vanish
    mailing = send(begin())
    assert states(mailing) == {State.ACCEPTED: 2, State.UNCERTAIN: 1}
    assert mailing.state == "done"


# --- Minds that change -----------------------------------------------------------------------------


def test_whoever_withdraws_between_freezing_and_sending_gets_none(sink: Sink) -> None:
    stays, leaves = readers(2)
    mailing = begin()
    withdraw_now(leaves)
    assert states(send(mailing)) == {State.ACCEPTED: 1, State.SKIPPED: 1}
    assert list(sink.counted) == ["okur0@ornek.example"]
    assert Delivery.objects.get(person=leaves).reason == "consent"
    assert Delivery.objects.get(person=stays).reason == ""


@pytest.mark.parametrize("change", [{"dead": True}, {"normalised": "yeni@ornek.example"}, {"gone": True}])
def test_an_address_that_changed_meanwhile_gets_none(sink: Sink, change: dict[str, Any]) -> None:
    readers(1)
    mailing = begin()
    contact = ContactPoint.objects.get()
    if "gone" in change:
        contact.delete()
    elif "dead" in change:
        ContactPoint.objects.update(dead_at=timezone.now(), dead_evidence="bounced")
    else:
        ContactPoint.objects.update(**change)
    send(mailing)
    assert (sink.taken, only().state, only().reason) == ([], State.SKIPPED, "address")


def test_the_last_look_stands_in_the_statement_itself() -> None:
    """Consent, address, pause, claim: whichever changed after the chunk was taken, the text does not go."""
    (person,) = readers(1)
    mailing = begin()
    (row,) = rows.claim_chunk(mailing, "1:1")
    assert not rows.enter_data(row, "2:1", mailing)
    Mailing.objects.update(state="paused")
    assert not rows.enter_data(row, "1:1", mailing)
    Mailing.objects.update(state="sending")
    ContactPoint.objects.update(dead_at=timezone.now(), dead_evidence="bounced")
    assert not rows.enter_data(row, "1:1", mailing)
    ContactPoint.objects.update(dead_at=None, dead_evidence="")
    assert rows.enter_data(row, "1:1", mailing)
    assert not rows.enter_data(row, "1:1", mailing)
    Delivery.objects.update(data_at=None)
    withdraw_now(person)
    assert not rows.enter_data(row, "1:1", mailing)


def pausing(mailing: Mailing, act: Any) -> Any:
    """Does something between the second mail and the third."""
    look = sending.Run.look_now_and_then
    seen: list[int] = []

    def look_and_act(run: sending.Run) -> None:
        seen.append(1)
        if len(seen) == 2:
            act(mailing=mailing, by=mailing.by)
        look(run)

    return look_and_act


def test_a_pause_holds_from_the_next_mail_on_and_the_rest_goes_later(sink: Sink, monkeypatch: Any) -> None:
    readers(5)
    mailing = begin()
    with monkeypatch.context() as patch:
        patch.setattr(sending.Run, "look_now_and_then", pausing(mailing, pause_mailing))
        paused = send(mailing)
    assert (paused.state, states(paused)) == ("paused", {State.ACCEPTED: 2, State.QUEUED: 3})
    assert continue_mailings() == 0
    with nobody_works():
        resume_mailing(mailing=paused, by=paused.by)
    paused.refresh_from_db()
    assert states(send(paused)) == {State.ACCEPTED: 5}
    assert set(sink.counted.values()) == {1}


def test_cancelling_keeps_what_was_sent_and_drops_the_rest(sink: Sink, monkeypatch: Any) -> None:
    readers(5)
    mailing = begin()
    monkeypatch.setattr(sending.Run, "look_now_and_then", pausing(mailing, cancel_mailing))
    cancelled = send(mailing)
    assert cancelled.state == "cancelled"
    assert states(cancelled) == {State.ACCEPTED: 2, State.SKIPPED: 3}
    assert len(sink.taken) == 2


def test_the_pace_keeps_mails_apart(sink: Sink, monkeypatch: Any) -> None:
    readers(3)
    slept: list[float] = []
    clock = [0.0]

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        clock[0] += seconds

    monkeypatch.setattr(time, "sleep", sleep)
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    send(begin(per_minute=30))
    assert (round(sum(slept), 3), max(slept)) == (4.0, 0.5)


def test_others_get_their_turn(sink: Sink, monkeypatch: Any) -> None:
    """A mailing goes to the end of the queue now and then, as the same job and without using up its attempts."""
    readers(5)
    mailing = begin()
    monkeypatch.setattr(sending, "TURN_SECONDS", 0)
    turns: list[int] = []
    sink.on_mail = lambda sender: turns.append(sink.connections)
    assert send(mailing).state == "done"
    assert turns == [1, 2, 3, 4, 5]
    job = job_of(mailing)
    assert (job.state, job.attempts, job.done) == (JobState.DONE, 1, 5)
    assert set(sink.counted.values()) == {1}
