"""The notice (KVKK art. 10) goes with the first mail that reaches somebody of the registry, once, and is on record."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse

from mik.mail.models import Delivery, OutgoingMail
from mik.mail.services import queue_mail, send_outgoing
from mik.people.consents.models import NoticeEntry
from mik.people.consents.notices import uninformed
from mik.people.models import Person
from tests.factories.consents import published
from tests.factories.mail import begin, readers, send, sending_allowed

pytestmark = pytest.mark.django_db
LINK = "/kvkk/2026-11/"


@pytest.fixture(autouse=True)
def allowed() -> Iterator[None]:
    with sending_allowed():
        yield


def sent(to: str, html: str = "") -> Any:
    row = queue_mail(to=to, subject="Konu", text="Metin", html=html)
    assert send_outgoing(row.pk)
    return mail.outbox[-1]


def told(person: Person) -> list[tuple[int, str, str, str]]:
    rows = NoticeEntry.objects.filter(person=person.pk).order_by("pk")
    return list(rows.values_list("version", "text_version", "way", "language"))


def test_a_mail_of_any_kind_carries_it_once() -> None:
    (person,) = readers(1)
    first = sent("Okur0@ornek.example", html="<html><body><p>Metin</p></body></html>")
    assert LINK in first.body
    assert first.alternatives[0].content.count(LINK) == 1
    assert first.alternatives[0].content.endswith("</p></body></html>")
    assert told(person) == [(1, "2026-11", "email", "tr")]
    assert LINK not in sent("okur0@ornek.example").body
    assert len(told(person)) == 1


def test_strangers_and_those_who_read_it_when_joining_get_none(client: Any) -> None:
    (person,) = readers(1)
    assert LINK not in sent("yabanci@ornek.example").body
    form = {"email": "yeni@ornek.example", "password1": "karadeniz-1955", "password2": "karadeniz-1955", "notice": "on"}
    client.post(reverse("account_signup"), form)
    entry = NoticeEntry.objects.get()
    assert (entry.way, entry.version, entry.language, entry.person) == ("sign_up", 1, "tr", None)
    Person.objects.filter(pk=person.pk).update(user=entry.user_id)
    assert uninformed([person.pk]) == set()


def test_a_version_that_asks_again_is_told_again_and_a_wording_is_not() -> None:
    (person,) = readers(1)
    sent("okur0@ornek.example")
    published("notice")
    assert "/kvkk/" not in sent("okur0@ornek.example").body
    new = published("notice", asks_again=True)
    assert f"/kvkk/{new.code}/" in sent("okur0@ornek.example").body
    assert [version for version, *_rest in told(person)] == [1, 3]


def test_a_mail_that_could_not_leave_informed_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    (person,) = readers(1)

    def away(*_args: Any, **_more: Any) -> None:
        raise OSError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", away)
    row = queue_mail(to="okur0@ornek.example", subject="Konu", text="Metin")
    assert not send_outgoing(row.pk)
    assert (told(person), OutgoingMail.objects.get().state) == ([], "queued")


def test_a_mailing_tells_those_who_never_had_it(mailoutbox: Any) -> None:
    had, first = readers(2)
    NoticeEntry.objects.create(person=had.pk, version=1, text_version="2026-11", language="tr", way="phone")
    mailing = send(begin())
    by_address = {message.to[0]: message for message in mailoutbox}
    assert LINK not in by_address["okur0@ornek.example"].body
    assert LINK in by_address["okur1@ornek.example"].body
    assert LINK in by_address["okur1@ornek.example"].alternatives[0].content
    assert Delivery.objects.filter(mailing=mailing, state="accepted").count() == 2
    assert told(first) == [(1, "2026-11", "email", "tr")]
    send(begin())
    assert LINK not in mailoutbox[-1].body


@pytest.mark.parametrize("people", [1, 3])
def test_asking_costs_one_query_a_chunk(people: int, django_assert_num_queries: Callable[[int], Any]) -> None:
    ids = [person.pk for person in readers(people)]
    with django_assert_num_queries(1):
        assert uninformed(ids) == set(ids)
