"""Starting, watching over and ending a mailing; who sees it; what stays of it."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from mik.accounts.models import User
from mik.common import hooks, job_runner
from mik.common.models import Job, JobState
from mik.mail.erasing import KEPT, forget_addresses
from mik.mail.mailings import (
    EmptyAudience,
    WrongState,
    cancel_mailing,
    pause_mailing,
    resume_mailing,
    set_pace,
    settle_uncertain,
    start_mailing,
)
from mik.mail.models import Delivery, Mailing
from mik.people.models import Person
from mik.units.models import Unit
from tests.factories.accounts import UserFactory, grant
from tests.factories.mail import begin, draft, email_of, readers, send, sending_allowed, started, states

pytestmark = pytest.mark.django_db
State = Delivery.State


@pytest.fixture(autouse=True)
def _allowed() -> Iterator[None]:
    with sending_allowed():
        yield


@pytest.fixture
def by() -> User:
    return UserFactory.create()


def test_an_audience_of_nobody_starts_nothing_and_loses_nothing(by: User) -> None:
    mailing = draft(by)
    with pytest.raises(EmptyAudience) as told:
        start_mailing(mailing=mailing, persons=Person.objects.all(), by=by)
    assert "Bu seçimle gönderilecek kimse yok" in told.value.message
    mailing.refresh_from_db()
    assert (mailing.state, Delivery.objects.count(), Job.objects.count()) == ("draft", 0, 0)


def test_a_letter_that_cannot_be_sent_starts_nothing(by: User) -> None:
    readers(1)
    with pytest.raises(ValidationError) as told:
        start_mailing(mailing=draft(by, body_tr="{yok}"), persons=Person.objects.all(), by=by)
    assert "{yok}" in told.value.message
    assert Delivery.objects.count() == 0


def test_starting_twice_is_refused(by: User) -> None:
    readers(1)
    mailing = started(by)
    with pytest.raises(WrongState):
        start_mailing(mailing=mailing, persons=Person.objects.all(), by=by)
    assert Delivery.objects.count() == 1


def test_two_who_share_an_address_get_one_mail(by: User) -> None:
    readers(2)
    email_of(Person.objects.order_by("pk")[0], "ortak@ornek.example", is_primary=False).save()
    Person.objects.order_by("pk")[1].contacts.update(value="okur0@ornek.example", normalised="okur0@ornek.example")
    mailing = started(by)
    assert [row.address for row in mailing.deliveries.all()] == ["okur0@ornek.example"]


@pytest.mark.parametrize("people", [1, 3])
def test_starting_costs_the_same_for_few_and_many(by: User, people: int, django_assert_num_queries: Any) -> None:
    readers(people)
    mailing = draft(by)
    with django_assert_num_queries(7):
        start_mailing(mailing=mailing, persons=Person.objects.all(), by=by)


def test_an_address_is_unreadable_in_the_database_and_masked_on_the_page(by: User) -> None:
    readers(1)
    row = started(by).rows().get()
    assert row.masked_address == "o···@ornek.example"
    assert row.person.full_name == "Okur0 Yılmaz"
    with connection.cursor() as cursor:
        cursor.execute("SELECT address FROM mail_delivery")
        assert b"okur0" not in bytes(cursor.fetchone()[0])


def test_the_pace_is_between_one_and_no_limit(by: User) -> None:
    mailing = draft(by)
    set_pace(mailing=mailing, per_minute=60, by=by)
    set_pace(mailing=mailing, per_minute=None, by=by)
    with pytest.raises(ValidationError):
        set_pace(mailing=mailing, per_minute=0, by=by)
    assert Mailing.objects.get().per_minute is None


def test_the_pace_of_the_settings_is_the_usual_one(by: User, settings: Any) -> None:
    settings.MAILING_PER_MINUTE = 120
    assert draft(by).per_minute == 120


def test_progress_counts_every_state(by: User, django_assert_num_queries: Any) -> None:
    readers(4)
    mailing = started(by)
    one, two, _three, _four = Delivery.objects.order_by("pk").values_list("pk", flat=True)
    Delivery.objects.filter(pk=one).update(state=State.BOUNCED)
    Delivery.objects.filter(pk=two).update(state=State.SKIPPED, reason="consent")
    with django_assert_num_queries(1):
        assert (mailing.total, mailing.done, mailing.percent) == (4, 2, 50)
    assert [row.pk for row in mailing.rows()][:2] == [one, two]
    assert mailing.rows().in_group("problem").count() == 2
    assert mailing.rows().in_group("queued").count() == 2


# --- Pausing, resuming, ending ---------------------------------------------------------------------


def test_pausing_twice_is_no_mistake_and_resuming_goes_on(by: User) -> None:
    readers(2)
    mailing = begin()
    for _ in range(2):
        pause_mailing(mailing=mailing, by=by)
    send(mailing)
    mailing.refresh_from_db()
    assert (states(mailing), mailing.stands_still) == ({State.QUEUED: 2}, True)
    job = resume_mailing(mailing=mailing, by=by)
    job_runner.run(job.pk)
    assert states(mailing) == {State.ACCEPTED: 2}


def test_resuming_keeps_a_job_that_still_runs(by: User) -> None:
    readers(1)
    mailing = begin()
    pause_mailing(mailing=mailing, by=by)
    assert resume_mailing(mailing=mailing, by=by).pk == mailing.job_id


def test_a_job_that_failed_for_good_is_taken_up_by_hand(by: User) -> None:
    readers(1)
    mailing = begin()
    Job.objects.update(state=JobState.FAILED, finished_at=timezone.now())
    mailing.refresh_from_db()
    assert mailing.stands_still
    job = resume_mailing(mailing=mailing, by=by)
    assert job.pk != mailing.job_id
    job_runner.run(job.pk)
    assert states(mailing) == {State.ACCEPTED: 1}


def test_whoever_lost_the_right_sends_nothing_more(by: User) -> None:
    readers(1)
    mailing = begin()
    User.objects.filter(pk=mailing.by_id).update(is_active=False)
    send(mailing)
    mailing.refresh_from_db()
    assert (states(mailing), mailing.stands_still) == ({State.QUEUED: 1}, True)


def test_what_is_over_is_over(by: User) -> None:
    readers(1)
    mailing = begin()
    assert cancel_mailing(mailing=mailing, by=by) == 1
    for act in (pause_mailing, resume_mailing, cancel_mailing):
        with pytest.raises(WrongState):
            act(mailing=mailing, by=by)


def test_an_uncertain_mail_is_settled_once(by: User) -> None:
    readers(2)
    mailing = begin()
    Delivery.objects.update(state=State.UNCERTAIN, reason="interrupted", data_at=timezone.now(), claim="1:1")
    first, second = Delivery.objects.order_by("pk")
    settle_uncertain(delivery=first, resend=False, by=by)
    settle_uncertain(delivery=second, resend=True, by=by)
    for row in (first, second):
        with pytest.raises(WrongState):
            settle_uncertain(delivery=row, resend=True, by=by)
    send(mailing)
    assert states(mailing) == {State.SKIPPED: 1, State.ACCEPTED: 1}
    first.refresh_from_db()
    assert (first.reason, first.settled_by, first.attempts) == ("left", by, 0)


# --- Who sees what ---------------------------------------------------------------------------------


def test_who_sees_mailings_and_deliveries(
    coordinator: User, staff: User, representative: User, vice_rector: User, alumna: User, department: Unit
) -> None:
    readers(1)
    Person.objects.update(user=None)
    (reader,) = Person.objects.filter(given_names="Okur0")
    Person.objects.filter(user=alumna).update(user=None)
    Person.objects.filter(pk=reader.pk).update(user=alumna)
    everybodys, departments = started(coordinator), started(representative, unit=department)

    def seen(user: User) -> tuple[set[int], set[int]]:
        user.__dict__.pop("_powers", None)
        mailings = Mailing.objects.visible_to(user).values_list("pk", flat=True)
        return set(mailings), set(Delivery.objects.visible_to(user).values_list("mailing", flat=True))

    both = {everybodys.pk, departments.pk}
    assert seen(coordinator) == (both, both)
    assert seen(representative) == ({departments.pk}, {departments.pk})
    assert seen(alumna) == (set(), both)
    assert seen(vice_rector) == seen(staff) == (set(), set())
    grant(staff.appointments.get(), "mail.send", coordinator)
    assert seen(staff) == (both, both)


# --- Always true of the data -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Mailing, {"subject_tr": ""}),
        (Mailing, {"subject_en": "S"}),
        (Mailing, {"started_at": None}),
        (Mailing, {"state": "done"}),
        (Mailing, {"finished_at": "now"}),
        (Mailing, {"per_minute": 0}),
        (Delivery, {"state": "accepted"}),
        (Delivery, {"accepted_at": "now"}),
        (Delivery, {"state": "sending"}),
        (Delivery, {"data_at": "now"}),
        (Delivery, {"state": "skipped"}),
    ],
)
def test_the_database_refuses(by: User, model: Any, values: dict[str, Any]) -> None:
    readers(1)
    started(by)
    values = {name: timezone.now() if value == "now" else value for name, value in values.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**values)


@pytest.mark.parametrize("same", ["person", "address_hash"])
def test_one_row_a_person_and_one_an_address(by: User, same: str) -> None:
    readers(2)
    started(by)
    first, second = Delivery.objects.order_by("pk")
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.filter(pk=second.pk).update(**{same: getattr(first, same)})


# --- What stays ------------------------------------------------------------------------------------


def test_addresses_are_forgotten_some_time_after_the_end(by: User) -> None:
    readers(2)
    old, new = started(by), started(by)
    for mailing, days in ((old, 1), (new, -1)):
        end = timezone.now() - KEPT - timedelta(days=days)
        Mailing.objects.filter(pk=mailing.pk).update(state="done", finished_at=end)
    assert (forget_addresses(), forget_addresses()) == (2, 0)
    assert {row.address for row in old.deliveries.all()} == {""}
    assert {row.address for row in new.deliveries.all()} == {"okur0@ornek.example", "okur1@ornek.example"}


def test_a_person_who_is_erased_gets_nothing_more(by: User) -> None:
    person, _other = readers(2)
    mailing = begin()
    entry = hooks.personal_data.get("mail.Delivery")
    assert entry is not None
    assert entry.erase is not None
    assert entry.erase(person.pk) == 1
    send(mailing)
    assert states(mailing) == {State.ACCEPTED: 1, State.SKIPPED: 1}
    assert Delivery.objects.get(person=person).address == ""


def test_a_person_is_told_what_was_sent_to_them(by: User) -> None:
    person, _other = readers(2)
    send(begin(subject_tr="Buluşma"))
    entry = hooks.personal_data.get("mail.Delivery")
    assert entry is not None
    assert entry.export is not None
    (row,) = entry.export(person.pk)
    assert json.loads(json.dumps(row)) == row
    assert (row["subject"], row["address"], row["state"]) == ("Buluşma", "okur0@ornek.example", "Teslim edildi")
