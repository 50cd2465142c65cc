"""Whoever is in office gives a second factor at each sign-in, and reaches nothing before."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings as project
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mik.accounts import second_factor
from mik.accounts.middleware import OPEN
from mik.accounts.models import Office, User
from mik.mail.models import OutgoingMail
from tests.factories.accounts import UserFactory, appoint

pytestmark = pytest.mark.django_db

PASSWORD = "parola-Deneme-1"
PAGE = "/hesap/ikinci-adim/"
KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def sign_in(user: User) -> Client:
    """Through the page, as a person would."""
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return client


def app_of(user: User) -> None:
    TOTP.activate(user, KEY)


def code() -> str:
    return str(format_hotp_value(hotp_value(KEY, next(yield_hotp_counters_from_time()))))


def test_the_first_sign_in_leads_to_the_set_up_and_nowhere_else(representative: User) -> None:
    client = sign_in(representative)
    for url in ("/panel/", "/temsilci/", "/", "/hesap/email/", "/hesap/sessions/", "/hesap/2fa/", "/kart/"):
        answer = client.get(url)
        assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, PAGE), url
    assert client.post("/hesap/email/", {"action_add": "", "email": "x@ornek.example"})["Location"] == PAGE
    assert client.get("/panel/", headers={"HX-Request": "true"})["HX-Redirect"] == PAGE
    page = client.get(PAGE)
    assert page.status_code == 200
    assert reverse("mfa_activate_totp") in page.content.decode()
    assert client.post(reverse("account_logout")).status_code == 302


def test_the_next_sign_in_asks_for_the_app(representative: User) -> None:
    app_of(representative)
    client = sign_in(representative)
    assert client.get("/panel/")["Location"].startswith("/hesap/login/")
    client.post(reverse("mfa_authenticate"), {"code": code()})
    assert client.get("/panel/")["Location"].startswith("/temsilci/")


def test_a_recovery_code_is_a_second_factor_too(representative: User) -> None:
    app_of(representative)
    codes = RecoveryCodes.activate(representative).get_unused_codes()
    client = sign_in(representative)
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert client.get("/panel/")["Location"].startswith("/temsilci/")


def test_a_session_opened_before_is_asked_for_the_factor_it_lacks(representative: User) -> None:
    client = sign_in(representative)
    app_of(representative)
    page = client.get("/panel/", follow=True)
    assert reverse("mfa_reauthenticate") in page.content.decode()
    client.post(reverse("mfa_reauthenticate") + "?next=/panel/", {"code": code()})
    assert client.get("/panel/")["Location"].startswith("/temsilci/")


def test_members_and_former_officers_are_not_asked(alumna: User, former_representative: User, student: User) -> None:
    for user in (alumna, former_representative, student):
        assert sign_in(user).get("/hesap/2fa/").status_code == 200


def test_a_term_that_starts_tomorrow_asks_from_tomorrow(registrar: User, monkeypatch: Any) -> None:
    user, today = UserFactory.create(), timezone.localdate()
    appoint(user, Office.VICE_RECTOR, by=registrar, starts=today + timedelta(days=1))
    client = sign_in(user)
    assert client.get("/hesap/2fa/").status_code == 200
    monkeypatch.setattr("mik.accounts.powers.timezone.localdate", lambda: today + timedelta(days=1))
    assert client.get("/hesap/2fa/").status_code == 302


def test_every_office_is_asked(
    registrar: User, coordinator: User, assistant: User, staff: User, vice_rector: User
) -> None:
    for user in (registrar, coordinator, assistant, staff, vice_rector):
        assert second_factor.is_required_of(user)


def test_the_last_factor_stays_while_the_term_lasts(representative: User, client_for: Callable[..., Client]) -> None:
    app_of(representative)
    client = client_for(representative)
    client.post(reverse("mfa_reauthenticate"), {"code": code()})
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=representative, type="totp").exists()
    key = Authenticator.objects.create(user=representative, type="webauthn", data={"name": "Telefon"})
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=representative, type="totp").exists()
    assert client.post(reverse("mfa_remove_webauthn", args=[key.pk])).status_code == 403


def test_a_member_ends_the_second_factor_and_is_told_by_mail(alumna: User, client_for: Callable[..., Client]) -> None:
    app_of(alumna)
    alumna.language = "en"
    alumna.save()
    client = client_for(alumna)
    client.post(reverse("mfa_reauthenticate"), {"code": code()})
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=alumna).exists()
    assert OutgoingMail.objects.get().subject == "Authenticator app turned off"


def test_the_pages_left_open_show_nobody_elses_data() -> None:
    """A change here opens something to whoever has stolen a password."""
    assert {name for name in OPEN if not name.startswith(("mfa_", "account_"))} == {
        "accounts:second_factor",
        "set_language",
        "home:privacy",
        "home:accessibility",
        "home:health",
        "demo:roles",
        "demo:sign_in",
    }


def test_it_is_on_everywhere_and_production_cannot_turn_it_off() -> None:
    assert project.SECOND_FACTOR_REQUIRED
    weakened = {**os.environ, "ENVIRONMENT": "production", "DEMO": "False", "SECOND_FACTOR_REQUIRED": "False"}
    started = subprocess.run(
        [sys.executable, "-c", "import mik.settings"], env=weakened, capture_output=True, text=True
    )
    assert "SECOND_FACTOR_REQUIRED cannot be off in production." in started.stderr
