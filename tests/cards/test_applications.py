"""Applying, approving, refusing: one application at a time, one card from it, never by oneself."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from alumni.registry.models import Alumnus
from cards.applications.models import CardApplication
from cards.applications.services import (
    AlreadyDecided,
    apply_for_card,
    approve_application,
    approve_many,
    forget_old_photos,
    obstacle,
    refuse_application,
    withdraw_application,
)
from cards.issuing.models import Card
from cards.issuing.services import CardProblem, report_loss
from mik.accounts.models import Office, User
from mik.audit.tracking import history_of
from mik.files.models import StoredFile
from mik.mail.models import OutgoingMail
from mik.work.models import Notification
from tests.factories.accounts import UserFactory, appoint
from tests.factories.alumni import enrol, graduate
from tests.factories.cards import application_of, card_of, picture
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db
State = CardApplication.State


def applied(alumnus: Alumnus) -> CardApplication:
    assert alumnus.person.user
    return apply_for_card(alumnus=alumnus, by=alumnus.person.user, photo=picture())


def test_a_member_applies_and_the_photo_is_kept(holder: Alumnus) -> None:
    application = applied(holder)
    assert (application.state, application.applied_by) == (State.SUBMITTED, holder.person.user)
    assert application.photo
    assert (application.photo.purpose, application.photo.name) == ("card_photo", "foto.jpg")


def test_two_at_once_are_refused_and_the_database_agrees(holder: Alumnus) -> None:
    applied(holder)
    with pytest.raises(CardProblem, match="Bekleyen bir başvurunuz var"):
        applied(holder)
    with pytest.raises(IntegrityError, match="card_application_one_open"), transaction.atomic():
        application_of(holder)


def test_who_has_a_card_does_not_apply(holder: Alumnus) -> None:
    card_of(holder)
    with pytest.raises(CardProblem, match="Geçerli bir kartınız var"):
        applied(holder)


def test_in_the_last_sixty_days_one_may(holder: Alumnus) -> None:
    today = timezone.localdate()
    card = card_of(holder, valid_until=today + timedelta(days=61))
    assert obstacle(holder)
    Card.objects.filter(pk=card.pk).update(valid_until=today + timedelta(days=60))
    assert obstacle(holder) == ""


def test_a_record_not_confirmed_or_without_account_gets_none(holder: Alumnus) -> None:
    stranger = graduate(programme_of(holder.graduations.get().programme.department))
    assert obstacle(stranger) == "Kart yalnız kaydı doğrulanmış üyelere verilir."
    Alumnus.objects.filter(pk=holder.pk).update(state=Alumnus.State.PROPOSED)
    holder.refresh_from_db()
    with pytest.raises(CardProblem):
        applied(holder)


def test_approval_gives_a_card_and_tells_the_member(holder: Alumnus, clerk: User) -> None:
    card = approve_application(application=applied(holder), by=clerk)
    application = CardApplication.objects.get()
    assert (application.state, application.decided_by, card.application) == (State.APPROVED, clerk, application)
    assert (card.alumnus, card.photo, card.issued_by) == (holder, application.photo, clerk)
    assert (card.printed_name, card.printed_line) == ("Elif Şahin Yıldırım", "Makine Mühendisliği · 2014")
    assert card.valid_until == timezone.localdate().replace(month=12, day=31, year=timezone.localdate().year + 3)
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject) == (holder.person.user and holder.person.user.email, "Mezun kartınız verildi")
    assert Notification.objects.get().text == "Mezun kartınız hazır."


def test_a_second_decision_hears_that_it_comes_late(holder: Alumnus, clerk: User, coordinator: User) -> None:
    application = applied(holder)
    approve_application(application=application, by=clerk)
    with pytest.raises(AlreadyDecided, match="bu arada karar verildi: Onaylandı"):
        approve_application(application=application, by=coordinator)
    with pytest.raises(AlreadyDecided):
        refuse_application(application=application, by=coordinator, reason="Hayır")
    assert Card.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_approvals_at_the_same_moment_give_one_card(holder: Alumnus, clerk: User, coordinator: User) -> None:
    application = applied(holder)
    start, outcomes = threading.Barrier(2), []

    def decide(by: User) -> None:
        try:
            start.wait()
            approve_application(application=application, by=by)
            outcomes.append("card")
        except AlreadyDecided as late:
            outcomes.append(str(late))
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=[by]) for by in (clerk, coordinator)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    late = "Bu başvuruya bu arada karar verildi: Onaylandı. Kararınız kaydedilmedi."
    assert sorted(outcomes) == sorted(["card", late])
    assert Card.objects.filter(alumnus=holder).count() == 1


def test_nobody_decides_the_own_application(holder: Alumnus, registrar: User, coordinator: User) -> None:
    user = UserFactory.create()
    enrol(graduate(programme_of(holder.graduations.get().programme.department), contacts=False), user)
    appoint(user, Office.ASSISTANT, by=registrar, under=coordinator.appointments.get())
    application = applied(Alumnus.objects.get(person__user=user))
    for decide in (
        lambda: approve_application(application=application, by=user),
        lambda: refuse_application(application=application, by=user, reason="Hayır"),
    ):
        with pytest.raises(PermissionDenied):
            decide()
    changes = {"state": State.APPROVED, "decided_by": user, "decided_at": timezone.now()}
    with pytest.raises(IntegrityError, match="card_application_decided_by_another"), transaction.atomic():
        CardApplication.objects.filter(pk=application.pk).update(**changes)


@pytest.mark.parametrize("who", ["alumna", "representative", "staff", "vice_rector", "registrar", "student"])
def test_who_has_not_the_duty_decides_nothing(who: str, other_holder: Alumnus, request: Any) -> None:
    application = applied(other_holder)
    with pytest.raises(PermissionDenied):
        approve_application(application=application, by=request.getfixturevalue(who))
    assert not Card.objects.exists()


def test_a_refusal_says_why_and_leaves_the_way_open(holder: Alumnus, clerk: User) -> None:
    first = refuse_application(application=applied(holder), by=clerk, reason="Yüz seçilmiyor")
    mail = OutgoingMail.objects.get()
    assert "Yüz seçilmiyor" in str(mail.text)
    again = applied(holder)
    first.refresh_from_db()
    assert (first.photo, again.photo is not None, StoredFile.objects.count()) == (None, True, 1)


def test_a_refusal_without_reason_is_refused_by_the_database(holder: Alumnus) -> None:
    application = applied(holder)
    changes = {"state": State.REFUSED, "decided_at": timezone.now()}
    with pytest.raises(IntegrityError, match="card_application_refused_with_reason"), transaction.atomic():
        CardApplication.objects.filter(pk=application.pk).update(**changes)
    with pytest.raises(IntegrityError, match="card_application_waits_with_photo"), transaction.atomic():
        CardApplication.objects.filter(pk=application.pk).update(photo=None)
    with pytest.raises(IntegrityError, match="card_application_open_or_decided"), transaction.atomic():
        CardApplication.objects.filter(pk=application.pk).update(decided_at=timezone.now())


def test_taking_it_back_deletes_the_photo_at_once(
    holder: Alumnus, other_alumna: User, django_capture_on_commit_callbacks: Any
) -> None:
    application = applied(holder)
    assert application.photo
    path = application.photo.path
    with pytest.raises(PermissionDenied):
        withdraw_application(application=application, by=other_alumna)
    assert holder.person.user
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_application(application=application, by=holder.person.user)
    assert (CardApplication.objects.get().state, StoredFile.objects.count(), path.exists()) == ("withdrawn", 0, False)


def test_a_replacement_may_keep_the_photo(holder: Alumnus, clerk: User) -> None:
    card = approve_application(application=applied(holder), by=clerk)
    assert holder.person.user
    report_loss(card=card, by=holder.person.user)
    application = apply_for_card(alumnus=holder, by=holder.person.user, photo=None)
    new = approve_application(application=application, by=clerk)
    assert (new.photo, new.replaces, StoredFile.objects.count()) == (card.photo, card, 1)


def test_photos_of_refused_applications_are_forgotten(holder: Alumnus, other_holder: Alumnus, clerk: User) -> None:
    for alumnus in (holder, other_holder):
        refuse_application(application=applied(alumnus), by=clerk, reason="Yüz seçilmiyor")
    CardApplication.objects.filter(alumnus=holder).update(decided_at=timezone.now() - timedelta(days=31))
    assert forget_old_photos(before=timezone.now() - timedelta(days=30)) == 1
    assert [application.alumnus for application in CardApplication.objects.filter(photo=None)] == [holder]


def test_many_are_approved_each_on_its_own(holder: Alumnus, other_holder: Alumnus, clerk: User) -> None:
    one, two = applied(holder), applied(other_holder)
    Alumnus.objects.filter(pk=holder.pk).update(state=Alumnus.State.PROPOSED)
    done = approve_many(applications=[one, two], by=clerk)
    assert (done.cards, done.left) == (1, 1)
    assert [card.alumnus for card in Card.objects.all()] == [other_holder]


def test_history_keeps_who_decided(holder: Alumnus, clerk: User) -> None:
    application = applied(holder)
    approve_application(application=application, by=clerk)
    assert [event.state for event in history_of(application)] == ["submitted", "approved"]
