"""What nobody types by accident, and what another tab did a moment ago."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coordinator.newsroom.models import Announcement
from coordinator.newsroom.services import (
    ChangedMeanwhile,
    publish_announcement,
    send_announcement,
    withdraw_announcement,
    write_announcement,
)
from mik.accounts.models import User
from mik.mail.models import Delivery, Mailing
from mik.people.models import Person
from mik.units.models import Unit
from tests.factories.news import agreed, mailed, published, typed, written
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db
Sign = Callable[[User | None], Client]
ODD: list[dict[str, str]] = [
    {"ara": "\x00", "durum": "all"},
    {"ara": "Ş\x00", "durum": "all", "sayfa": "9" * 30, "tur": "x"},
    {"ara": "%_\\", "sayfa": "abc", "durum": "\x00", "tur": "\x00"},
]


@pytest.mark.parametrize("asked", ODD)
def test_lists_answer_whatever_is_asked(
    asked: dict[str, str], coordinator: User, alumna: User, department: Unit, client_for: Sign
) -> None:
    giving = mailed(coordinator, [agreed(programme_of(department)).person])
    desk, member = client_for(coordinator), client_for(alumna)
    answers: list[Any] = [
        desk.get("/koordinator/duyurular/", asked),
        desk.get("/koordinator/duyurular/indir/", asked),
        desk.get(reverse("coordinator:mailing_detail", args=[giving.pk]), asked),
        desk.get(reverse("coordinator:mailing_export", args=[giving.pk]), asked),
        member.get("/mezun/duyurular/", asked),
        desk.get("/koordinator/kartlar/", {"q": asked["ara"], "birim": "9" * 30, "sayfa": "abc"}),
    ]
    assert [answer.status_code for answer in answers] == [200] * 6
    assert desk.get(f"/koordinator/duyurular/{'9' * 30}/").status_code == 404
    assert desk.get(f"/koordinator/kartlar/{'9' * 30}/").status_code == 404


def test_a_moment_that_is_none_does_not_stop_the_writer(coordinator: User, client_for: Sign) -> None:
    announcement = written(coordinator)
    url = reverse("coordinator:announcement_edit", args=[announcement.pk])
    client_for(coordinator).post(url, typed(title_tr="Yeni konu", seen="2026-99-99T10:00"))
    announcement.refresh_from_db()
    assert announcement.title_tr == "Yeni konu"


def test_what_was_published_meanwhile_is_not_made_a_draft_again(coordinator: User) -> None:
    announcement = written(coordinator)
    opened = Announcement.objects.get(pk=announcement.pk)
    publish_announcement(announcement=announcement, by=coordinator)
    with pytest.raises(ChangedMeanwhile):
        write_announcement(announcement=opened, by=coordinator)
    announcement.refresh_from_db()
    assert announcement.state == "published"


def test_withdrawing_what_has_just_been_sent_to_the_end(
    coordinator: User, department: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    announcement = mailed(coordinator, [agreed(programme_of(department)).person])
    Mailing.objects.update(state="done", finished_at=timezone.now())
    # As it looked when the announcement was opened.
    monkeypatch.setattr(Mailing, "is_over", False)
    withdraw_announcement(announcement=announcement, by=coordinator)
    assert (Announcement.objects.get().state, Mailing.objects.get().state) == ("withdrawn", "done")


def test_an_uncertain_mail_of_something_withdrawn_is_not_sent_again(
    coordinator: User, department: Unit, client_for: Sign
) -> None:
    announcement = mailed(coordinator, [agreed(programme_of(department)).person], states=("uncertain",))
    withdraw_announcement(announcement=announcement, by=coordinator)
    row = Delivery.objects.get()
    url = reverse("coordinator:mailing_settle", args=[announcement.pk, row.pk])
    told: Any = client_for(coordinator).post(url, {"karar": "gonder"}, follow=True)
    row.refresh_from_db()
    assert ("yeniden gönderilmez" in told.content.decode(), row.state) == (True, "uncertain")


def test_what_was_withdrawn_meanwhile_is_not_sent(coordinator: User, department: Unit) -> None:
    agreed(programme_of(department))
    opened = published(coordinator)
    withdraw_announcement(announcement=opened, by=coordinator)
    with pytest.raises(ValidationError, match="geri çekildi"):
        send_announcement(announcement=opened, by=coordinator, persons=Person.objects.all())
    assert not Mailing.objects.exists()
