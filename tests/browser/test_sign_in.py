"""Signing in as people in office do: the first time led to a second factor, then by it.

The passkey lives in an authenticator that Chromium itself plays (WebAuthn of the DevTools protocol).
"""

import re
from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from mik.accounts.models import User
from tests.browser.conftest import axe_findings

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Page]
PASSWORD = "parola-Deneme-1"
DESK = re.compile(r"/temsilci/(\d+/)?$")
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


def words(language: str, *sources: str) -> list[str]:
    with translation.override(language[:2]):
        return [gettext(source) for source in sources]


def sign_in_by_password(page: Page, user: User) -> None:
    page.goto("/hesap/login/")
    page.locator("details.reveal > summary").click()
    page.locator("[name=login]").fill(user.email)
    page.locator("details.reveal [name=password]").fill(PASSWORD)
    page.locator("details.reveal button").click()
    page.wait_for_url(re.compile("/hesap/ikinci-adim/"))


def prove_it_is_me(page: Page) -> None:
    """The password once more, before the account changes."""
    page.locator("main [name=password]").fill(PASSWORD)
    page.locator("main form button.pri").click()


@pytest.mark.parametrize("language", ["tr-TR", "en-GB"])
def test_a_passkey_is_made_and_opens_the_desk(language: str, representative: User, open_page: Open) -> None:
    title, add, create, enter = words(
        language, "Göreviniz için bir adım daha", "Geçiş anahtarı ekle", "Anahtar oluştur", "Geçiş anahtarıyla gir"
    )
    page = open_page(language=language)
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    sign_in_by_password(page, representative)
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert axe_findings(page) == []
    page.get_by_role("link", name=add).click()
    prove_it_is_me(page)
    page.locator("[name=passwordless]").check()
    page.get_by_role("button", name=create).click()
    page.wait_for_url(re.compile("/recovery-codes/"))
    page.goto("/panel/")
    page.wait_for_url(DESK)
    page.context.clear_cookies()
    page.goto("/hesap/login/")
    page.get_by_role("button", name=enter).click()
    page.wait_for_url(DESK)


def test_an_app_is_set_up_and_opens_the_desk(representative: User, open_page: Open) -> None:
    page = open_page(phone=True)
    sign_in_by_password(page, representative)
    page.goto("/temsilci/")
    page.wait_for_url(re.compile("/hesap/ikinci-adim/"))  # nothing else opens
    page.get_by_role("link", name="Uygulamayı kur").click()
    prove_it_is_me(page)
    page.locator("details.why summary").click()
    secret = page.locator("#totp-secret").inner_text()
    page.locator("[name=code]").fill(str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))))
    page.locator("main form button.pri").click()
    page.wait_for_url(re.compile("/recovery-codes/"))
    assert axe_findings(page) == []
    page.goto("/panel/")
    page.wait_for_url(DESK)
