"""The page of preferences: every purpose and channel by one link; looking changes nothing."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mik.mail.compose import Letters, message_for
from mik.mail.models import Delivery
from mik.mail.unsubscribe import preferences_token, token_for
from mik.people.consents.models import ConsentEntry
from mik.people.models import Person
from tests.factories.accounts import UserFactory
from tests.factories.consents import agreed
from tests.factories.mail import NEWS, draft, readers

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Person:
    (person,) = readers(1)
    agreed(person, channel="sms")
    return person


def page_of(person: Person, age: int = 0) -> str:
    token = preferences_token(person.pk, timezone.localdate().toordinal() - age)
    return reverse("mail:preferences", args=[token])


def in_force(person: Person) -> set[tuple[str, str]]:
    return set(ConsentEntry.objects.filter(person=person.pk).in_force().values_list("purpose", "channel"))


def post(url: str, wish: str, channel: str = "", purpose: str = "news") -> int:
    said = {"wish": wish, "purpose": purpose, "channel": channel}
    return Client(enforce_csrf_checks=True).post(url, said).status_code


def test_looking_changes_nothing_and_names_nobody(client: Client, reader: Person) -> None:
    page = client.get(page_of(reader))
    assert (page.status_code, page["Referrer-Policy"]) == (200, "no-referrer")
    assert reader.full_name not in page.text
    assert "@ornek.example" not in page.text.partition("<main")[2].partition("</main")[0]
    assert in_force(reader) == {("news", "email"), ("news", "sms")}


def test_each_channel_is_left_and_joined_alone(reader: Person) -> None:
    assert post(page_of(reader), "withdraw", "sms") == 302
    assert in_force(reader) == {("news", "email")}
    assert post(page_of(reader), "give", "email", "surveys") == 302
    assert in_force(reader) == {("news", "email"), ("surveys", "email")}
    assert post(page_of(reader), "withdraw_all") == 302
    assert in_force(reader) == set()
    said = ConsentEntry.objects.exclude(how="import")
    assert set(said.values_list("how", flat=True)) == {"preferences"}
    assert not said.filter(by__isnull=False).exists()


def test_an_old_link_says_no_for_ever_and_yes_no_more(reader: Person) -> None:
    assert post(page_of(reader, age=31), "withdraw", "sms") == 302
    assert post(page_of(reader, age=31), "give", "sms") == 404
    assert in_force(reader) == {("news", "email")}


@pytest.mark.parametrize(
    ("wish", "purpose"), [("sell", "news"), ("give", "notice"), ("give", "transfer:mail"), ("give", "x")]
)
def test_nothing_else_is_done_by_it(reader: Person, wish: str, purpose: str) -> None:
    assert post(page_of(reader), wish, "email", purpose) == 404
    assert in_force(reader) == {("news", "email"), ("news", "sms")}


def test_a_leave_link_opens_no_preferences_and_leads_to_a_page_that_only_says_no(reader: Person) -> None:
    leave = token_for(reader.pk, NEWS)
    assert Client().get(reverse("mail:preferences", args=[leave])).status_code == 404
    page = Client().get(reverse("mail:leave", args=[leave])).text
    assert f"/e-posta/tercihler/{preferences_token(reader.pk)}" in page


def test_every_mailing_carries_the_link(reader: Person) -> None:
    mailing = draft(UserFactory.create())
    delivery = Delivery(mailing=mailing, person=reader, address="okur0@ornek.example")
    message = message_for(delivery, Letters(mailing).in_language("tr"), {"ad": "Okur"}, NEWS)
    html = str(message.alternatives[0][0])
    assert "/e-posta/tercihler/" in message.body
    assert "/e-posta/tercihler/" in html
