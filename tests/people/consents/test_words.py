"""Saying yes and no, once each; what counts after a text has changed; a paper found later."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from mik.people.consents.managers import agrees
from mik.people.consents.models import ConsentEntry, How
from mik.people.consents.standing import asked_again, asked_anew, in_words, lines_of
from mik.people.consents.whence import Whence, network_of
from mik.people.consents.words import ConsentRefused, give, in_force, withdraw, withdraw_all
from mik.people.models import Person, Purpose
from tests.audit.conftest import as_owner
from tests.factories.accounts import UserFactory
from tests.factories.consents import agreed, published, withdrew
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
CLICK = Whence(how=How.PROFILE, language="tr")


def test_each_word_is_one_entry() -> None:
    person = PersonFactory.create()
    said = [give(person_id=person.pk, purpose="news", whence=CLICK) for _ in range(2)]
    said += [withdraw(person_id=person.pk, purpose="news", whence=CLICK) for _ in range(2)]
    assert [entry and entry.act for entry in said] == ["given", None, "withdrawn", None]
    assert not in_force(person.pk, "news")


@pytest.mark.parametrize(("purpose", "channel"), [("news", "post"), ("notice", ""), ("explicit:saglik", ""), ("x", "")])
def test_nothing_is_given_without_a_text_that_asks_for_it(purpose: str, channel: str) -> None:
    with pytest.raises(ConsentRefused):
        give(person_id=PersonFactory.create().pk, purpose=purpose, channel=channel, whence=CLICK)


def test_a_wording_keeps_what_was_given_and_a_material_change_asks_again() -> None:
    person = PersonFactory.create()
    agreed(person, version=1)
    published("news", channels=["email"])
    assert in_force(person.pk, "news")
    assert not asked_again(person.pk)

    new = published("news", channels=["email"], asks_again=True)
    assert not in_force(person.pk, "news")
    assert asked_again(person.pk)
    assert [line.subject for line in asked_anew(person.pk)] == ["news"]

    entry = give(person_id=person.pk, purpose="news", whence=CLICK)
    assert entry is not None
    assert (entry.version, entry.text_version) == (new.number, new.code)
    assert in_force(person.pk, "news")
    assert not asked_again(person.pk)


def test_a_channel_that_is_asked_for_no_more_can_still_be_taken_back() -> None:
    person = PersonFactory.create()
    agreed(person, channel="sms")
    published("news", channels=["email"])
    (line,) = [line for line in lines_of(person.pk) if line.subject == "news"]
    assert [(one.code, one.state, one.asked) for one in line.channels] == [
        ("email", "none", True),
        ("sms", "given", False),
    ]
    assert withdraw_all(person_id=person.pk, whence=CLICK) == 1


def test_how_it_stood_at_a_moment() -> None:
    person, now = PersonFactory.create(), timezone.now()
    agreed(person, at=now - timedelta(days=20))
    withdrew(person, at=now - timedelta(days=10))
    stood = [
        Person.objects.filter(agrees(Purpose.NEWS, at=now - timedelta(days=days))).exists() for days in (30, 15, 5)
    ]
    assert stood == [False, True, False]


def test_a_paper_tells_nothing_against_a_word_said_since() -> None:
    person, now = PersonFactory.create(), timezone.now()
    agreed(person, at=now - timedelta(days=20))
    withdrew(person, at=now - timedelta(days=5))
    paper: dict[str, Any] = {"how": How.PAPER, "by_id": UserFactory.create().pk, "document": uuid4()}
    with pytest.raises(ConsentRefused, match="kararını değiştirmiş"):
        give(person_id=person.pk, purpose="news", whence=Whence(said_at=now - timedelta(days=9), **paper))
    entry = give(person_id=person.pk, purpose="news", whence=Whence(said_at=now - timedelta(days=2), **paper))
    assert entry is not None
    assert (entry.version, entry.text_version) == (0, "")  # nobody knows what it said before texts were kept


def test_a_paper_under_an_old_text_does_not_count_for_the_new_one() -> None:
    published("news", channels=["email"], asks_again=True)
    paper = Whence(
        how=How.PAPER, by_id=UserFactory.create().pk, document=uuid4(), said_at=timezone.now() - timedelta(days=2)
    )
    with pytest.raises(ConsentRefused, match="esaslı"):
        give(person_id=PersonFactory.create().pk, purpose="news", whence=paper)


def test_it_is_told_in_plain_words() -> None:
    person = PersonFactory.create()
    give(person_id=person.pk, purpose="news", whence=CLICK)
    words = in_words(ConsentEntry.objects.get(person=person.pk))
    assert words.endswith("tarihinde profil sayfasından verildi; metin sürümü 2026-11.")


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("kötü", ""),
    ],
)
def test_no_more_of_an_address_is_kept_than_its_network(address: str, network: str) -> None:
    assert network_of(address) == network


def test_one_look_into_one_index_for_each_person() -> None:
    agreed(*(Person(pk=1_000_000 + n) for n in range(3_000)))
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ANALYZE people_consententry")
    plan = Person.objects.filter(agrees(Purpose.NEWS)).explain()
    assert "consent_last_word" in plan
    assert plan.count("people_consententry") == 1


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_are_one_entry() -> None:
    person, start = PersonFactory.create(), Barrier(2)

    def click() -> None:
        start.wait()
        give(person_id=person.pk, purpose="news", whence=CLICK)
        connection.close()

    clicks = [Thread(target=click) for _ in range(2)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()
    assert ConsentEntry.objects.filter(person=person.pk).count() == 1
