"""Mailings, and many people who agreed to get them, cheaply."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from mik.accounts.models import User
from mik.common import job_runner
from mik.common.models import Job
from mik.mail.mailings import start_mailing
from mik.mail.models import Mailing
from mik.mail.models.mailing import counts_of
from mik.mail.permissions import senders
from mik.people.models import ContactPoint, Person, Purpose
from tests.factories.accounts import UserFactory
from tests.factories.consents import agreed, withdrew

NEWS = Purpose.NEWS


def readers(count: int, *, purpose: str = NEWS, start: int = 0) -> list[Person]:
    """Persons with consent and a living address each: okur0@ornek.example and so on."""
    numbers = range(start, start + count)
    people = Person.objects.bulk_create(Person(given_names=f"Okur{n}", surname="Yılmaz") for n in numbers)
    pairs = list(zip(people, numbers, strict=True))
    ContactPoint.objects.bulk_create(email_of(person, f"okur{n}@ornek.example") for person, n in pairs)
    agreed(*people, purpose=purpose)
    return people


def email_of(person: Person, address: str, **fields: Any) -> ContactPoint:
    fields.setdefault("is_primary", True)
    return ContactPoint(person=person, kind=ContactPoint.Kind.EMAIL, value=address, normalised=address, **fields)


def draft(by: User, **fields: Any) -> Mailing:
    fields.setdefault("subject_tr", "Merhaba {ad}")
    fields.setdefault("body_tr", "# Duyuru\n\nSayın {ad},\n\nBuluşma **yarın**.")
    return Mailing.objects.create(by=by, purpose=fields.pop("purpose", NEWS), **fields)


def started(by: User, **fields: Any) -> Mailing:
    """A mailing to everybody there is, begun."""
    mailing = draft(by, **fields)
    start_mailing(mailing=mailing, persons=Person.objects.all(), by=by)
    mailing.refresh_from_db()
    return mailing


def anyone_may(user: Any, mailing: Mailing) -> bool:
    return True


@contextmanager
def sending_allowed() -> Iterator[None]:
    """The rooms above decide who may send; here it is not the question."""
    senders.register(anyone_may)
    try:
        yield
    finally:
        senders.unregister(anyone_may)


def withdraw_now(person: Person) -> None:
    withdrew(person)


@contextmanager
def nobody_works() -> Iterator[None]:
    """Messages to the workers are lost: jobs stay in the queue."""
    with transaction.atomic():
        yield
        connection.run_on_commit.clear()


def begin(**fields: Any) -> Mailing:
    """Frozen, but with nobody to run it yet."""
    with nobody_works():
        return started(UserFactory.create(), **fields)


def states(mailing: Mailing) -> dict[str, int]:
    """State → number, without the noughts."""
    return {state: count for state, count in counts_of([mailing])[mailing.pk].items() if count}


def job_of(mailing: Mailing) -> Job:
    """Its job as it stands now."""
    return Job.objects.get(mailings=mailing)


def send(mailing: Mailing) -> Mailing:
    """Run its job here and now; the mailing as it stands then."""
    job_runner.run(job_of(mailing).pk)
    return Mailing.objects.get(pk=mailing.pk)
