"""A graduate who has died: marked at a desk, then silent behind every door; taken back, all is as before."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alumni.figures import registered
from alumni.registry import states
from alumni.registry.bulk import ask_to_update
from alumni.registry.deaths.services import Told, death_of, mark_deceased, revoke_death
from alumni.registry.exchange.records import Reader
from alumni.registry.health.measures import totals_of as health_of
from alumni.registry.health.rules import MISSING_LISTS
from alumni.registry.models import Alumnus, Graduation
from alumni.registry.saved_views import totals_of
from alumni.registry.scopes import Scope, office_scope, representative_scope
from alumni.registry.segments import Criteria
from alumni.registry.segments.models import Segment
from alumni.registry.segments.persons import persons_of
from alumni.visibility.audience import ANY_MEMBER
from alumni.visibility.layer import shown
from cards.issuing.services import CardProblem, issue_card
from mik.accounts.models import User
from mik.common.hooks import FigureScope
from mik.mail.audience import count_audience
from mik.mail.rows import claim_chunk, enter_data, reason_now
from mik.people.deaths import Death
from mik.people.models import ContactPoint, Person, Purpose
from mik.units.models import Unit
from surveys.models import Invitation, Wave
from surveys.waves.audience import target_persons
from surveys.waves.reaching import letters_for
from tests.factories.accounts import represent
from tests.factories.cards import card_of, stored_photo
from tests.factories.consents import agreed
from tests.factories.mail import sending_allowed, started
from tests.factories.surveys import InvitationFactory, WaveFactory

ClientFor = Callable[[User | None], Client]
FAMILY = Told(evidence=Death.Evidence.FAMILY, told_by="kızı")


@pytest.fixture
def alumnus(alumna: User) -> Alumnus:
    record = Alumnus.objects.get(person__user=alumna)
    for purpose in Purpose.values:
        agreed(record.person, purpose=purpose)
    Alumnus.objects.update(confirmed_at=timezone.now())
    return record


@pytest.fixture
def scope(coordinator: User) -> Scope:
    return office_scope(coordinator)


def doors(alumnus: Alumnus, scope: Scope, reader: User, wave: Wave, invitation: Invitation) -> dict[str, bool]:
    """Behind which of all doors the graduate is found as somebody to write to, to show or to suggest."""
    segment = Segment(name="Hepsi", owner=scope.user, filters={})
    me = Q(pk=alumnus.pk)
    person = Person.objects.filter(me)
    listed = Alumnus.objects.filter(me)
    return {
        "mailing": count_audience(persons=person, purpose="news").matching > 0,
        "segment": persons_of(segment, scope.user).filter(me).exists(),
        "criteria": Criteria().persons(Alumnus.objects.all()).filter(me).exists(),
        "survey": target_persons(wave).filter(me).exists(),
        "invitation": letters_for([invitation])[invitation.pk].unsent == "",
        "ask_to_update": _asked(scope, alumnus),
        "directory": Alumnus.objects.listed_for(reader).filter(me).exists(),
        "addresses": ContactPoint.objects.alive().filter(person=alumnus.pk).exists(),
        "shown": shown(ContactPoint.objects.alive(), ANY_MEMBER, owner="person").filter(person=alumnus.pk).exists(),
        "reachable": listed.filter(states.reachable()).exists(),
        "reachable_then": listed.filter(states.reachable(timezone.now())).exists(),
        "fresh": listed.filter(states.is_fresh()).exists(),
        "unreachable": listed.filter(states.is_unreachable()).exists(),
        "exported_addresses": bool(next(Reader(lambda: scope).read([alumnus.pk])).contacts),
        "health": health_of(listed).registered > 0,
        "lacking": any(_lacks(rule, listed) for rule in MISSING_LISTS.values()),
        "sign_in": User.objects.filter(person=alumnus.pk, is_active=True).exists(),
    }


def _asked(scope: Scope, alumnus: Alumnus) -> bool:
    with transaction.atomic():
        asked = ask_to_update(scope=scope, ids=[alumnus.pk]).sent == 1
        transaction.set_rollback(True)
    return asked


def _lacks(rule: Any, alumni: Any) -> bool:
    return bool(alumni.filter(rule.condition(Graduation.objects.all())).exists())


def test_behind_every_door_a_graduate_who_has_died_is_silent(
    alumnus: Alumnus, other_alumna: User, scope: Scope
) -> None:
    wave = WaveFactory.create()
    invitation = InvitationFactory.create(wave=wave, person=alumnus.person)
    alumnus.person.contacts.update(visibility="members")
    Person.objects.filter(pk=alumnus.pk).update(birth_date=None)  # so that the record lacks something
    before = doors(alumnus, scope, other_alumna, wave, invitation)
    silent = {"unreachable"}
    assert {name for name, found in before.items() if not found} == silent
    death = mark_deceased(alumnus=alumnus, scope=scope, told=FAMILY)
    invitation = Invitation.objects.select_related("person", "contact").get(pk=invitation.pk)
    after = doors(alumnus, scope, other_alumna, wave, invitation)
    assert {name for name, found in after.items() if found} == set()
    assert revoke_death(death=death, scope=scope, reason="Yanlış kişi")
    again = doors(alumnus, scope, other_alumna, wave, invitation)
    assert again == before


def test_the_record_stays_in_the_numbers_and_has_a_state_of_its_own(alumnus: Alumnus, scope: Scope) -> None:
    today = FigureScope(timezone.localdate(), timezone.localdate())
    total = totals_of(scope).registered
    counted = registered(today).count()
    mark_deceased(alumnus=alumnus, scope=scope, told=FAMILY)
    assert (
        totals_of(scope).registered,
        registered(today).count(),
    ) == (total, counted)
    found = [
        code for code, condition in states.CONDITIONS.items() if Alumnus.objects.filter(condition(), pk=alumnus.pk)
    ]
    assert found == [states.DECEASED]
    column = Alumnus.objects.annotate(pill=states.state_column()).values_list("pill", flat=True).get(pk=alumnus.pk)
    assert column == next(Reader(lambda: scope).read([alumnus.pk])).pill(timezone.now()) == states.DECEASED


def test_a_mail_that_waits_for_its_turn_does_not_go_out(alumnus: Alumnus, scope: Scope) -> None:
    with sending_allowed():
        mailing = started(scope.user)
    mark_deceased(alumnus=alumnus, scope=scope, told=FAMILY)
    (delivery,) = claim_chunk(mailing, "wir")
    assert not enter_data(delivery, "wir", mailing)
    assert reason_now(delivery, mailing) == "address"


def test_the_card_ends_and_none_is_given(alumnus: Alumnus, scope: Scope) -> None:
    card = card_of(alumnus)
    mark_deceased(alumnus=alumnus, scope=scope, told=FAMILY)
    card.refresh_from_db()
    assert card.state == "revoked"
    with pytest.raises(CardProblem):
        issue_card(alumnus=alumnus, photo=stored_photo(), by=scope.user)


def test_marking_twice_is_marking_once(alumnus: Alumnus, scope: Scope) -> None:
    first = mark_deceased(alumnus=alumnus, scope=scope, told=FAMILY)
    assert mark_deceased(alumnus=alumnus, scope=scope, told=Told(evidence="notice")) == first
    assert revoke_death(death=first, scope=scope, reason="Yanlış")
    assert not revoke_death(death=first, scope=scope, reason="Yanlış")
    assert death_of(alumnus.pk) is None


def test_an_account_closed_for_another_reason_stays_closed(alumnus: Alumnus, alumna: User, scope: Scope) -> None:
    User.objects.filter(pk=alumna.pk).update(is_active=False)
    death = mark_deceased(alumnus=alumnus, scope=scope, told=FAMILY)
    revoke_death(death=death, scope=scope, reason="Yanlış")
    assert not User.objects.get(pk=alumna.pk).is_active


def test_the_desk_marks_it_on_a_page_and_takes_it_back(
    alumnus: Alumnus, alumna: User, representative: User, department: Unit, client_for: ClientFor
) -> None:
    member, desk = client_for(alumna), client_for(representative)
    url = reverse("representatives:graduate_death", args=[department.pk, alumnus.pk])
    assert desk.get(url).status_code == 200
    early = {"evidence": "notice", "died_on": "1900-01-01"}
    assert desk.post(url, early).status_code == 422
    assert desk.post(url, {"evidence": "notice", "died_on": "2026-03-12", "told_by": "kızı"}).status_code == 302
    page = desk.get(reverse("representatives:graduate_detail", args=[department.pk, alumnus.pk])).content.decode()
    assert "12 Mart 2026" in page
    assert "Vefat etti" in page
    assert member.get(reverse("alumni:profile")).status_code == 302  # signed out, and no way in
    assert desk.post(url, {"evidence": "notice"}).status_code == 200  # the marking form of a second tab
    assert desk.post(url, {"reason": "Yanlış kişi"}).status_code == 302
    assert death_of(alumnus.pk) is None


def test_nobody_marks_the_own_record(alumnus: Alumnus, alumna: User, department: Unit, registrar: User) -> None:
    represent(alumna, department, by=registrar)
    with pytest.raises(PermissionDenied):
        mark_deceased(alumnus=alumnus, scope=representative_scope(alumna, department.pk), told=FAMILY)


def test_one_mark_in_force_and_a_reason_to_take_it_back(alumnus: Alumnus, scope: Scope) -> None:
    death = mark_deceased(alumnus=alumnus, scope=scope, told=FAMILY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Death.objects.create(person=alumnus.person, evidence="notice", marked_by=scope.user)
    with pytest.raises(IntegrityError), transaction.atomic():
        Death.objects.filter(pk=death.pk).update(revoked_at=timezone.now(), revoked_by=scope.user)
