"""A wave from draft to closed: who is meant, who gets a mail, who is reminded, and what a killed worker leaves."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.common.jobs import RunningJob
from mik.common.models import Job, JobState
from mik.mail.models import OutgoingMail
from mik.people.models import ContactPoint, Purpose
from mik.units.models import Unit
from surveys.answering.services import opt_out
from surveys.models import Invitation, Link, Wave
from surveys.rates import Rate
from surveys.waves import sending
from surveys.waves.audience import count_target
from surveys.waves.numbers import numbers_of
from surveys.waves.services import (
    WaveProblem,
    close_overdue,
    close_wave,
    delete_wave,
    open_wave,
    remind,
    remindable,
    save_wave,
    send_remaining,
)
from tests.factories.alumni import GraduationFactory, graduate
from tests.factories.consents import agreed, withdrew
from tests.factories.surveys import ContactFactory, InvitationFactory, ResponseFactory, VersionFactory, WaveFactory
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db
Capture = Callable[..., Any]


def willing(unit: Unit, **more: Any) -> Alumnus:
    alumnus = graduate(programme_of(unit), **more)
    agreed(alumnus.person, purpose=Purpose.SURVEYS)
    return alumnus


@pytest.fixture
def draft(department: Unit) -> Wave:
    return WaveFactory.create(state="draft", criteria={"unit_ids": [department.pk]})


def opened(wave: Wave, by: User, capture: Capture) -> Wave:
    with capture(execute=True):
        open_wave(wave=wave, by=by)
    wave.refresh_from_db()
    return wave


def test_everybody_meant_is_in_the_population_and_the_reachable_get_a_mail(
    draft: Wave,
    department: Unit,
    other_department: Unit,
    coordinator: User,
    django_capture_on_commit_callbacks: Capture,
) -> None:
    reached = willing(department, year=2020)
    GraduationFactory.create(alumnus=reached, programme=programme_of(department, 7), year=2024)
    without_consent = graduate(programme_of(department))
    without_address = willing(department, contacts=False)
    dead = willing(department)
    ContactPoint.objects.filter(person=dead.person, kind="email").update(
        dead_at=timezone.now(), dead_evidence="bounced"
    )
    willing(other_department)
    reach = count_target(draft)
    assert (reach.population, reach.reached, sum(n for _why, n in reach.left_out)) == (4, 1, 3)
    wave = opened(draft, coordinator, django_capture_on_commit_callbacks)
    assert (wave.state, wave.population, wave.opens_on) == ("open", 4, timezone.localdate())
    states = {i.person_id: (i.sent_at is not None, i.unsent) for i in wave.invitations.all()}
    assert states == {
        reached.pk: (True, ""),
        without_consent.pk: (False, "no_consent"),
        without_address.pk: (False, "no_address"),
        dead.pk: (False, "no_address"),
    }
    invitation = wave.invitations.get(person=reached.person)
    assert (invitation.graduation_year, invitation.programme) == (2024, programme_of(department, 7))
    assert [m.to for m in mail.outbox] == [[reached.person.contacts.get(kind="email").value]]
    assert (Link.objects.count(), Job.objects.get().state) == (1, JobState.DONE)


def test_the_mail_holds_link_last_day_and_the_way_out(
    draft: Wave, department: Unit, coordinator: User, django_capture_on_commit_callbacks: Capture
) -> None:
    willing(department)
    opened(draft, coordinator, django_capture_on_commit_callbacks)
    (message,) = mail.outbox
    assert message.subject == "Mezun memnuniyet anketi 2026: görüşünüzü bekliyoruz"
    link = re.search(r"http://localhost/anket/([\w-]{22,})/\n", str(message.body))
    assert link is not None
    Client().get(f"/anket/{link[1]}/", follow=True)
    assert (tables_with(link[1]), tables_with("Mezun memnuniyet anketi 2026") != []) == ([], True)
    assert "Yanıtlarınız gizlidir" in message.body
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/e-posta/ayril/" in message.extra_headers["List-Unsubscribe"]


def tables_with(words: str) -> list[str]:
    """Every table in which some row holds these words as they are."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT EXISTS (SELECT FROM "{table}" t WHERE t::text LIKE %s)', [f"%{words}%"])
            found += [table] if cursor.fetchone()[0] else []
    return found


def test_consent_is_asked_again_when_the_mail_is_written(
    draft: Wave, department: Unit, coordinator: User, django_capture_on_commit_callbacks: Capture
) -> None:
    alumnus = willing(department)
    with django_capture_on_commit_callbacks() as callbacks:
        open_wave(wave=draft, by=coordinator)
    withdrew(alumnus.person, purpose=Purpose.SURVEYS)
    with django_capture_on_commit_callbacks(execute=True):
        [callback() for callback in callbacks]
    assert (mail.outbox, draft.invitations.get(person=alumnus.person).unsent) == ([], "no_consent")


def test_what_keeps_a_wave_from_opening(draft: Wave, coordinator: User) -> None:
    with pytest.raises(WaveProblem, match="uyan kimse yok"):
        open_wave(wave=draft, by=coordinator)
    yesterday = timezone.localdate() - timedelta(days=1)
    late = WaveFactory.create(state="draft", opens_on=yesterday, closes_on=yesterday, version=draft.version)
    with pytest.raises(WaveProblem, match="Son gün geçmiş"):
        open_wave(wave=late, by=coordinator)
    unready = WaveFactory.create(state="draft", version=VersionFactory.create(state="draft"))
    with pytest.raises(WaveProblem, match="yayımlanmadı"):
        open_wave(wave=unready, by=coordinator)
    assert (Wave.objects.exclude(state="draft").count(), Job.objects.count()) == (0, 0)


def test_a_wave_opens_once(draft: Wave, department: Unit, coordinator: User) -> None:
    willing(department)
    open_wave(wave=draft, by=coordinator)
    for again in (
        lambda: open_wave(wave=draft, by=coordinator),
        lambda: save_wave(wave=draft, by=coordinator, title_tr="Başka"),
        lambda: delete_wave(wave=draft),
    ):
        with pytest.raises(WaveProblem, match="bu arada açıldı"):
            again()
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize("change", [{"population": 9}, {"criteria": {"levels": [6]}}, {"state": "draft"}])
def test_the_database_keeps_the_frame_of_an_opened_wave(wave: Wave, change: dict[str, Any]) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Wave.objects.filter(pk=wave.pk).update(**change)


# --- a killed worker -------------------------------------------------------------------------------


class Killed(BaseException):
    """As if the power had gone: nothing after it runs."""


def test_a_killed_worker_neither_skips_nor_doubles(
    draft: Wave, department: Unit, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed while writing the fourth of five, in chunks of two; then the job is run again."""
    monkeypatch.setattr(sending, "CHUNK", 2)
    for _n in range(5):
        willing(department)
    open_wave(wave=draft, by=coordinator)
    job = Job.objects.get()
    Job.objects.update(state=JobState.RUNNING, attempts=1)
    job.refresh_from_db()
    handler = job.handler
    assert handler is not None
    write = sending._write
    written: list[int] = []

    def die(wave: Wave, invitation: Invitation, *rest: Any) -> None:
        if len(written) == 3:
            raise Killed
        written.append(invitation.pk)
        write(wave, invitation, *rest)

    monkeypatch.setattr(sending, "_write", die)
    with pytest.raises(Killed):
        handler.run(RunningJob(job, handler))
    assert (OutgoingMail.objects.count(), Invitation.objects.filter(sent_at__isnull=False).count()) == (2, 2)
    monkeypatch.setattr(sending, "_write", write)
    job.refresh_from_db()
    result = handler.run(RunningJob(job, handler))
    assert result is not None
    assert result["message"] == "5 e-posta sıraya kondu."
    addresses = [outgoing.to for outgoing in OutgoingMail.objects.all()]
    assert (len(addresses), len(set(addresses)), Invitation.objects.filter(sent_at=None).count()) == (5, 5, 0)


def test_a_wave_closed_meanwhile_stops_the_sending(
    draft: Wave, department: Unit, coordinator: User, django_capture_on_commit_callbacks: Capture
) -> None:
    willing(department)
    with django_capture_on_commit_callbacks() as callbacks:
        open_wave(wave=draft, by=coordinator)
    close_wave(wave=draft)
    [callback() for callback in callbacks]
    job = Job.objects.get()
    assert (job.state, job.error, mail.outbox) == (JobState.FAILED, "Anket kapandı; kalanlara gönderilmedi.", [])


def test_who_loses_the_duty_sends_no_more(
    draft: Wave, department: Unit, coordinator: User, django_capture_on_commit_callbacks: Capture
) -> None:
    willing(department)
    with django_capture_on_commit_callbacks() as callbacks:
        open_wave(wave=draft, by=coordinator)
    yesterday = timezone.localdate() - timedelta(days=1)
    coordinator.appointments.update(early_end=yesterday, early_end_reason="Ayrıldı")
    [callback() for callback in callbacks]
    assert (Job.objects.get().state, mail.outbox) == (JobState.FAILED, [])


def test_who_can_be_reached_later_is_sent_to_later(
    draft: Wave, department: Unit, coordinator: User, django_capture_on_commit_callbacks: Capture
) -> None:
    alumnus = graduate(programme_of(department))
    wave = opened(draft, coordinator, django_capture_on_commit_callbacks)
    agreed(alumnus.person, purpose=Purpose.SURVEYS)
    with django_capture_on_commit_callbacks(execute=True):
        send_remaining(wave=wave, by=coordinator)
    assert (len(mail.outbox), wave.invitations.get().unsent, wave.population) == (1, "", 1)


# --- reminders -------------------------------------------------------------------------------------


def asked(wave: Wave, unit: Unit, **more: Any) -> Invitation:
    return InvitationFactory.create(wave=wave, person=willing(unit).person, **more)


def test_only_those_who_are_due_are_reminded(
    wave: Wave, department: Unit, coordinator: User, django_capture_on_commit_callbacks: Capture
) -> None:
    now = timezone.now()
    due = asked(wave, department)
    started = asked(wave, department)
    ResponseFactory.create(invitation=started)
    finished = asked(wave, department)
    ResponseFactory.create(invitation=finished, completed_at=now)
    opt_out(invitation=asked(wave, department))
    asked(wave, department, sent_at=now - timedelta(days=4))
    asked(wave, department, reminders=1, last_reminded_at=now - timedelta(days=4))
    asked(wave, department, reminders=2, last_reminded_at=now - timedelta(days=6))
    asked(wave, department, sent_at=None)
    unwilling = asked(wave, department)
    assert unwilling.person is not None
    withdrew(unwilling.person, purpose=Purpose.SURVEYS)
    assert set(remindable(wave)) == {due, started, unwilling}
    with django_capture_on_commit_callbacks(execute=True):
        remind(wave=wave, by=coordinator)
    assert sorted(m.to[0] for m in mail.outbox) == sorted(
        i.person.contacts.get(kind="email").value for i in (due, started) if i.person
    )
    assert {m.subject for m in mail.outbox} == {"Hatırlatma: Mezun memnuniyet anketi 2026"}
    due.refresh_from_db()
    unwilling.refresh_from_db()
    assert (due.reminders, unwilling.reminders) == (1, 0)
    opt_out(invitation=unwilling)
    with pytest.raises(WaveProblem, match="kimse yok"):
        remind(wave=wave, by=coordinator)


def test_one_sending_at_a_time(wave: Wave, department: Unit, coordinator: User) -> None:
    asked(wave, department)
    remind(wave=wave, by=coordinator)
    for again in (remind, send_remaining):
        with pytest.raises(WaveProblem, match="sürüyor"):
            again(wave=wave, by=coordinator)


# --- employers -------------------------------------------------------------------------------------


def test_employers_contacts_are_asked_the_same_way(
    coordinator: User, django_capture_on_commit_callbacks: Capture
) -> None:
    version = VersionFactory.create(questionnaire__audience="employers")
    first, second = ContactFactory.create(), ContactFactory.create(language="en")
    gone = ContactFactory.create(opted_out_at=timezone.now())
    chosen = {"contacts": [first.pk, second.pk, gone.pk]}
    ContactFactory.create()
    wave = opened(
        WaveFactory.create(state="draft", version=version, criteria=chosen),
        coordinator,
        django_capture_on_commit_callbacks,
    )
    assert (wave.population, sorted(m.to[0] for m in mail.outbox)) == (
        3,
        sorted([first.email or "", second.email or ""]),
    )
    assert wave.invitations.get(contact=gone).unsent == "opted_out"
    english = next(m for m in mail.outbox if m.to == [second.email])
    assert "Graduate satisfaction survey 2026" in english.subject


# --- the end, and the numbers ----------------------------------------------------------------------


def test_what_has_passed_its_last_day_is_closed(wave: Wave) -> None:
    assert close_overdue() == 0
    Wave.objects.update(opens_on="2026-11-01", closes_on="2026-11-02")
    wave.refresh_from_db()
    assert (wave.is_running, close_overdue(), close_overdue()) == (False, 1, 0)


def test_the_response_rate_counts_everybody_meant(wave: Wave) -> None:
    """HESA: completed of the target population; unreached, refusing and unfinished stay below the line."""
    ResponseFactory.create(invitation__wave=wave, completed_at=timezone.now())
    ResponseFactory.create(invitation__wave=wave)
    InvitationFactory.create(wave=wave, sent_at=None, unsent="no_consent")
    InvitationFactory.create(wave=wave, opted_out_at=timezone.now())
    big = WaveFactory.create(population=4, version=wave.version)
    Invitation.objects.filter(wave=wave).update(wave=big)
    numbers = numbers_of(big)
    assert numbers.rate == Rate(population=4, completed=1)
    assert numbers.rate.percent == 25
    assert (numbers.invited, numbers.started, numbers.completed, numbers.opted_out) == (3, 2, 1, 1)
    assert numbers.no_consent == 1
    assert Rate(population=0, completed=0).percent is None
