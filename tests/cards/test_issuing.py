"""Cards: numbers never given again, one active a person, and how they end."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from alumni.registry.models import Alumnus
from cards.applications.models import CardApplication
from cards.issuing.models import Card
from cards.issuing.numbers import ALPHABET, check_digit, clean_code, is_number, new_code, next_number
from cards.issuing.replacing import replace_card
from cards.issuing.services import CardProblem, issue_card, report_loss, revoke_card
from cards.states import card_state_of
from mik.accounts.models import User
from mik.audit.tracking import history_of
from mik.mail.models import OutgoingMail
from tests.factories.cards import application_of, card_of, stored_photo

pytestmark = pytest.mark.django_db
State = Card.State


# --- numbers --------------------------------------------------------------------------------------


def test_numbers_are_unlike_and_check() -> None:
    numbers = [next_number(2026) for _number in range(2000)]
    assert len(set(numbers)) == 2000
    assert {(number[:4], is_number(number)) for number in numbers} == {("2026", True)}


def test_a_digit_mistyped_or_swapped_is_noticed() -> None:
    number = "2026041277" + "8"
    whole = number + check_digit(number)
    for place in range(12):
        for digit in "0123456789":
            changed = whole[:place] + digit + whole[place + 1 :]
            assert is_number(changed) == (changed == whole)


def test_codes_have_no_letters_that_look_alike() -> None:
    codes = {new_code() for _code in range(500)}
    assert len(codes) == 500
    assert set("".join(codes)) <= set(ALPHABET)
    assert set("01IO") & set(ALPHABET) == set()


@pytest.mark.parametrize("typed", ["7KQ4-M2XA", "7kq4m2xa", " 7KQ4 M2XA ", "7kq4–m2xa", "7KQ4.M2XA"])
def test_a_code_may_be_typed_in_any_way(typed: str) -> None:
    assert clean_code(typed) == "7KQ4M2XA"


# --- what the database keeps ----------------------------------------------------------------------


def test_one_active_card_a_person(holder: Alumnus) -> None:
    card_of(holder)
    with pytest.raises(IntegrityError, match="card_one_active_a_person"), transaction.atomic():
        Card.objects.create(alumnus=holder, number=next_number(2026), code=new_code(), valid_until=date(2030, 12, 31))
    with pytest.raises(CardProblem, match="ikinci kart verilemez"):
        issue_card(alumnus=holder, photo=stored_photo(), by=None)


@pytest.mark.parametrize(("field", "value"), [("number", "202600000000"), ("code", "AAAAAAAA"), ("alumnus_id", None)])
def test_number_code_and_person_are_for_good(field: str, value: Any, holder: Alumnus, other_holder: Alumnus) -> None:
    card = card_of(holder)
    with pytest.raises(DatabaseError), transaction.atomic():
        Card.objects.filter(pk=card.pk).update(**{field: value or other_holder.pk})


def test_a_card_is_never_deleted(holder: Alumnus) -> None:
    card = card_of(holder)
    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        Card.objects.filter(pk=card.pk).delete()


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"state": State.LOST}, "card_active_or_ended"),
        ({"state": State.REVOKED, "ended_at": timezone.now()}, "card_revoked_with_reason"),
        ({"number": "12"}, "card_number_is_digits|card_keeps_its_number"),
    ],
)
def test_constraints(changes: dict[str, Any], constraint: str, holder: Alumnus) -> None:
    card = card_of(holder)
    with pytest.raises(DatabaseError, match=constraint), transaction.atomic():
        Card.objects.filter(pk=card.pk).update(**changes)


# --- how a card ends ------------------------------------------------------------------------------


def test_the_holder_reports_the_loss_once(holder: Alumnus, alumna: User, other_alumna: User) -> None:
    card = card_of(holder)
    with pytest.raises(PermissionDenied):
        report_loss(card=card, by=other_alumna)
    report_loss(card=card, by=alumna)
    card.refresh_from_db()
    assert (card.state, card.ended_by, OutgoingMail.objects.get().subject) == (
        State.LOST, alumna, "Kartınız kayıp olarak işaretlendi",
    )  # fmt: skip
    with pytest.raises(CardProblem, match="artık etkin değil: Kayıp"):
        report_loss(card=card, by=alumna)


def test_the_desk_revokes_with_a_reason(holder: Alumnus, clerk: User) -> None:
    card = revoke_card(card=card_of(holder), by=clerk, reason="Kayıt karışmış")
    assert (card.state, card.reason) == (State.REVOKED, "Kayıt karışmış")
    assert "Kayıt karışmış" in str(OutgoingMail.objects.get().text)


@pytest.mark.parametrize("lost", [True, False])
def test_the_desk_replaces_at_once(lost: bool, holder: Alumnus, alumna: User, clerk: User) -> None:
    card = card_of(holder)
    if lost:
        report_loss(card=card, by=alumna)
    waiting = application_of(holder)
    holder.person.surname = "Yıldırım"
    holder.person.save()
    new = replace_card(card=card, by=clerk)
    card.refresh_from_db()
    waiting.refresh_from_db()
    assert card.state == (State.LOST if lost else State.REPLACED)
    assert (new.replaces, new.photo, new.printed_name) == (card, card.photo, "Elif Yıldırım")
    assert new.number != card.number
    assert waiting.state == CardApplication.State.WITHDRAWN
    with pytest.raises(CardProblem, match="yerine yenisi verilmiş"):
        replace_card(card=card, by=clerk)


def test_a_member_of_the_desk_leaves_the_own_card_to_others(alumna: User, holder: Alumnus, coordinator: User) -> None:
    card = card_of(holder)
    for by in (alumna,):
        with pytest.raises(PermissionDenied):
            replace_card(card=card, by=by)
        with pytest.raises(PermissionDenied):
            revoke_card(card=card, by=by, reason="Kendim")
    assert Card.objects.get().state == State.ACTIVE


def test_an_expired_card_gives_way_to_the_next(holder: Alumnus) -> None:
    old = card_of(holder, valid_until=timezone.localdate() - timedelta(days=1))
    new = issue_card(alumnus=holder, photo=stored_photo(), by=None)
    old.refresh_from_db()
    assert (old.state, new.replaces) == (State.REPLACED, old)


def test_history_tells_the_life_of_a_card(holder: Alumnus, alumna: User) -> None:
    card = card_of(holder)
    report_loss(card=card, by=alumna)
    assert [event.state for event in history_of(card)] == ["active", "lost"]


# --- what others may know -------------------------------------------------------------------------


def test_the_state_that_counts_is_told_for_many_at_once(
    holder: Alumnus, other_holder: Alumnus, alumna: User, django_assert_num_queries: Any
) -> None:
    report_loss(card=card_of(holder), by=alumna)
    card_of(holder)
    card_of(other_holder, valid_until=timezone.localdate() - timedelta(days=1))
    with django_assert_num_queries(1):
        assert card_state_of([holder.pk, other_holder.pk, 0]) == {holder.pk: "valid", other_holder.pk: "expired"}


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("alumna", 1), ("other_alumna", 1), ("representative", 0), ("staff", 0),
        ("coordinator", 2), ("clerk", 2), ("vice_rector", 0), ("student", 0),
    ],
)  # fmt: skip
def test_who_sees_which_cards(who: str, seen: int, holder: Alumnus, other_holder: Alumnus, request: Any) -> None:
    for alumnus in (holder, other_holder):
        card_of(alumnus)
        application_of(alumnus)
    user = request.getfixturevalue(who)
    user.__dict__.pop("_powers", None)
    assert Card.objects.visible_to(user).count() == seen
    assert CardApplication.objects.visible_to(user).count() == seen
