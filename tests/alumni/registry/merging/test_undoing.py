"""What was changed since a merge stays; what cannot go back is told."""

import pytest

from alumni.registry.merging.fields import MergeRefused
from alumni.registry.merging.hooks import erase_merges
from alumni.registry.merging.models import Merge
from alumni.registry.merging.services import merge_records, unmerge
from alumni.registry.models import Alumnus, Graduation
from mik.accounts.models import User
from mik.audit.models import Erasure
from mik.people.models import ContactPoint, Person
from mik.units.models import Level, Unit
from tests.factories.accounts import UserFactory
from tests.factories.alumni import enrol, graduate
from tests.factories.people import ContactPointFactory
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme(department: Unit) -> Unit:
    return programme_of(department, Level.BACHELOR)


def same(winner: Alumnus, loser: Alumnus, by: User, **choices: str) -> Merge:
    return merge_records(winner=winner, loser=loser, choices={"tckn": "winner", **choices}, by=by)


def told(merge: Merge, by: User) -> set[tuple[str, str]]:
    return {(one.label, one.why) for one in unmerge(merge=merge, by=by).leftovers}


def test_what_was_added_since_stays_and_what_was_edited_goes_back_as_edited(programme: Unit, coordinator: User) -> None:
    winner, loser = graduate(programme), graduate(programme)
    moved = loser.person.contacts.get(kind="phone")
    merge = same(winner, loser, coordinator)
    added = ContactPointFactory.create(person=Person.objects.get(pk=winner.pk), is_primary=False)
    ContactPoint.objects.filter(pk=moved.pk).bury("no_answer", reason="meşgul")
    assert told(merge, coordinator) == set()
    assert ContactPoint.objects.get(pk=added.pk).person_id == winner.pk
    back = ContactPoint.objects.get(pk=moved.pk)
    assert (back.person_id, back.dead_reason, back.is_primary) == (loser.pk, "meşgul", True)


def test_a_field_edited_since_stays_with_the_survivor(programme: Unit, coordinator: User) -> None:
    winner, loser = graduate(programme, surname="Demir"), graduate(programme, surname="Çağlar")
    merge = same(winner, loser, coordinator, surname="loser")
    Person.objects.filter(pk=winner.pk).update(surname="Yıldız")
    assert told(merge, coordinator) == {("people.Person", "newer")}
    merge.refresh_from_db()
    assert (Person.objects.get(pk=winner.pk).surname, Person.objects.get(pk=loser.pk).surname) == ("Yıldız", "Çağlar")
    assert merge.images == ""


def test_what_was_deleted_since_is_told(programme: Unit, coordinator: User) -> None:
    winner, loser = graduate(programme), graduate(programme, contacts=False)
    graduation = loser.graduations.get()
    merge = same(winner, loser, coordinator)
    Graduation.objects.filter(pk=graduation.pk).delete()
    assert told(merge, coordinator) == {("alumni.Graduation", "gone")}
    merge.refresh_from_db()
    assert merge.images  # people may still want to look


def test_a_number_and_an_account_taken_since_are_told_and_the_record_comes_back(
    programme: Unit, coordinator: User
) -> None:
    winner, loser = graduate(programme), graduate(programme)
    accounts = UserFactory.create(), UserFactory.create()
    for record, account in zip((winner, loser), accounts, strict=True):
        enrol(record, account)
    merge = same(winner, loser, coordinator, user="winner")
    third = graduate(programme, tckn=loser.person.tckn)
    enrol(third, accounts[1])
    assert told(merge, coordinator) == {("people.Person", "taken"), ("alumni.Membership", "taken")}
    back = Person.objects.get(pk=loser.pk)
    assert (back.tckn, back.tckn_hash, back.user_id) == (loser.person.tckn, None, None)


def test_an_account_closed_since_does_not_hold_the_record_back(programme: Unit, coordinator: User) -> None:
    winner, loser = graduate(programme), graduate(programme)
    account = UserFactory.create()
    enrol(winner, UserFactory.create())
    enrol(loser, account)
    merge = same(winner, loser, coordinator, user="winner")
    account.delete()
    assert {("people.Person", "lost"), ("alumni.Membership", "lost")} <= told(merge, coordinator)
    assert Person.objects.get(pk=loser.pk).user is None


def test_the_later_merge_is_taken_back_first(programme: Unit, coordinator: User) -> None:
    first, second, third, fourth = (graduate(programme) for __ in range(4))
    inner, middle, outer = same(second, first, coordinator), same(third, second, coordinator), None
    outer = same(third, fourth, coordinator)
    for merge in (inner, middle):
        with pytest.raises(MergeRefused, match="Önce o birleştirmeyi"):
            unmerge(merge=merge, by=coordinator)
    for merge in (outer, middle, inner):
        unmerge(merge=merge, by=coordinator)
    assert Alumnus.objects.count() == 4
    with pytest.raises(MergeRefused, match="zaten geri alınmış"):
        unmerge(merge=inner, by=coordinator)


def test_erasing_a_person_erases_the_photographs(programme: Unit, coordinator: User) -> None:
    winner, loser = graduate(programme), graduate(programme)
    merge = same(winner, loser, coordinator)
    assert erase_merges(winner.pk) == 1
    merge.refresh_from_db()
    assert (merge.images, merge.loser_name) == ("", "")
    assert Erasure.objects.get().person_id == loser.pk
    with pytest.raises(MergeRefused, match="silindiği için"):
        unmerge(merge=Merge.objects.get(pk=merge.pk), by=coordinator)
