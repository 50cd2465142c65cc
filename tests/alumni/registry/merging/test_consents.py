"""Merging and taking it back with a ledger that is only added to: what is in force comes and goes, entries stay."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from alumni.registry.merging.services import merge_records, unmerge
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.mail.unsubscribe import withdraw
from mik.people.consents.models import ConsentEntry, How, NoticeEntry
from mik.people.consents.standing import history_of
from mik.people.consents.whence import Whence
from mik.people.consents.words import give, in_force
from mik.people.consents.words import withdraw as take_back
from mik.people.models import Person
from mik.units.models import Unit
from tests.factories.alumni import graduate
from tests.factories.consents import agreed, withdrew
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme(department: Unit) -> Unit:
    return programme_of(department)


CLICK = Whence(how=How.PROFILE)
DAYS = timedelta(days=1)


def nothing(person: Person) -> None: ...


def yes(person: Person) -> None:
    agreed(person, at=timezone.now() - 9 * DAYS)


def no(person: Person) -> None:
    yes(person)
    withdrew(person, at=timezone.now() - 5 * DAYS)


@pytest.mark.parametrize(
    ("winners", "losers", "united"),
    [
        (nothing, yes, True),
        (yes, nothing, True),
        (yes, yes, True),
        (yes, no, False),
        (no, yes, False),
        (nothing, no, False),
        (nothing, nothing, False),
    ],
)
def test_there_and_back_and_there_again(
    programme: Unit,
    coordinator: User,
    winners: Callable[[Person], None],
    losers: Callable[[Person], None],
    united: bool,
) -> None:
    winner, loser = graduate(programme, tckn=""), graduate(programme, tckn="")
    winners(winner.person)
    losers(loser.person)
    before = in_force(winner.pk, "news"), in_force(loser.pk, "news")
    said = list(ConsentEntry.objects.order_by("pk").values())
    for _turn in range(2):
        merge = merge_records(winner=winner, loser=loser, choices={}, by=coordinator)
        assert in_force(winner.pk, "news") is united
        unmerge(merge=merge, by=coordinator)
        assert (in_force(winner.pk, "news"), in_force(loser.pk, "news")) == before
    assert list(ConsentEntry.objects.order_by("pk").values())[: len(said)] == said


def test_who_withdrew_in_between_has_withdrawn_on_both(programme: Unit, coordinator: User) -> None:
    winner, loser = graduate(programme, tckn=""), graduate(programme, tckn="")
    yes(loser.person)
    merge = merge_records(winner=winner, loser=loser, choices={}, by=coordinator)
    take_back(person_id=winner.pk, purpose="news", whence=CLICK)
    unmerge(merge=merge, by=coordinator)
    assert (in_force(winner.pk, "news"), in_force(loser.pk, "news")) == (False, False)


def test_who_agreed_in_between_keeps_it(programme: Unit, coordinator: User) -> None:
    winner, loser = graduate(programme, tckn=""), graduate(programme, tckn="")
    merge = merge_records(winner=winner, loser=loser, choices={}, by=coordinator)
    give(person_id=winner.pk, purpose="news", whence=CLICK)
    unmerge(merge=merge, by=coordinator)
    assert (in_force(winner.pk, "news"), in_force(loser.pk, "news")) == (True, False)


def test_a_link_in_an_old_mail_to_the_merged_record_still_leaves(programme: Unit, coordinator: User) -> None:
    winner, loser = graduate(programme, tckn=""), graduate(programme, tckn="")
    yes(loser.person)
    merge_records(winner=winner, loser=loser, choices={}, by=coordinator)
    assert withdraw(person_id=loser.pk, purpose="news")
    assert not in_force(winner.pk, "news")
    assert [entry.how for entry in history_of(winner.pk)] == ["link", "merge", "import"]


def test_who_was_informed_is_not_informed_again(programme: Unit, coordinator: User) -> None:
    winner, loser = graduate(programme, tckn=""), graduate(programme, tckn="")
    NoticeEntry.objects.create(person=loser.pk, version=1, text_version="2026-11", language="tr", way="post")
    merge_records(winner=winner, loser=loser, choices={}, by=coordinator)
    assert NoticeEntry.objects.filter(person=winner.pk, way="post").exists()
    assert not Alumnus.objects.filter(pk=loser.pk).exists()
