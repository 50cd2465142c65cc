"""What cards tell the rest of the house: attention, timeline, figures, and what is held of a person."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from alumni.registry.models import Alumnus
from cards import hooks
from cards.applications.models import CardApplication
from cards.applications.services import approve_application, refuse_application
from cards.issuing.models import Card
from cards.issuing.services import report_loss
from mik.accounts.models import User
from mik.audit.erasure import erase_history
from mik.audit.tracking import event_model_of
from mik.common.hooks import FigureScope
from mik.figures import catalogue
from mik.files.models import StoredFile
from mik.units.models import Unit
from tests.factories.cards import application_of, card_of

pytestmark = pytest.mark.django_db


def told(user: User) -> list[str]:
    items = [*hooks.applications_waiting(user), *hooks.own_card(user)]
    return [f"{item.count} {item.label}" for item in items]


# --- attention ------------------------------------------------------------------------------------


def test_the_desk_hears_what_waits_and_since_when(
    holder: Alumnus, other_holder: Alumnus, clerk: User, alumna: User, representative: User
) -> None:
    assert told(clerk) == []
    application_of(holder)
    assert told(clerk) == ["1 Kart başvuruları bekliyor · bugün geldi"]
    application_of(other_holder, submitted_at=timezone.now() - timedelta(days=9))
    assert told(clerk) == ["2 Kart başvuruları bekliyor · en eskisi 9 gündür"]
    assert told(alumna) == told(representative) == []


def test_a_member_hears_of_refusal_loss_and_end(holder: Alumnus, alumna: User, clerk: User) -> None:
    assert told(alumna) == []
    application = application_of(holder)
    refuse_application(application=application, by=clerk, reason="Yüz seçilmiyor")
    assert told(alumna) == ["1 Kart başvurunuz kabul edilmedi; yeni fotoğrafla başvurun"]
    card = card_of(holder)
    assert told(alumna) == []
    Card.objects.filter(pk=card.pk).update(valid_until=timezone.localdate() + timedelta(days=60))
    CardApplication.objects.all().delete()
    assert told(alumna) == ["1 Mezun kartınızın süresi doluyor; yenisini isteyin"]
    report_loss(card=card, by=alumna)
    assert told(alumna) == ["1 Kaybolan kartınızın yerine yenisini isteyebilirsiniz"]
    application_of(holder)
    assert told(alumna) == []


# --- timeline -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "seen"),
    [("alumna", True), ("representative", True), ("coordinator", True), ("other_representative", False)],
)
def test_the_timeline_tells_that_a_card_was_given_and_lost(
    who: str, seen: bool, holder: Alumnus, alumna: User, request: Any
) -> None:
    card = card_of(holder)
    report_loss(card=card, by=alumna)
    entries = list(hooks.timeline(holder.pk, request.getfixturevalue(who)))
    assert [str(entry.title) for entry in entries] == (["Mezun kartı verildi", "Kart kayıp bildirildi"] if seen else [])
    assert card.number not in repr(entries)


# --- figures --------------------------------------------------------------------------------------


def moment(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, 12))


def test_every_figure_equals_an_independent_sql(
    holder: Alumnus, other_holder: Alumnus, department: Unit, alumna: User, clerk: User
) -> None:
    today = timezone.localdate()
    since = today - timedelta(days=30)
    for alumnus, waited in ((holder, 2), (other_holder, 4)):
        application = application_of(alumnus, submitted_at=timezone.now() - timedelta(days=waited))
        approve_application(application=application, by=clerk)
    lost = Card.objects.get(alumnus=holder)
    report_loss(card=lost, by=alumna)
    sql = {
        "active_cards": "SELECT count(*) FROM cards_card WHERE state = 'active' AND valid_until >= %s",
        "cards_issued": "SELECT count(*) FROM cards_card WHERE issued_at::date >= %s",
        "cards_lost": "SELECT count(*) FROM cards_card WHERE state = 'lost' AND ended_at::date >= %s",
        "card_applications": "SELECT count(*) FROM cards_cardapplication WHERE submitted_at::date >= %s",
        "card_days": "SELECT round(percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM decided_at"
        " - submitted_at)) / 86400) FROM cards_cardapplication WHERE decided_at::date >= %s",
    }
    scope = FigureScope(on=today, since=since)
    for code, query in sql.items():
        with connection.cursor() as cursor:
            cursor.execute(query, [today if code == "active_cards" else since])
            expected = cursor.fetchone()[0]
        assert round(catalogue.measure(code, scope).value or 0) == expected > 0, code
        described = [catalogue.figure(code).describe(row) for row in catalogue.figure(code).rows(scope)]
        assert {row.person_id for row in described} <= {holder.pk, other_holder.pk}
    own = FigureScope(on=today, since=since, unit_id=department.pk)
    assert [catalogue.measure(code, own).value for code in ("active_cards", "cards_lost", "cards_issued")] == [0, 1, 1]


def test_a_day_in_the_past_is_asked_of_what_was_valid_then(holder: Alumnus) -> None:
    day = timezone.localdate() - timedelta(days=100)
    card = card_of(holder, issued_at=moment(day))

    def on(offset: int) -> float | None:
        asked = day + timedelta(days=offset)
        return catalogue.measure("active_cards", FigureScope(on=asked, since=asked)).value

    assert (on(-1), on(0), on(50)) == (0, 1, 1)
    Card.objects.filter(pk=card.pk).update(state="lost", ended_at=moment(day + timedelta(days=20)))
    assert (on(19), on(20), on(21)) == (1, 0, 0)


# --- what is held of a person ---------------------------------------------------------------------


def test_erasing_leaves_the_number_and_nothing_else(
    holder: Alumnus, clerk: User, django_capture_on_commit_callbacks: Any
) -> None:
    application = application_of(holder)
    card = approve_application(application=application, by=clerk)
    assert card.photo
    path, code = card.photo.path, card.code
    waiting = application_of(holder)
    with django_capture_on_commit_callbacks(execute=True):
        assert (hooks.erase_applications(holder.pk), hooks.erase_cards(holder.pk)) == (2, 1)
    erase_history(person_id=holder.pk, by_id=clerk.pk)
    card.refresh_from_db()
    waiting.refresh_from_db()
    assert (card.number != "", card.code, card.state) == (True, code, "revoked")
    assert (card.printed_name, card.printed_line, card.photo_id, waiting.state) == ("", "", None, "withdrawn")
    assert not path.exists()
    assert not StoredFile.objects.filter(purpose="card_photo").exists()
    names = event_model_of(Card).objects.filter(pgh_obj_id=card.pk).values_list("printed_name", flat=True)
    assert [name for name in names if "Elif" in (name or "")] == []


@pytest.mark.usefixtures("coordinator")
def test_checks_find_nothing() -> None:
    call_command("check", verbosity=0)
