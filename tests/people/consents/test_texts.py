"""Texts: a draft nobody sees, a version nobody edits, and how many people a change asks again."""

import pytest

from mik.people.consents import texts
from mik.people.consents.models import ConsentText
from mik.people.consents.texts import TextRefused
from tests.factories.accounts import UserFactory
from tests.factories.consents import agreed, published, withdrew
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def drafted(**changes: object) -> ConsentText:
    draft = texts.draft_of("news")
    for name, value in {"body_tr": "Yeni", "body_en": "New", "change_tr": "Kısaldı.", **changes}.items():
        setattr(draft, name, value)
    return texts.save_draft(draft=draft, by=UserFactory.create())


def test_a_draft_is_seen_by_nobody_until_it_is_published_once() -> None:
    by = UserFactory.create()
    drafted()
    current = ConsentText.objects.current("news")
    assert current is not None
    assert current.number == 1
    text = texts.publish(subject="news", by=by)
    assert (text.number, text.by, ConsentText.objects.current("news")) == (2, by, text)
    with pytest.raises(TextRefused, match="taslak yok"):
        texts.publish(subject="news", by=by)


def test_a_second_version_of_a_month_is_told_apart() -> None:
    codes = []
    for body in ("Bir", "İki"):
        drafted(body_tr=body)
        codes.append(texts.publish(subject="news", by=UserFactory.create()).code)
    assert len(set(codes)) == 2


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"body_en": " "}, "İngilizce"),
        ({"channels": []}, "kanal"),
        ({"change_tr": ""}, "Neyin değiştiğini"),
    ],
)
def test_what_cannot_be_published(changes: dict[str, object], why: str) -> None:
    drafted(**changes)
    with pytest.raises(TextRefused, match=why):
        texts.publish(subject="news", by=UserFactory.create())


def test_a_draft_like_the_text_in_force_is_no_version() -> None:
    texts.save_draft(draft=texts.draft_of("news"), by=UserFactory.create())
    with pytest.raises(TextRefused, match="aynı"):
        texts.publish(subject="news", by=UserFactory.create())


def test_how_many_would_be_asked_again() -> None:
    given, left = PersonFactory.create(), PersonFactory.create()
    agreed(given, left)
    agreed(given, channel="sms")
    withdrew(left)
    assert texts.affected("news") == 1
    published("news", channels=["email"], asks_again=True)
    assert texts.affected("news") == 0


def test_differences_word_by_word() -> None:
    pieces = texts.differences("Size yazabiliriz.\n\nİkinci", "Size yazabilir ya da arayabiliriz.\n\nİkinci")
    assert [(piece.kind, piece.text) for piece in pieces] == [
        ("same", "Size "),
        ("gone", "yazabiliriz.\n"),
        ("new", "yazabilir ya da arayabiliriz.\n"),
        ("same", "\nİkinci"),
    ]
