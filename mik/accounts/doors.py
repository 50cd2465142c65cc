"""Every door of the sign-in and how often one may try it, from one address and for one account.

An address that lets somebody in, or helps to get in, stands in ``DOORS``; a test walks all addresses of the accounts
and fails for one that does not. The Django admin is no door here: it is mounted nowhere, and the same test fails for
whoever mounts it without a limit and a second factor.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from allauth.account.internal.stagekit import unstash_login
from allauth.core.internal.ratelimit import get_ip
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mik.common.limits import MINUTE, Limit

TRIES, WINDOW = 5, 5 * MINUTE


def typed(name: str) -> Callable[[HttpRequest], str]:
    """The account is what the visitor typed, whether or not there is one."""
    return lambda request: request.POST.get(name, "").strip().casefold()


def signed_in(request: HttpRequest) -> str:
    return str(request.user.pk or "")


def halfway(request: HttpRequest) -> str:
    """Whoever has passed the first step of a sign-in, or pretends to have."""
    login = unstash_login(request, peek=True)
    if login is None:
        return request.session.session_key or ""
    return str(login.user.pk if login.user else login.email or "")


def passkey(request: HttpRequest) -> str:
    """The account of a passkey is known by its credential alone."""
    try:
        return str(json.loads(request.POST.get("credential", ""))["id"])
    except (ValueError, KeyError, TypeError):
        return ""


@dataclass(frozen=True)
class Door:
    """``name`` keeps its windows apart from other doors'; ``account`` is empty where no account is meant."""

    name: str
    views: tuple[str, ...]
    account: Callable[[HttpRequest], str] | None = None
    by_address: int = 20
    by_account: int = TRIES
    methods: tuple[str, ...] = ("POST",)

    def limits(self, request: HttpRequest) -> Iterator[tuple[Limit, str]]:
        yield Limit(f"door-{self.name}-address", self.by_address, MINUTE), get_ip(request)
        account = self.account(request) if self.account else ""
        if account:
            yield Limit(f"door-{self.name}-account", self.by_account, WINDOW), account

    def lets(self, request: HttpRequest) -> bool:
        """Count this try; False if there were too many, from here or for the account."""
        allowed = [limit.allows(of) for limit, of in self.limits(request)]  # both count, whichever refuses
        return all(allowed)


BOTH = ("GET", "POST")
DOORS = (
    Door("password", ("account_login",), typed("login"), by_address=30),
    Door("code-sent", ("account_request_login_code",), typed("email")),
    Door("code", ("account_confirm_login_code",), halfway, by_address=30, by_account=12),
    Door("sign-up", ("account_signup", "socialaccount_signup"), typed("email")),
    Door("confirmation", ("account_email_verification_sent",), halfway, by_address=30, by_account=12),
    Door("reset", ("account_reset_password",), typed("email")),
    Door("reset-key", ("account_reset_password_from_key",), methods=BOTH),
    Door("reauthentication", ("account_reauthenticate", "mfa_reauthenticate"), signed_in, by_account=10),
    Door("reauthentication-passkey", ("mfa_reauthenticate_webauthn",), signed_in, by_account=10),
    Door("second-factor", ("mfa_authenticate",), halfway),
    Door("passkey", ("mfa_login_webauthn",), passkey, by_address=40, methods=BOTH),
    Door("set-up", ("mfa_activate_totp", "mfa_add_webauthn"), signed_in, by_account=10),
    Door("password-change", ("account_change_password", "account_set_password"), signed_in, by_account=10),
    Door("addresses", ("account_email",), signed_in, by_account=20),
    Door("provider", ("openid_connect_login", "edevlet_login")),
    Door("provider-answer", ("openid_connect_callback", "edevlet_callback"), methods=BOTH),
)
BY_VIEW = {view: door for door in DOORS for view in door.views}


def door_of(request: HttpRequest) -> Door | None:
    match = request.resolver_match
    door = BY_VIEW.get(match.view_name) if match else None
    return door if door and request.method in door.methods else None


def forgive(request: HttpRequest) -> None:
    """Whoever got in is not the one to keep out; tries from the address stay counted."""
    door = door_of(request)
    if door and door.account and (account := door.account(request)):
        Limit(f"door-{door.name}-account", door.by_account, WINDOW).forget(account)


def too_many(request: HttpRequest) -> HttpResponse:
    """One page for every door, whoever knocks (RFC 6585)."""
    response = render(request, "429.html", status=429)
    response["Retry-After"], response["Cache-Control"] = str(WINDOW), "no-store"
    return response
