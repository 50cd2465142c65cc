"""Whom a mailing reaches: consent for the purpose, a living address, one mail an address."""

from typing import Any

import pytest
from django.utils import timezone

from mik.mail.audience import AudienceCounts, count_audience, recipients_of, sample_of
from mik.people.models import Person, Purpose
from tests.factories.accounts import UserFactory
from tests.factories.consents import agreed, withdrew
from tests.factories.mail import NEWS, email_of, readers, withdraw_now

pytestmark = pytest.mark.django_db
EVERYBODY = Person.objects.all()


def test_everybody_is_counted_once_under_the_first_thing_that_is_missing() -> None:
    fine, shares, dead, without, left, other = readers(6)
    shares.contacts.update(value="okur0@ornek.example", normalised="okur0@ornek.example")
    dead.contacts.update(dead_at=timezone.now(), dead_evidence="bounced")
    without.contacts.all().delete()
    withdraw_now(left)
    withdrew(other)
    agreed(other, purpose=Purpose.CAREER)
    assert count_audience(persons=EVERYBODY, purpose=NEWS) == AudienceCounts(
        matching=6, no_consent=2, no_address=1, dead_address=1, shared_address=1, recipients=1
    )
    assert [one.person_id for one in recipients_of(persons=EVERYBODY, purpose=NEWS)] == [fine.pk]


def test_nobody_at_all() -> None:
    assert count_audience(persons=EVERYBODY, purpose=NEWS) == AudienceCounts(0, 0, 0, 0, 0, 0)


def test_the_primary_address_else_another_that_lives() -> None:
    primary, fallback = readers(2)
    for person in (primary, fallback):
        email_of(person, f"ikinci{person.pk}@ornek.example", is_primary=False).save()
    fallback.contacts.filter(is_primary=True).update(dead_at=timezone.now(), dead_evidence="bounced")
    found = {one.person_id: one.address for one in recipients_of(persons=EVERYBODY, purpose=NEWS)}
    assert found == {primary.pk: "okur0@ornek.example", fallback.pk: f"ikinci{fallback.pk}@ornek.example"}


def test_the_language_is_the_accounts() -> None:
    plain, english = readers(2)
    Person.objects.filter(pk=english.pk).update(user=UserFactory.create(language="en"))
    found = {one.person_id: one.language for one in recipients_of(persons=EVERYBODY, purpose=NEWS)}
    assert found == {plain.pk: "tr", english.pk: "en"}


def test_persons_that_a_join_finds_twice_count_once() -> None:
    (person,) = readers(1)
    email_of(person, "ikinci@ornek.example", is_primary=False).save()
    twice = Person.objects.filter(contacts__kind="email")
    assert (twice.count(), count_audience(persons=twice, purpose=NEWS).matching) == (2, 1)


@pytest.mark.parametrize("people", [1, 3])
def test_queries_do_not_grow(people: int, django_assert_num_queries: Any) -> None:
    readers(people)
    with django_assert_num_queries(3):
        count_audience(persons=EVERYBODY, purpose=NEWS)
        list(recipients_of(persons=EVERYBODY, purpose=NEWS))
        assert len(sample_of(persons=EVERYBODY, purpose=NEWS, n=2)) == min(people, 2)
