"""The bell: the own notices only, read by POST."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mik.accounts.models import User
from mik.work.models import Notification
from mik.work.services import mark_read, notify

pytestmark = pytest.mark.django_db
Sign = Callable[[User | None], Client]


@pytest.fixture
def notice(alumna: User) -> Notification:
    return notify(user=alumna, text="Bilgileriniz hâlâ doğru mu?", url="/mezun/")


def test_the_list_shows_the_own_notices(client_for: Sign, alumna: User, notice: Notification) -> None:
    page = client_for(alumna).get(reverse("work:notification_list")).content.decode()
    assert "Bilgileriniz hâlâ doğru mu?" in page
    assert "1 yeni bildiriminiz var." in page


def test_nobody_sees_anothers_notices(client_for: Sign, other_alumna: User, notice: Notification) -> None:
    client = client_for(other_alumna)
    assert "Bilgileriniz" not in client.get(reverse("work:notification_list")).content.decode()
    assert client.post(reverse("work:notification_open", args=[notice.pk])).status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_opening_takes_it_as_read_and_leads_on(client_for: Sign, alumna: User, notice: Notification) -> None:
    answer = client_for(alumna).post(reverse("work:notification_open", args=[notice.pk]))
    assert (answer.status_code, answer["Location"]) == (302, "/mezun/")
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_looking_changes_nothing(client_for: Sign, alumna: User, notice: Notification) -> None:
    client = client_for(alumna)
    assert client.get(reverse("work:notification_open", args=[notice.pk])).status_code == 405
    client.get(reverse("work:notification_list"))
    notice.refresh_from_db()
    assert notice.read_at is None


def test_all_are_taken_as_read_at_once(client_for: Sign, alumna: User, other_alumna: User) -> None:
    for user in (alumna, alumna, other_alumna):
        notify(user=user, text="Haber")
    client_for(alumna).post(reverse("work:notification_read_all"))
    assert Notification.objects.visible_to(alumna).unread().count() == 0
    assert Notification.objects.visible_to(other_alumna).unread().count() == 1


def test_a_read_notice_keeps_its_moment(alumna: User, notice: Notification) -> None:
    assert [mark_read(user=alumna, notification=notice) for _ in range(2)] == [1, 0]


@pytest.mark.parametrize("url", ["https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)"])
def test_a_notice_never_leads_out_of_the_platform(alumna: User, url: str) -> None:
    with pytest.raises(IntegrityError, match="notification_leads_within_the_platform"), transaction.atomic():
        notify(user=alumna, text="Haber", url=url)


def test_visitors_are_asked_to_sign_in(client_for: Sign, anonymous: None) -> None:
    answer = client_for(None).get(reverse("work:notification_list"))
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, reverse("account_login"))


def test_the_list_takes_as_many_queries_for_one_as_for_many(
    client_for: Sign, alumna: User, notice: Notification
) -> None:
    client, url = client_for(alumna), reverse("work:notification_list")
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for _ in range(3):
        notify(user=alumna, text="Haber")
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(one) == len(many)
