"""The outbox: mails go out in the background, at most once, and nothing of them stays."""

import smtplib
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.utils import timezone

from mik.common import hooks
from mik.mail import services
from mik.mail.backend import OutboxBackend
from mik.mail.models import OutgoingMail

pytestmark = pytest.mark.django_db
State = OutgoingMail.State
Commit = Any


def write(to: str = "elif@ornek.example") -> OutgoingMail:
    return services.queue_message(EmailMultiAlternatives(subject="Konu ığüş", body="Merhaba", to=[to]))[0]


class FailingBackend(BaseEmailBackend):
    """A mail server in trouble: raises what the test puts here."""

    problem: Exception = OSError("no route")

    def send_messages(self, email_messages: Any) -> int:
        raise self.problem


@pytest.fixture
def broken(settings: Any) -> Iterator[Callable[[Exception], None]]:
    settings.EMAIL_BACKEND = "tests.mail.test_services.FailingBackend"

    def because(problem: Exception) -> None:
        FailingBackend.problem = problem

    yield because
    FailingBackend.problem = OSError("no route")


def test_a_mail_goes_out_after_the_commit(django_capture_on_commit_callbacks: Commit) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        row = write()
        assert mail.outbox == []
    row.refresh_from_db()
    assert [(m.to, m.subject, m.body) for m in mail.outbox] == [(["elif@ornek.example"], "Konu ığüş", "Merhaba")]
    assert (row.state, row.attempts) == (State.SENT, 1)


def test_nothing_of_a_sent_mail_stays(django_capture_on_commit_callbacks: Commit) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        row = write()
    row.refresh_from_db()
    assert (row.to, row.subject, row.text, row.html) == ("", "", "", "")
    assert row.sent_at is not None


def test_a_waiting_mail_is_unreadable_in_the_database() -> None:
    row = write()
    with connection.cursor() as cursor:
        cursor.execute('SELECT "to", subject, text FROM mail_outgoingmail WHERE id = %s', [row.pk])
        stored = b"".join(bytes(value) for value in cursor.fetchone())
    assert b"elif" not in stored
    assert b"Merhaba" not in stored


def test_templates_are_rendered_in_the_readers_language(tmp_path: Any, settings: Any) -> None:
    folder = tmp_path / "emails"
    folder.mkdir()
    (folder / "deneme_subject.txt").write_text("{% load i18n %}{% get_current_language as l %}\n{{ l }} {{ name }}\n")
    (folder / "deneme.txt").write_text("{{ name }} {{ base_url }}")
    (folder / "deneme.html").write_text("<b>{{ name }}</b>")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    row = services.send_mail(to="a@ornek.example", template="deneme", context={"name": "O'Neil"}, language="en")
    assert (row.subject, row.text) == ("en O'Neil", "O'Neil http://localhost\n")
    assert row.html == "<b>O&#x27;Neil</b>"


def test_each_recipient_gets_a_mail_of_the_own() -> None:
    message = EmailMultiAlternatives(subject="s", body="b", to=["a@ornek.example"], bcc=["b@ornek.example"])
    assert [row.to for row in services.queue_message(message)] == ["a@ornek.example", "b@ornek.example"]


def test_the_backend_takes_messages_over() -> None:
    message = EmailMultiAlternatives(subject="s", body="b", to=["a@ornek.example"])
    message.attach_alternative("<p>b</p>", "text/html")
    assert OutboxBackend().send_messages([message]) == 1
    assert OutgoingMail.objects.get().html == "<p>b</p>"


# --- A server in trouble ---------------------------------------------------------------------------


def test_a_mail_waits_while_the_server_is_away(broken: Any, django_capture_on_commit_callbacks: Commit) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        row = write()
    row.refresh_from_db()
    assert (row.state, row.attempts, row.problem) == (State.QUEUED, 1, "OSError")
    assert timezone.now() < row.next_try_at <= timezone.now() + timedelta(minutes=1)
    assert row.text == "Merhaba"


def test_pauses_grow_and_end(broken: Any) -> None:
    row = write()
    pauses = []
    for _ in range(len(services.BACKOFF)):
        OutgoingMail.objects.update(next_try_at=timezone.now())
        services.send_outgoing(row.pk)
        row.refresh_from_db()
        pauses.append(round((row.next_try_at - timezone.now()).total_seconds() / 60))
    assert tuple(pauses) == services.BACKOFF
    OutgoingMail.objects.update(next_try_at=timezone.now())
    services.send_outgoing(row.pk)
    row.refresh_from_db()
    assert (row.state, row.to, row.text) == (State.FAILED, "", "")


def test_a_refusal_for_good_is_told_and_not_tried_again(broken: Any) -> None:
    told: list[tuple[str, str]] = []
    broken(smtplib.SMTPRecipientsRefused({"elif@ornek.example": (550, b"no such user")}))
    hooks.bounces.register(remember := lambda address, why: told.append((address, why)))
    try:
        row = write()
        services.send_outgoing(row.pk)
    finally:
        hooks.bounces.unregister(remember)
    row.refresh_from_db()
    assert told == [("elif@ornek.example", "SMTP 550")]
    assert (row.state, row.to) == (State.FAILED, "")


def test_a_refusal_for_now_is_tried_again(broken: Any) -> None:
    broken(smtplib.SMTPRecipientsRefused({"elif@ornek.example": (451, b"later")}))
    row = write()
    services.send_outgoing(row.pk)
    row.refresh_from_db()
    assert (row.state, row.problem) == (State.QUEUED, "SMTP 451")


# --- At most once ----------------------------------------------------------------------------------


def test_a_mail_is_sent_once_however_often_it_is_asked() -> None:
    row = write()
    assert [services.send_outgoing(row.pk) for _ in range(3)] == [True, False, False]
    assert len(mail.outbox) == 1


def test_a_mail_another_worker_holds_is_left_alone() -> None:
    row = write()
    OutgoingMail.objects.update(state=State.SENDING, claimed_at=timezone.now())
    assert services.send_outgoing(row.pk) is False
    assert services.sweep() == {"sent_out": 0, "given_up": 0}


def test_a_mail_whose_sender_died_is_given_up(  # nobody can tell whether it arrived
) -> None:
    row = write()
    OutgoingMail.objects.update(state=State.SENDING, claimed_at=timezone.now() - timedelta(hours=1))
    assert services.sweep() == {"sent_out": 0, "given_up": 1}
    row.refresh_from_db()
    assert (row.state, row.problem, row.to) == (State.FAILED, "lost", "")


def test_the_sweep_sends_what_is_due_and_nothing_else() -> None:
    write("simdi@ornek.example")
    later = write("sonra@ornek.example")
    OutgoingMail.objects.filter(pk=later.pk).update(next_try_at=timezone.now() + timedelta(hours=1))
    assert services.sweep() == {"sent_out": 1, "given_up": 0}
    assert [m.to for m in mail.outbox] == [["simdi@ornek.example"]]


def test_a_broker_that_is_away_leaves_the_mail_in_the_queue(
    settings: Any, django_capture_on_commit_callbacks: Commit
) -> None:
    from mik.celery import app

    eager, broker = app.conf.task_always_eager, app.conf.broker_url
    app.conf.update(task_always_eager=False, broker_url="redis://127.0.0.1:1/0", broker_connection_timeout=0.2)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            row = write()
    finally:
        app.conf.update(task_always_eager=eager, broker_url=broker)
    row.refresh_from_db()
    assert (row.state, row.attempts) == (State.QUEUED, 0)


def test_nobody_reads_the_outbox(coordinator: Any) -> None:
    write()
    assert list(OutgoingMail.objects.visible_to(coordinator)) == []
