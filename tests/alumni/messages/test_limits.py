"""Limits against bulk, counted in the database; a double click is one message."""

import uuid
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from alumni.messages import limits
from alumni.messages.limits import Allowance, Refused, digest_of
from alumni.messages.models import LENGTH, Conversation, Message
from alumni.messages.services import send_message
from mik.accounts.models import User
from mik.common.limits import MINUTE, Limit
from mik.units.models import Unit
from tests.alumni.messages.conftest import Sign, record, say, settle_in, write
from tests.factories.accounts import UserFactory
from tests.factories.alumni import enrol, graduate
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db
SAME = "Size özel bir fırsatımız var, hemen arayın!"


@pytest.fixture(autouse=True)
def _fresh_limits(db: None) -> None:
    cache.clear()


@pytest.fixture
def crowd(department: Unit) -> list[User]:
    users = [UserFactory.create() for _ in range(4)]
    for n, user in enumerate(users):
        enrol(graduate(programme_of(department), contacts=False, given_names=f"Kişi{n}"), user)
    return users


@pytest.fixture
def tight(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small numbers instead of the real ones: the same rules with fewer rows."""
    monkeypatch.setattr(limits, "USUAL", Allowance(3, Limit("message", 3, MINUTE), 2))
    monkeypatch.setattr(limits, "NEW", Allowance(1, Limit("message-new", 2, MINUTE), 1))


def test_new_contacts_a_day(alumna: User, crowd: list[User], tight: None) -> None:
    settle_in(alumna)
    for n, user in enumerate(crowd[:3]):
        write(alumna, user, f"Merhaba {n}")
    cache.clear()
    with pytest.raises(Refused, match="yarın"):
        write(alumna, crowd[3], "Merhaba")
    Conversation.objects.update(requested_at=timezone.now() - timedelta(days=1))
    assert write(alumna, crowd[3], "Merhaba").pk


def test_who_just_joined_may_write_to_fewer(alumna: User, crowd: list[User], tight: None) -> None:
    write(alumna, crowd[0])
    with pytest.raises(Refused, match="yarın"):
        write(alumna, crowd[1], "Başka bir metin yazıyorum size.")


def test_one_text_to_many(alumna: User, crowd: list[User], tight: None) -> None:
    settle_in(alumna)
    write(alumna, crowd[0], SAME)
    write(alumna, crowd[1], SAME.upper().replace("!", "…"))
    with pytest.raises(Refused, match="Aynı metni"):
        write(alumna, crowd[2], SAME)
    assert write(alumna, crowd[2], "Size mahsus başka bir şey.").pk


def test_short_words_may_be_said_to_everybody() -> None:
    assert digest_of("Teşekkürler!") is None
    assert digest_of(SAME) == digest_of(SAME.lower())


def test_messages_a_minute(alumna: User, talk: Conversation, tight: None) -> None:
    cache.clear()
    for n in range(3):
        say(talk, alumna, f"Satır {n}")
    with pytest.raises(Refused, match="hızlı"):
        say(talk, alumna, "Bir daha")
    assert Message.objects.filter(text__isnull=False).count() == 4


def test_what_was_refused_stays_in_the_form(client_for: Sign, alumna: User, talk: Conversation, tight: None) -> None:
    cache.clear()
    client, url = client_for(alumna), reverse("alumni:conversation", args=[talk.pk])
    for n in range(3):
        assert client.post(url, {"text": f"Satır {n}", "key": uuid.uuid4()}).status_code == 302
    answer = client.post(url, {"text": "Uzun uzun yazdım", "key": uuid.uuid4()})
    assert answer.status_code == 422
    assert "Uzun uzun yazdım" in answer.content.decode()


def test_a_double_click_is_one_message(alumna: User, talk: Conversation) -> None:
    key = uuid.uuid4()
    both = [send_message(conversation=talk, sender=record(alumna), text="Selam", key=key) for _ in range(2)]
    assert both[0] == both[1]


@pytest.mark.parametrize(("text", "status"), [("x" * LENGTH, 302), ("x" * (LENGTH + 1), 422), ("   ", 422)])
def test_four_thousand_characters_and_not_none(
    client_for: Sign, alumna: User, talk: Conversation, text: str, status: int
) -> None:
    url = reverse("alumni:conversation", args=[talk.pk])
    assert client_for(alumna).post(url, {"text": text, "key": uuid.uuid4()}).status_code == status
