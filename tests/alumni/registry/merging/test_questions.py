"""What a merge does to questions across departments, and what those who asked hear of it."""

from typing import Any

import pytest

from alumni.registry.duplicates.models import DuplicatePair
from alumni.registry.duplicates.request_models import MergeRequest
from alumni.registry.duplicates.services import outcome
from alumni.registry.merging.services import merge_records, unmerge
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.units.models import Unit
from mik.work.models import Notification
from mik.work.services import mark_read
from tests.factories.alumni import graduate
from tests.factories.units import department_with_programmes, programme_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(department: Unit) -> Alumnus:
    return graduate(programme_of(department))


@pytest.fixture
def theirs(other_department: Unit) -> Alumnus:
    return graduate(programme_of(other_department), tckn="", tckn_hash=None)


@pytest.fixture
def asked(mine: Alumnus, department: Unit, other_department: Unit, representative: User) -> MergeRequest:
    """Nobody was found there when it was asked."""
    return question(mine, department, other_department, representative)


def question(about: Alumnus, home: Unit, unit: Unit, by: User, **more: Any) -> MergeRequest:
    return MergeRequest.objects.create(alumnus=about, asking_unit=home, asked_by=by, unit=unit, name="x", **more)


def state(of: MergeRequest) -> str:
    return MergeRequest.objects.get(pk=of.pk).state


def heard(user: User) -> list[str]:
    return list(Notification.objects.filter(user=user).order_by("pk").values_list("text", flat=True))


def test_a_record_found_by_hand_answers_the_question(
    asked: MergeRequest, mine: Alumnus, theirs: Alumnus, representative: User, coordinator: User
) -> None:
    merge_records(winner=theirs, loser=mine, choices={}, by=coordinator)
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by, asked.alumnus) == ("closed", coordinator, theirs)
    assert heard(representative) == [outcome()]


def test_a_question_to_another_department_stays_open(
    asked: MergeRequest, mine: Alumnus, department: Unit, representative: User, coordinator: User
) -> None:
    merge_records(winner=mine, loser=graduate(programme_of(department)), choices={"tckn": "winner"}, by=coordinator)
    assert (state(asked), heard(representative)) == ("waiting", [])


def test_the_same_question_of_both_is_asked_once(
    asked: MergeRequest, department: Unit, other_department: Unit, mine: Alumnus, representative: User,
    coordinator: User,
) -> None:  # fmt: skip
    twin = graduate(programme_of(department), tckn="", tckn_hash=None)
    second = question(twin, department, other_department, representative)
    merge_records(winner=mine, loser=twin, choices={}, by=coordinator)
    assert (state(asked), state(second), heard(representative)) == ("waiting", "closed", [outcome()])


def test_the_pair_with_a_third_record_waits_again(
    asked: MergeRequest, mine: Alumnus, theirs: Alumnus, coordinator: User
) -> None:
    third = graduate(programme_of(department_with_programmes("Harita Mühendisliği")))
    first, second = sorted((mine, third), key=lambda one: one.pk)
    pair = DuplicatePair.objects.create(first=first, second=second, probability=0.5, state="asked")
    MergeRequest.objects.filter(pk=asked.pk).update(pair=pair, other=third)
    merge_records(winner=mine, loser=theirs, choices={}, by=coordinator)
    assert DuplicatePair.objects.get().state == "open"


@pytest.mark.parametrize("read", [False, True])
def test_taking_it_back_asks_again(
    asked: MergeRequest, mine: Alumnus, theirs: Alumnus, representative: User, coordinator: User, read: bool
) -> None:
    """A notice nobody read goes; who read it is told that the question is open again."""
    merge = merge_records(winner=mine, loser=theirs, choices={}, by=coordinator)
    if read:
        mark_read(user=representative)
    unmerge(merge=merge, by=coordinator)
    assert state(asked) == "waiting"
    told = heard(representative)
    assert (len(told), "yeniden açıldı" in "".join(told)) == ((2, True) if read else (0, False))
