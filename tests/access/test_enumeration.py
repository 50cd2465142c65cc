"""Whoever asks learns nothing of who has an account or a record: known and unknown get the same answers.

Compared are status, headers, cookies and page of each step, without the token of the form and what was typed in.
What differs goes by mail, to the owner of the address. That claims tell nothing either stands beside them, in
tests/alumni/membership/test_joining.py.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from mik.accounts.models import User
from mik.mail.models import OutgoingMail
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

# As long as each other, so that even the length of an answer may be compared.
UNKNOWN = "yok-olan@ornek.example"
KNOWN = "var-olan@ornek.example"
PASSWORD = "yanlis-Parola-9"
TOKEN = re.compile(r"""(csrfmiddlewaretoken" value=|X-CSRFToken": )"[^"]+"|[A-Z][1-9]-[0-9]{4}""")
Answer = tuple[int, list[tuple[str, str]], str]
Step = tuple[str, dict[str, Any] | None]

# Every way in, as the steps of a visitor; None is a page opened, a dict a form sent.
WAYS: dict[str, list[Step]] = {
    "password": [("account_login", {"login": "", "password": PASSWORD})],
    "password, time and again": [("account_login", {"login": "", "password": PASSWORD})] * 7,
    "code": [
        ("account_request_login_code", {"email": ""}),
        ("account_confirm_login_code", None),
        ("account_confirm_login_code", {"code": "000000"}),
        ("account_confirm_login_code", {"action": "resend"}),
        ("account_confirm_login_code", None),
        ("account_confirm_login_code", {"code": "000001"}),
        ("account_confirm_login_code", {"code": "000002"}),
        ("account_confirm_login_code", None),
    ],
    "code, time and again": [("account_request_login_code", {"email": ""})] * 6,
    "sign-up": [
        ("account_signup", {"email": "", "password1": "uzun-Parola-77", "notice": "on"}),
        ("account_email_verification_sent", None),
        ("account_email_verification_sent", {"code": "000000"}),
        ("account_email_verification_sent", {"action": "resend"}),
        ("account_email_verification_sent", None),
        ("account_email_verification_sent", {"code": "000001"}),
        ("account_email_verification_sent", {"code": "000002"}),
        ("account_email_verification_sent", None),
        ("account_login", None),
    ],
    "sign-up, given up": [
        ("account_signup", {"email": "", "password1": "uzun-Parola-77", "notice": "on"}),
        ("account_logout", {"next": "/hesap/login/"}),
        ("account_email_verification_sent", None),
        ("account_signup", None),
    ],
    "sign-up, another address instead": [
        ("account_signup", {"email": "", "password1": "uzun-Parola-77", "notice": "on"}),
        ("account_email_verification_sent", {"action": "change", "email": "baska@ornek.example"}),
        ("account_signup", None),
        ("account_signup", {"email": "", "password1": "uzun-Parola-78", "notice": "on"}),
        ("account_email_verification_sent", None),
    ],
    "sign-up, and then the other ways in": [
        ("account_signup", {"email": "", "password1": PASSWORD, "notice": "on"}),
        ("account_login", None),
        ("account_reset_password", {"email": ""}),
        ("account_request_login_code", {"email": ""}),
        ("account_confirm_login_code", None),
    ],
    "sign-up, incomplete": [("account_signup", {"email": "", "password1": "kisa"})],
    "sign-up, a password like the address": [("account_signup", {"email": "", "password1": "", "notice": "on"})],
    "password reset": [("account_reset_password", {"email": ""}), ("account_reset_password_done", None)],
    "password reset, time and again": [("account_reset_password", {"email": ""})] * 7,
}


def without_secrets(page: str, typed: str) -> str:
    """The page without what is new in every answer; the address is told back in some."""
    return TOKEN.sub("", page).replace(typed, "…").replace(typed.partition("@")[0], "…")


def walk(steps: list[Step], typed: str) -> Iterator[Answer]:
    """One visitor from one place, who typed ``typed`` wherever an address was asked for."""
    client = Client(REMOTE_ADDR=f"192.0.2.{sum(typed.encode()) % 250}")
    for name, data in steps:
        filled = {key: typed if key in {"email", "login"} else value for key, value in (data or {}).items()}
        answer = client.get(reverse(name)) if data is None else client.post(reverse(name), filled)
        page = without_secrets(answer.content.decode(), typed)
        yield answer.status_code, headers_of(answer), page


def headers_of(answer: Any) -> list[tuple[str, str]]:
    """All but the time; of a cookie its name and how long it is kept, for its value is new in every answer."""
    told = [(name, value) for name, value in answer.headers.items() if name != "Expires"]
    cookies = [(name, f"{morsel['max-age']} {morsel['path']}") for name, morsel in answer.cookies.items()]
    return sorted([*told, *cookies])


def active() -> User:
    return UserFactory.create(email=KNOWN)


def closed() -> User:
    return UserFactory.create(email=KNOWN, is_active=False)


def unconfirmed() -> User:
    user = UserFactory.create(email=KNOWN)
    EmailAddress.objects.filter(user=user).update(verified=False)
    return user


def without_password() -> User:
    user = UserFactory.create(email=KNOWN)
    user.set_unusable_password()
    user.save()
    return user


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("known", [active, closed, unconfirmed, without_password])
def test_every_way_in_answers_alike(way: str, known: Callable[[], User]) -> None:
    known()
    answers, others = list(walk(WAYS[way], KNOWN)), list(walk(WAYS[way], UNKNOWN))
    assert [answer[:2] for answer in answers] == [other[:2] for other in others]
    for (__, ___, page), (____, _____, other) in zip(answers, others, strict=True):
        assert page == other


@pytest.mark.parametrize("way", ["code", "password reset", "sign-up"])
def test_something_is_sent_in_either_case(way: str) -> None:
    """Or the time and the mailbox would tell."""
    active()
    for typed in (KNOWN, UNKNOWN):
        list(walk(WAYS[way], typed))
    assert {one.to for one in OutgoingMail.objects.all()} == {KNOWN, UNKNOWN}
