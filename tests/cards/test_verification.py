"""The code a card bears: signed, checked before anything is looked up, and telling no more than it must."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from alumni.registry.models import Alumnus
from cards.issuing.models import Card
from cards.issuing.numbers import ALPHABET
from cards.issuing.services import report_loss, revoke_card
from cards.verification.codes import code_in, site_name, token_of, verification_url
from cards.verification.looks import mask_name
from cards.verification.qr import qr_svg
from cards.verification.views import SCANNED, TYPED
from mik.accounts.models import User
from tests.factories.cards import card_of

pytestmark = pytest.mark.django_db
Sign = Callable[[User | None], Client]
FORM = "/dogrula/"


def scanned(card: Card, client: Client | None = None) -> Any:
    return (client or Client()).get(reverse("verify:token", args=[token_of(card.code)]))


def text(answer: Any) -> str:
    page: str = answer.content.decode()
    return page


# --- the signature --------------------------------------------------------------------------------


def test_a_token_holds_its_code_and_nothing_about_the_person() -> None:
    token = token_of("7KQ4M2XA")
    assert code_in(token) == "7KQ4M2XA"
    assert len(token) == 8 + 1 + 16
    assert set(token) <= {*ALPHABET, "."}


def test_every_changed_sign_is_refused() -> None:
    token = token_of("7KQ4M2XA")
    for place, sign in enumerate(token):
        others = {*ALPHABET, *ALPHABET.lower(), ".", "0", "İ"} - {sign}
        changed = {token[:place] + other + token[place + 1 :] for other in others}
        assert {code_in(one) for one in changed} == {None}
    assert {code_in(one) for one in (token[:-1], token + "2", token.lower(), "", ".", "A.B")} == {None}


def test_another_key_makes_another_signature(settings: Any) -> None:
    before = token_of("7KQ4M2XA")
    settings.HASH_KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
    assert token_of("7KQ4M2XA") != before


@pytest.mark.parametrize(
    ("base", "version"), [("https://mezun.ktu.edu.tr", 33), ("http://localhost", 33), ("https://" + "a" * 60, 41)]
)
def test_the_code_keeps_its_size_whatever_the_card(base: str, version: int, settings: Any) -> None:
    settings.BASE_URL = base
    for code in ("7KQ4M2XA", "22222222", "ZZZZZZZZ"):
        assert f'viewBox="0 0 {version} {version}"' in qr_svg(code)
        assert verification_url(code).startswith(f"{base}/dogrula/{code}.")


# --- the page -------------------------------------------------------------------------------------


def test_a_valid_card_shows_state_masked_name_and_day_and_nothing_more(holder: Alumnus) -> None:
    card = card_of(holder)
    page = text(scanned(card))
    assert "Kart geçerli" in page
    assert "E··· Ş···· Y·······" in page
    assert f"31 Aralık {card.valid_until.year}" in page
    person = ["Elif", "Şahin", "Yıldırım", "Makine", "2014"]
    hidden = [*person, card.number, card.number_spaced, "/foto/", card.code_dashed]
    assert [word for word in hidden if word in page] == []


def test_every_state_has_its_words(holder: Alumnus, alumna: User, clerk: User) -> None:
    card = card_of(holder)
    Card.objects.filter(pk=card.pk).update(valid_until=timezone.localdate() - timedelta(days=1))
    assert "Süresi dolmuş" in text(scanned(card))
    report_loss(card=card, by=alumna)
    page = text(scanned(card))
    assert ("Bu kart kayıp" in page, "Kayıp bildirildi" in page, "Kart geçerli" in page) == (True, True, False)
    other = card_of(holder)
    revoke_card(card=other, by=clerk, reason="Kayıt karışmış")
    page = text(scanned(other))
    assert ("Bu kart iptal edilmiş" in page, "Kayıt karışmış" in page) == (True, False)


def test_valid_on_the_last_day(holder: Alumnus) -> None:
    assert "Kart geçerli" in text(scanned(card_of(holder, valid_until=timezone.localdate())))


def test_a_changed_token_is_refused_in_words(holder: Alumnus) -> None:
    token = token_of(card_of(holder).code)
    for place in range(len(token)):
        changed = token[:place] + ("2" if token[place] != "2" else "3") + token[place + 1 :]
        page = text(Client().get(f"/dogrula/{changed}/", REMOTE_ADDR=f"192.0.2.{place}"))
        assert "Bu kod bizim imzamızı taşımıyor." in page
        assert "E···" not in page


def test_the_printed_code_may_be_typed(holder: Alumnus) -> None:
    card = card_of(holder)
    page = text(Client().get(FORM, {"kod": card.code_dashed.lower()}))
    assert ("Kart geçerli" in page, "E··· Ş···· Y·······" in page) == (True, True)
    assert "Bu kodla bir kart yok." in text(Client().get(FORM, {"kod": "AAAA-2222"}))


@pytest.mark.parametrize("typed", ["\x00", "<script>alert(1)</script>", "ı" * 500, "😀", "'; DROP", "AAAAAAAA\x00"])
def test_anything_may_be_typed(typed: str) -> None:
    answer = Client().get(FORM, {"kod": typed})
    assert answer.status_code == 200
    assert "<script>alert" not in text(answer)


def test_no_store_and_no_search_engine_keeps_it(holder: Alumnus, alumna: User, client_for: Sign) -> None:
    card = card_of(holder)
    for client in (Client(), client_for(alumna)):
        answer = scanned(card, client)
        kept = {name: answer.headers[name] for name in ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")}
        assert kept == {
            "Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "same-origin",
        }  # fmt: skip
    assert 'name="robots" content="noindex' in text(Client().get(FORM))


def test_guessing_comes_to_an_end_and_scanning_goes_on(holder: Alumnus) -> None:
    card = card_of(holder)
    for _try in range(TYPED.amount):
        assert Client().get(FORM, {"kod": "AAAA-2222"}).status_code == 200
    assert Client().get(FORM, {"kod": card.code}).status_code == 429
    assert Client().get("/dogrula/yanlis/").status_code == 429
    assert Client().get(FORM, {"kod": card.code}, REMOTE_ADDR="192.0.2.7").status_code == 200
    assert scanned(card).status_code == 200
    assert SCANNED.amount > 10 * TYPED.amount
    assert Client().get(FORM).status_code == 200


def test_behind_a_proxy_each_visitor_has_a_limit_of_the_own(settings: Any) -> None:
    """The last address is the one the proxy saw; those before it anybody can make up."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def tried(seen: str) -> int:
        return Client().get(FORM, {"kod": "AAAA-2222"}, headers={"X-Forwarded-For": seen}).status_code

    assert {tried(f"198.51.100.{place}, 192.0.2.1") for place in range(TYPED.amount)} == {200}
    assert (tried("198.51.100.99, 192.0.2.1"), tried("192.0.2.2")) == (429, 200)


def test_it_speaks_english(holder: Alumnus) -> None:
    card = card_of(holder)
    answer = Client().get(reverse("verify:token", args=[token_of(card.code)]), headers={"Accept-Language": "en"})
    assert '<html lang="en">' in text(answer)


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("Elif Şahin Yıldırım", "E··· Ş···· Y·······"),
        ("İbrahim Iğdırlıoğlu-Şahinbaşoğlu", "İ······ I··········-Ş···········"),
        ("Ö Er", "Ö E·"),
        ("", ""),
    ],
)
def test_masked_names_keep_their_length(name: str, masked: str) -> None:
    assert mask_name(name) == masked


def test_a_visitor_needs_no_account_and_changes_nothing(holder: Alumnus) -> None:
    card = card_of(holder)
    with translation.override("tr"):
        assert Client().post(f"/dogrula/{token_of(card.code)}/").status_code == 405
    assert site_name() == "localhost/dogrula"
