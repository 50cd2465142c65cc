"""The weekly digest: Monday morning by the reader's clock, once, never empty."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from mik.accounts.models import User
from mik.common import hooks
from mik.common.hooks import Channel, NotificationKind
from mik.mail.models import OutgoingMail
from mik.work.digest import last_monday, send_due
from mik.work.models import Notification
from mik.work.services import mark_read, notify

pytestmark = pytest.mark.django_db
# A Monday; eight in Istanbul is five in Greenwich.
MONDAY = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def kind() -> Iterator[None]:
    hooks.notification_kinds.add(
        NotificationKind(code="test.weekly", label="Haber", about="Deneme", channel=Channel.WEEKLY)
    )
    yield
    hooks.notification_kinds.unregister("test.weekly")


def told(user: User, text: str = "Bölümünüzden haber", at: datetime = MONDAY - timedelta(days=3)) -> Notification:
    notice = notify(user=user, kind="test.weekly", text=text, url="/mezun/")
    Notification.objects.filter(pk=notice.pk).update(created_at=at)
    return notice


@pytest.mark.parametrize(
    ("zone", "now", "expected"),
    [
        ("Europe/Istanbul", MONDAY, MONDAY),
        ("Europe/Istanbul", MONDAY - timedelta(minutes=1), MONDAY - timedelta(days=7)),
        ("America/New_York", MONDAY, MONDAY + timedelta(hours=8) - timedelta(days=7)),
        ("Asia/Tokyo", MONDAY + timedelta(days=2), MONDAY - timedelta(hours=6)),
    ],
)
def test_monday_morning_by_any_clock(zone: str, now: datetime, expected: datetime) -> None:
    assert last_monday(zone, now) == expected


def test_one_mail_in_text_and_html_with_what_the_week_brought(alumna: User) -> None:
    told(alumna)
    told(alumna, "İkinci <haber>")
    assert send_due(MONDAY) == 1
    mail = OutgoingMail.objects.get()
    assert mail.to == alumna.email
    assert mail.subject == "Haftanın özeti: 2 bildirim"
    text, html = mail.text or "", mail.html or ""
    assert "- İkinci <haber>" in text
    assert "/mezun/" in text
    assert "İkinci &lt;haber&gt;" in html
    assert "Bildirim tercihleri" in html


def test_it_goes_once_however_often_it_is_asked_for(alumna: User) -> None:
    told(alumna)
    assert [send_due(MONDAY + timedelta(hours=hour)) for hour in (0, 0, 1)] == [1, 0, 0]


def test_not_before_monday_morning_of_the_reader(alumna: User) -> None:
    told(alumna)
    User.objects.filter(pk=alumna.pk).update(time_zone="America/New_York")
    assert [send_due(MONDAY + timedelta(hours=hour)) for hour in (0, 7, 8)] == [0, 0, 1]


def test_what_comes_after_waits_for_the_next_monday(alumna: User) -> None:
    told(alumna, at=MONDAY + timedelta(minutes=5))
    assert send_due(MONDAY + timedelta(days=6)) == 0
    assert send_due(MONDAY + timedelta(days=7)) == 1


def test_a_round_that_was_missed_is_made_up_for(alumna: User) -> None:
    told(alumna)
    assert send_due(MONDAY + timedelta(days=1)) == 1


def test_nothing_is_sent_when_all_was_read(alumna: User) -> None:
    notice = told(alumna)
    mark_read(user=alumna, notification=notice)
    assert send_due(MONDAY) == 0
    assert not OutgoingMail.objects.exists()
    assert not Notification.objects.for_digest().exists()


def test_the_round_takes_as_many_queries_to_find_nobody_as_many(alumna: User, other_alumna: User) -> None:
    """Who is due is found in two queries, however many wait."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for user in (alumna, other_alumna):
        told(user, at=MONDAY + timedelta(minutes=1))
        with CaptureQueriesContext(connection) as asked:
            send_due(MONDAY)
        counts.append(len(asked))
    assert counts == [2, 2]
