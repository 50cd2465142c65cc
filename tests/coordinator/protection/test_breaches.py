"""The breach register: the clock of 72 hours, whom it concerns, the frozen list, closing; and periodic destruction."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from alumni.membership.contests.models import Appeal, Dispute
from alumni.membership.inviting.models import Invitation
from alumni.membership.models import Claim
from coordinator.protection import breaches
from coordinator.protection.breaches import BreachProblem, Choice
from coordinator.protection.destroying import destroy_expired, periods
from coordinator.protection.hooks import breaches_waiting, failed_destruction
from coordinator.protection.models import Breach, BreachSubject, DestructionRun
from mik.accounts.models import User
from mik.audit import redaction
from mik.audit.log import log_access
from mik.audit.tracking import event_model_of
from mik.common import hooks
from mik.common.hooks import Destruction
from mik.units.models import Unit
from tests.audit.conftest import as_owner
from tests.factories.alumni import ClaimFactory, graduate
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db


def breach(by: User, **more: Any) -> Breach:
    facts = {"title": "Kayıp dizüstü", "happened": "Çalındı", "discovered_at": timezone.now() - timedelta(hours=50)}
    return breaches.save_breach(breach=Breach(**{**facts, "kinds": ["identity"], **more}), by=by)


def test_the_clock_runs_until_the_board_has_heard(coordinator: User, staff: User) -> None:
    one = breach(coordinator)
    assert [item.tone for item in breaches_waiting(coordinator)] == ["bad"]
    assert (one.hours_left, list(breaches_waiting(staff))) == (21, [])
    one.notified_at = timezone.now()
    breaches.save_breach(breach=one, by=coordinator)
    assert list(breaches_waiting(coordinator)) == []


def test_people_are_found_by_account_period_and_number_and_the_list_is_frozen(
    coordinator: User, representative: User, department: Unit
) -> None:
    seen, later, typed = (graduate(programme_of(department), tckn="") for _n in range(3))
    log_access(request_or_user=representative, action="export", subjects=[seen.pk])
    between = timezone.now()
    log_access(request_or_user=representative, action="view", subjects=[later.pk])
    one = breach(coordinator)
    assert breaches.add_subjects(breach=one, by=coordinator, choice=Choice(user=representative, until=between)) == 1
    assert breaches.add_subjects(breach=one, by=coordinator, choice=Choice(numbers=[typed.pk, seen.pk])) == 1
    assert set(one.subjects.values_list("person_id", "found_by")) == {(seen.pk, "account"), (typed.pk, "typed")}
    breaches.freeze(breach=one, by=coordinator)
    with pytest.raises(BreachProblem):
        breaches.add_subjects(breach=one, by=coordinator, choice=Choice(numbers=[later.pk]))
    for change in (
        lambda: BreachSubject.objects.filter(breach=one).delete(),
        lambda: BreachSubject.objects.create(breach=one, person_id=later.pk, found_by="typed"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_it_is_closed_with_lessons_after_the_board_was_told(coordinator: User) -> None:
    one = breach(coordinator)
    with pytest.raises(BreachProblem):
        breaches.close(breach=one, by=coordinator, lessons="Diskler şifrelenecek")
    one.not_notified_because = "Disk şifreliydi; risk yok"
    breaches.save_breach(breach=one, by=coordinator)
    assert not breaches.close(breach=one, by=coordinator, lessons="Diskler şifrelenecek").is_open
    with pytest.raises(BreachProblem):
        breaches.close(breach=one, by=coordinator, lessons="Bir daha")


def test_its_pages(coordinator: User, department: Unit, client_for: Callable[[User | None], Client]) -> None:
    client, alumnus = client_for(coordinator), graduate(programme_of(department), tckn="")
    told = {"title": "Yanlış alıcı", "happened": "Liste başkasına gitti", "kinds": ["contact"]}
    at = timezone.localtime() - timedelta(hours=1)
    made = client.post("/koordinator/kvkk/ihlaller/ekle/", {**told, "discovered_at": f"{at:%Y-%m-%dT%H:%M}"})
    one = Breach.objects.get()
    assert (made.status_code, one.created_by) == (302, coordinator)
    url = f"/koordinator/kvkk/ihlaller/{one.pk}/"
    assert client.post(f"{url}kisiler/", {}).status_code == 422
    assert client.post(f"{url}kisiler/", {"kisi-numbers": f"{alumnus.pk}"}).status_code == 302
    assert str(alumnus.pk) in client.get(f"{url}yazdir/").content.decode()
    assert client.post(f"{url}dondur/").status_code == 302
    one.refresh_from_db()
    assert one.is_frozen


# --- periodic destruction ------------------------------------------------------------------------------


def test_what_has_had_its_time_goes_with_its_history_and_is_logged_once(alumna: User) -> None:
    with as_owner():
        redaction.fill(connection)
    old, young = (
        ClaimFactory.create(user=alumna, state="refused", decided_at=timezone.now() - timedelta(days=days), note="sır")
        for days in (800, 10)
    )
    due = {period.destruction.code: period.due for period in periods()}
    assert due["alumni.claims"] == 1
    assert [destroy_expired()["alumni.claims"], destroy_expired()["alumni.claims"]] == [1, 0]
    assert set(Claim.objects.values_list("pk", flat=True)) == {young.pk}
    notes = dict(event_model_of(Claim).objects.order_by("pgh_id").values_list("pgh_obj_id", "note"))
    assert notes == {old.pk: "", young.pk: "sır"}
    assert list(DestructionRun.objects.filter(code="alumni.claims").values_list("count", "problem")) == [(1, "")]
    with pytest.raises(DatabaseError), transaction.atomic():
        DestructionRun.objects.update(count=0)


def test_contests_go_with_their_claim_and_invitations_after_two_years(
    alumna: User, coordinator: User, department: Unit
) -> None:
    with as_owner():
        redaction.fill(connection)
    now = timezone.now()
    long_ago = now - timedelta(days=800)
    claim = ClaimFactory.create(user=alumna, state="refused", decided_at=long_ago)
    Appeal.objects.create(claim=claim, against="refused", text="sır", outcome="dismissed", decided_at=long_ago)
    Dispute.objects.create(claim=claim, holder=coordinator, statement="sır", outcome="keep", decided_at=long_ago)
    record = graduate(programme_of(department), tckn="")
    for mark, expires in ((b"1", long_ago + timedelta(days=14)), (b"2", now + timedelta(days=1))):
        Invitation.objects.filter(used_at=None).update(revoked_at=long_ago)
        Invitation.objects.create(
            alumnus=record, token_hash=mark * 32, made_by=coordinator, made_at=long_ago, expires_at=expires
        )
    destroyed = destroy_expired()
    assert (destroyed["alumni.claims"], destroyed["alumni.invitations"]) == (1, 1)
    assert Invitation.objects.get().expires_at > now
    assert set(event_model_of(Appeal).objects.values_list("text", flat=True)) == {""}
    assert set(event_model_of(Dispute).objects.values_list("statement", flat=True)) == {""}


def test_a_class_that_fails_keeps_no_other_from_its_turn(coordinator: User) -> None:
    def fails(before: datetime) -> int:
        raise ValueError("elif@ornek.example")

    hooks.destructions.add(Destruction("test.fails", "alumni.Claim", "Deneme", timedelta(1), lambda before: 0, fails))
    try:
        destroyed = destroy_expired()
    finally:
        hooks.destructions.unregister("test.fails")
    assert set(destroyed) >= {"mail.addresses", "cards.photos", "alumni.exports", "alumni.lists", "rights.copies"}
    assert DestructionRun.objects.get(code="test.fails").problem == "ValueError"
    assert [item.count for item in failed_destruction(coordinator)] == [1]


def test_the_page_of_periods(coordinator: User, client_for: Callable[[User | None], Client]) -> None:
    destroy_expired()
    page = client_for(coordinator).get("/koordinator/kvkk/saklama/?hepsi=1").content.decode()
    assert all(str(one.label) in page for one in hooks.destructions)
