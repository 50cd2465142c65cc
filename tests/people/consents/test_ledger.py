"""The ledger is only ever added to: by the restricted role, by erasure, by the law's three years."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.utils import timezone

from mik.audit.erasure import erase_history
from mik.audit.ledgers import ledgers
from mik.audit.roles import append_only_tables, can_rewrite_history
from mik.people.consents import erasing
from mik.people.consents.models import ConsentEntry, ConsentText
from mik.people.models import Person, Purpose
from tests.audit.conftest import as_owner, rules  # noqa: F401  (a fixture)
from tests.factories.accounts import UserFactory
from tests.factories.consents import agreed, withdrew
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def refused(statement: str) -> str:
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return str(caught.value)


def test_entries_are_added_and_never_changed() -> None:
    agreed(PersonFactory.create())
    tables = {model._meta.db_table for model in ledgers()}
    assert tables == {"people_consententry", "people_noticeentry", "people_transferswitch"}
    assert tables < set(append_only_tables())
    for table in sorted(tables):
        for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}", f"TRUNCATE {table}"):
            assert "permission denied" in refused(statement)
    assert not can_rewrite_history(connection)


def test_the_database_sets_the_moment_and_a_click_cannot_be_dated_back() -> None:
    person, long_ago = PersonFactory.create(), timezone.now() - timedelta(days=400)
    (clicked,) = agreed(person, how="profile", at=long_ago)
    (carried,) = agreed(person, how="import", at=long_ago)
    clicked.refresh_from_db()
    carried.refresh_from_db()
    assert (clicked.said_at, timezone.now() - clicked.at < timedelta(minutes=1)) == (clicked.at, True)
    assert (carried.said_at, carried.at > long_ago) == (long_ago, True)
    (future,) = agreed(person, how="import", at=timezone.now() + timedelta(days=3))
    future.refresh_from_db()
    assert future.said_at == future.at


def test_a_paper_entry_needs_the_paper_and_who_entered_it() -> None:
    with pytest.raises(DatabaseError, match="needs the paper"), transaction.atomic():
        agreed(PersonFactory.create(), how="paper")


def test_a_published_text_is_never_edited() -> None:
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        ConsentText.objects.published().update(body_tr="Başka")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        ConsentText.objects.published().delete()


@pytest.mark.usefixtures("rules")
def test_erasure_ends_what_was_given_keeps_the_proof_and_takes_what_identifies() -> None:
    person, other = PersonFactory.create(), PersonFactory.create()
    agreed(person, other, network="203.0.113.0/24", device="Firefox, Linux")
    assert erasing.erase_person(person.pk) == 1
    counts = erase_history(person_id=person.pk, by_id=None)
    rows = ConsentEntry.objects.filter(person=person.pk).order_by("pk")
    assert [(row.act, row.how, row.text_version, row.network, row.device) for row in rows] == [
        ("given", "import", "2026-11", "", ""),
        ("withdrawn", "erasure", "2026-11", "", ""),
    ]
    assert counts["people_consententry"] == 2
    assert ConsentEntry.objects.get(person=other.pk).network == "203.0.113.0/24"
    assert erasing.erase_person(person.pk) == 0


def test_the_proof_goes_three_years_after_the_consent_ended() -> None:
    ended, standing, lately = PersonFactory.create(), PersonFactory.create(), PersonFactory.create()
    agreed(ended, standing, lately)
    withdrew(ended, lately)
    age(ended, standing)
    assert erasing.forget() == 2
    assert not ConsentEntry.objects.filter(person=ended.pk).exists()
    assert ConsentEntry.objects.filter(person=standing.pk).in_force().count() == 1
    assert ConsentEntry.objects.filter(person=lately.pk).count() == 2


def age(*people: Person) -> None:
    with as_owner():
        rows = ConsentEntry.objects.filter(person__in=[person.pk for person in people])
        past = timedelta(days=3 * 366)
        rows.update(at=F("at") - past, said_at=F("said_at") - past)


def test_who_sees_the_words_of_whom() -> None:
    mine, other = PersonFactory.create(user=UserFactory.create()), PersonFactory.create(user=UserFactory.create())
    agreed(mine, other, purpose=Purpose.SURVEYS)
    assert [row.person for row in ConsentEntry.objects.visible_to(mine.user)] == [mine.pk]
    assert not ConsentEntry.objects.visible_to(UserFactory.create()).exists()
