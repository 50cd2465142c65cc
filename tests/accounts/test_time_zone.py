"""Everybody reads times by their own clock; the days of the office stay days of Türkiye."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mik.accounts.models import User
from mik.accounts.zone_choices import zone_choices
from mik.common.turkish import date_long
from mik.common.zones import reading_in, zones
from mik.mail.models import OutgoingMail
from mik.mail.services import zone_of
from mik.work.models import Notification
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
LATE = datetime(2026, 11, 22, 21, 30, tzinfo=UTC)  # 00.30 of the next day in Trabzon


def shown(source: str) -> str:
    return Template("{% load mik %}" + source).render(Context({"at": LATE}))


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Europe/Istanbul", "23 Kasım 2026, 00.30"),
        ("America/New_York", "22 Kasım 2026, 16.30"),
        (None, "23 Kasım 2026, 00.30"),
        ("yok/boyle-yer", "23 Kasım 2026, 00.30"),
    ],
)
def test_times_are_the_readers(zone: str | None, expected: str) -> None:
    with reading_in(zone):
        assert shown("{{ at|date_time }}") == expected
        assert date_long(LATE) == expected.partition(",")[0]
        assert timezone.localtime(LATE).day == 23  # what rules ask is untouched
    assert shown("{{ at|date_time }}") == "23 Kasım 2026, 00.30"


def test_one_chooses_a_zone_and_every_page_follows(client_for: Callable[..., Client]) -> None:
    user = UserFactory.create()
    client, url = client_for(user), reverse("accounts:time_zone")
    notice = Notification.objects.create(user=user, text="Deneme")
    Notification.objects.filter(pk=notice.pk).update(created_at=LATE)
    assert "23 Kasım 2026, 00.30" in client.get(reverse("work:notification_list")).content.decode()
    assert client.post(url, {"time_zone": "America/New_York"}).status_code == 302
    assert "22 Kasım 2026, 16.30" in client.get(reverse("work:notification_list")).content.decode()
    assert client.post(url, {"time_zone": "Mars/Olympus"}).status_code == 422
    assert User.objects.get(pk=user.pk).time_zone == "America/New_York"


def test_every_zone_offered_can_be_kept() -> None:
    offered = {zone for __, group in zone_choices() for zone, ___ in group}
    assert len(offered) > 300
    assert offered - zones() == set()
    first, label = zone_choices()[0][1][0]
    assert (first, label) == ("Europe/Istanbul", "Türkiye: İstanbul (UTC+3)")


def test_a_mail_tells_the_time_of_its_reader() -> None:
    user = UserFactory.create(time_zone="Asia/Tokyo")
    assert (zone_of(user.email.upper()), zone_of("yok@ornek.example")) == ("Asia/Tokyo", None)
    client = Client()
    client.force_login(user)
    client.post(reverse("account_change_password"), {
        "oldpassword": "parola-Deneme-1", "password1": "mor-fındık-yayla-73", "password2": "mor-fındık-yayla-73",
    })  # fmt: skip
    mail = OutgoingMail.objects.get()
    assert mail.subject == "Parolanız değişti"
    with reading_in("Asia/Tokyo"):
        assert date_long(timezone.now()) in str(mail.text)
