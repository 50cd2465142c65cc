"""Who may merge, what refuses, what becomes of each kind of row."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alumni.membership.models import Membership
from alumni.registry.access_log import looks_at
from alumni.registry.importing.models import ImportSource, ToldGraduation
from alumni.registry.merging.fields import MergeRefused
from alumni.registry.merging.ids import ids_of, survivor_of
from alumni.registry.merging.models import Merge
from alumni.registry.merging.services import merge_records, unmerge
from alumni.registry.models import Alumnus, Graduation, ImportRun
from cards.issuing.models import Card
from mik.accounts.models import User
from mik.audit.log import log_access
from mik.common import hooks
from mik.common.merging.graph import keys_to
from mik.people.models import ConsentEntry, ContactPoint, Person
from mik.units.models import Level, Unit
from surveys.models import Invitation
from tests.alumni.registry.merging.loaded import loaded
from tests.alumni.registry.merging.random_records import Ground
from tests.factories.accounts import UserFactory
from tests.factories.alumni import GraduationFactory, enrol, graduate
from tests.factories.consents import agreed, withdrew
from tests.factories.people import ContactPointFactory, tckn
from tests.factories.surveys import ResponseFactory
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme(department: Unit) -> Unit:
    return programme_of(department, Level.BACHELOR)


def same(winner: Alumnus, loser: Alumnus, by: User, **choices: str) -> Merge:
    return merge_records(winner=winner, loser=loser, choices={"tckn": "winner", **choices}, by=by)


# --- Who may ---------------------------------------------------------------------------------------


def test_a_representative_merges_where_every_diploma_is_the_departments(
    programme: Unit, other_department: Unit, representative: User, other_representative: User
) -> None:
    first, second, elsewhere = graduate(programme, tckn=""), graduate(programme, tckn=""), graduate(programme, tckn="")
    GraduationFactory.create(alumnus=elsewhere, programme=programme_of(other_department), year=2020)
    for by, loser in ((other_representative, second), (representative, elsewhere)):
        with pytest.raises(PermissionDenied):
            merge_records(winner=first, loser=loser, choices={}, by=by)
    merge = merge_records(winner=first, loser=second, choices={}, by=representative, role="representative")
    with pytest.raises(PermissionDenied):
        unmerge(merge=merge, by=other_representative)
    unmerge(merge=merge, by=representative)


def test_nobody_decides_on_the_own_record(programme: Unit, coordinator: User) -> None:
    own, other = graduate(programme), graduate(programme)
    enrol(own, coordinator)
    for winner, loser in ((own, other), (other, own)):
        with pytest.raises(PermissionDenied):
            same(winner, loser, coordinator)


def test_nobody_takes_back_a_merge_of_the_own_record(programme: Unit, coordinator: User, assistant: User) -> None:
    winner, loser = graduate(programme), graduate(programme)
    enrol(loser, coordinator)
    enrol(winner, UserFactory.create())
    merge = same(winner, loser, assistant, user="winner")
    with pytest.raises(PermissionDenied):
        unmerge(merge=merge, by=coordinator)


def test_two_different_numbers_wait_for_the_office(programme: Unit, representative: User, coordinator: User) -> None:
    winner, loser = graduate(programme), graduate(programme)
    with pytest.raises(MergeRefused, match="yalnız Mezun Ofisi"):
        merge_records(winner=winner, loser=loser, choices={"tckn": "winner"}, by=representative)
    with pytest.raises(MergeRefused, match="farklı kimlik"):
        merge_records(winner=winner, loser=loser, choices={}, by=coordinator)
    number = loser.person.tckn
    merge_records(winner=winner, loser=loser, choices={"tckn": "loser"}, by=coordinator)
    kept = Person.objects.get(pk=winner.pk)
    assert (kept.tckn, bytes(kept.tckn_hash or b"")) == (number, bytes(loser.person.tckn_hash or b""))


@pytest.mark.parametrize("choices", [{"colour": "winner"}, {"surname": "both"}])
def test_choices_are_of_the_fields_there_are(programme: Unit, coordinator: User, choices: dict[str, str]) -> None:
    with pytest.raises(MergeRefused):
        merge_records(winner=graduate(programme), loser=graduate(programme), choices=choices, by=coordinator)


# --- What becomes of it ----------------------------------------------------------------------------


def test_filled_wins_and_the_surname_given_up_is_kept_as_a_former_one(programme: Unit, coordinator: User) -> None:
    winner = graduate(programme, surname="Demir", birth_date=None, tckn="")
    loser = graduate(programme, surname="Çağlar", tckn=tckn(5), nationality="DE")
    Alumnus.objects.filter(pk=winner.pk).update(tags=["mentor"], state="proposed")
    Alumnus.objects.filter(pk=loser.pk).update(tags=["yönetim"])
    merge_records(winner=winner, loser=loser, choices={"nationality": "winner", "surname": "winner"}, by=coordinator)
    kept = Alumnus.objects.select_related("person").get(pk=winner.pk)
    person = kept.person
    assert (person.surname, person.former_surname, person.nationality) == ("Demir", "Çağlar", "TR")
    assert (person.birth_date, person.tckn) == (loser.person.birth_date, tckn(5))
    assert (kept.tags, kept.state) == (["mentor", "yönetim"], "confirmed")


def test_everything_hangs_on_the_survivor_once(ground: Ground, coordinator: User) -> None:
    winner, loser = loaded(ground, 2), loaded(ground, 2)
    accounts = winner.person.user, loser.person.user
    ResponseFactory.create(
        invitation=Invitation.objects.create(wave=ground.waves[1], person=loser.person), completed_at=timezone.now()
    )
    Invitation.objects.create(wave=ground.waves[1], person=winner.person)
    same(winner, loser, coordinator, user="loser")

    for root in (Person, Alumnus):
        for key in keys_to(root):
            assert not key.model._base_manager.filter(**{f"{key.name}": loser.pk}).exists()
    assert Card.objects.filter(alumnus=winner.pk, state="revoked").exclude(reason="").count() == 1
    assert Card.objects.filter(alumnus=winner.pk, state="active").count() == 1
    assert Membership.objects.get(alumnus=winner.pk).user == accounts[1]
    assert Person.objects.get(pk=winner.pk).user == accounts[1]
    assert Card.objects.filter(alumnus=winner.pk).order_by("pk").values_list("state", flat=True)[0] == "revoked"
    assert Invitation.objects.filter(person=winner.pk).count() == 4
    assert Invitation.objects.get(person=winner.pk, wave=ground.waves[1]).is_complete
    assert ConsentEntry.objects.filter(person=winner.pk).in_force().count() == 1


def test_one_diploma_is_one_graduation_and_one_address_is_shown_to_fewer(programme: Unit, coordinator: User) -> None:
    winner, loser = graduate(programme, contacts=False), graduate(programme, contacts=False)
    Graduation.objects.filter(alumnus=winner.pk).update(diploma_no="", student_no="")
    number = Graduation.objects.get(alumnus=loser.pk).diploma_no
    for person, seen in ((winner.person, "public"), (loser.person, "nobody")):
        ContactPointFactory.create(person=person, value="ayni@ornek.example", visibility=seen)
    same(winner, loser, coordinator)
    assert Graduation.objects.get(alumnus=winner.pk).diploma_no == number
    assert ContactPoint.objects.get(person=winner.pk).visibility == "nobody"


def test_two_graduations_a_source_has_told_become_one(programme: Unit, coordinator: User) -> None:
    """The list that told both would otherwise stand in the way; taken back, both are told again."""
    winner, loser = (graduate(programme, tckn="", year=2003) for _ in range(2))
    Graduation.objects.update(diploma_no="", student_no="")
    source, run = ImportSource.objects.create(name="Liste"), ImportRun.objects.create(file_name="liste.csv")
    for row, alumnus in enumerate((winner, loser)):
        graduation = alumnus.graduations.get()
        ToldGraduation.objects.create(source=source, graduation=graduation, digest=bytes([row]), run=run, row=row)
    merge = same(winner, loser, coordinator)
    assert ToldGraduation.objects.get().graduation == winner.graduations.get()
    unmerge(merge=merge, by=coordinator)
    assert ToldGraduation.objects.count() == 2


def test_a_consent_taken_back_stays_taken_back(programme: Unit, coordinator: User) -> None:
    winner, loser = graduate(programme), graduate(programme)
    agreed(winner.person)
    ago = timezone.now() - timedelta(days=9)
    agreed(loser.person, at=ago)
    withdrew(loser.person, at=ago)
    same(winner, loser, coordinator)
    assert not ConsentEntry.objects.filter(person=winner.pk).in_force().exists()
    assert ConsentEntry.objects.of_person(winner.pk).count() == 4


def test_the_survivor_answers_to_all_its_numbers(programme: Unit, coordinator: User) -> None:
    first, second, third = (graduate(programme) for __ in range(3))
    log_access(request_or_user=coordinator, action="view", subjects=[first.pk])
    same(second, first, coordinator)
    same(third, second, coordinator)
    assert sorted(ids_of(third.pk)) == [first.pk, second.pk, third.pk]
    assert ids_of(third.pk)[0] == third.pk
    assert (survivor_of(first.pk), survivor_of(second.pk), survivor_of(third.pk)) == (third.pk, third.pk, None)
    assert looks_at(third).count() == 1


def test_questions_asked_do_not_grow_with_the_rows(ground: Ground, coordinator: User) -> None:
    def asked(rows: int) -> int:
        winner, loser = loaded(ground, rows), loaded(ground, rows)
        with CaptureQueriesContext(connection) as queries:
            same(winner, loser, coordinator)
        return len(queries)

    asked(1)  # finds out what the coordinator may, once
    one = asked(1)
    assert (asked(6), one <= 75) == (one, True)


def test_every_relation_to_a_record_is_in_the_inventory() -> None:
    """What hangs on a person is merged by its room's word or by the common rule; no room may forget to say so."""
    declared = {entry.model for entry in hooks.personal_data}
    hanging = {key.model._meta.label for root in (Person, Alumnus) for key in keys_to(root)}
    assert hanging - declared == set()
