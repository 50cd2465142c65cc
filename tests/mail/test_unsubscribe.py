"""Leaving a list: looking changes nothing, one POST does, signed in or not, and it always says the same."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mik.mail.models import OutgoingMail
from mik.mail.services import send_mail, send_outgoing
from mik.mail.unsubscribe import token_for, unsubscribe_url
from mik.people.models import ConsentEntry, Person, Purpose
from tests.factories.consents import agreed
from tests.factories.mail import NEWS, readers, withdraw_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Person:
    (person,) = readers(1)
    agreed(person, purpose=Purpose.CAREER)
    return person


@pytest.fixture
def url(reader: Person) -> str:
    return reverse("mail:leave", kwargs={"token": token_for(reader.pk, NEWS)})


def in_force(person: Person) -> list[str]:
    return sorted(ConsentEntry.objects.filter(person=person.pk).in_force().values_list("purpose", flat=True))


@pytest.mark.parametrize("look", ["get", "head"])
def test_looking_changes_nothing(client: Client, reader: Person, url: str, look: str) -> None:
    headers = {"sec-purpose": "prefetch"}
    assert [getattr(client, look)(url, headers=headers).status_code for _ in range(2)] == [200, 200]
    assert in_force(reader) == ["career", "news"]


def test_the_page_says_what_it_is_about_and_asks(client: Client, reader: Person, url: str) -> None:
    page = client.get(url)
    assert "Haber ve etkinlik duyuruları" in page.text
    assert reader.full_name not in page.text
    assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("no-referrer", "noindex")
    assert "no-store" in page["Cache-Control"]


def test_one_click_of_a_mail_program_withdraws_that_consent_only(reader: Person, url: str) -> None:
    """RFC 8058: no cookies, no token, no redirect."""
    stranger = Client(enforce_csrf_checks=True)
    answer = stranger.post(url, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert in_force(reader) == ["career"]


def test_the_ledger_tells_that_it_was_by_the_link(client: Client, reader: Person, url: str) -> None:
    client.post(url)
    last = ConsentEntry.objects.filter(person=reader.pk, purpose=NEWS).latest("pk")
    assert (last.act, last.how, last.by_id, last.network) == ("withdrawn", "link", None, "127.0.0.0/24")


def test_it_says_the_same_whether_one_had_left_or_not(reader: Person, url: str) -> None:
    first, second = (Client().post(url).text.partition("<main")[2].partition("</main")[0] for _ in range(2))
    assert first == second
    assert "artık göndermeyeceğiz" in first
    withdraw_now(reader)
    assert Client().get(url).status_code == 200


@pytest.mark.parametrize("token", ["x", "WzEsIm5ld3MiXQ:abc", ""])
def test_a_link_that_was_cut_short_says_so(client: Client, reader: Person, token: str) -> None:
    whole = token_for(reader.pk, NEWS)
    answer = client.post(reverse("mail:leave", kwargs={"token": token or whole[:-3]}))
    assert answer.status_code == 404
    assert "Bu bağlantı eksik" in answer.text
    assert in_force(reader) == ["career", "news"]


def test_the_link_names_no_address(reader: Person) -> None:
    assert "@" not in unsubscribe_url(person_id=reader.pk, purpose=NEWS)


def test_other_methods_are_not_known(client: Client, url: str) -> None:
    assert client.put(url).status_code == 405


def test_a_mail_of_the_outbox_carries_a_way_out(
    django_capture_on_commit_callbacks: Callable[..., Any], mailoutbox: Any, reader: Person
) -> None:
    leave = unsubscribe_url(person_id=reader.pk, purpose=Purpose.SURVEYS)
    context = {"name": "Elif"}
    send_mail(to="a@ornek.example", template="membership/approved", context=context, unsubscribe=leave)
    send_mail(to="b@ornek.example", template="membership/approved", context=context)
    for row in OutgoingMail.objects.order_by("pk"):
        send_outgoing(row.pk)
    with_link, without = (message.extra_headers for message in mailoutbox)
    assert with_link["List-Unsubscribe"] == f"<{leave}>"
    assert with_link["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "List-Unsubscribe" not in without
    assert set(OutgoingMail.objects.values_list("unsubscribe", flat=True)) == {""}
