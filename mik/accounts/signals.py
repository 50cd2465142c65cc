"""What the house does when allauth tells of a sign-in or of a new way to sign in."""

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set, user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.socialaccount.signals import social_account_added, social_account_updated
from django.http import HttpRequest

from mik.accounts import second_factor
from mik.accounts.breached import BREACHED
from mik.accounts.identities import record_proof
from mik.accounts.models import User


def connect() -> None:
    authenticator_added.connect(count_new_factor, dispatch_uid="accounts.count_new_factor")
    user_logged_in.connect(remember_provider, dispatch_uid="accounts.remember_provider")
    social_account_added.connect(remember_connected, dispatch_uid="accounts.remember_connected")
    social_account_updated.connect(remember_connected, dispatch_uid="accounts.remember_proved_again")
    for signal in (password_changed, password_set, password_reset):
        signal.connect(forget_breached, dispatch_uid=f"accounts.forget_breached.{id(signal)}")


def count_new_factor(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Set up in this session, hence proved in it; recovery codes are made for whoever has another factor."""
    if authenticator.type in second_factor.FACTORS and request.user == user:
        second_factor.prove(request, user, str(authenticator.type))


def remember_provider(request: HttpRequest, user: User, sociallogin: Any = None, **kwargs: Any) -> None:
    """After the last step of a sign-in by a provider."""
    if sociallogin is not None:
        _remember(user, sociallogin)


def remember_connected(request: HttpRequest, sociallogin: Any, **kwargs: Any) -> None:
    """Connected to the account that is signed in, or proved by it once more."""
    if sociallogin.state.get("process") == "connect" and request.user == sociallogin.user:
        _remember(sociallogin.user, sociallogin)


def _remember(user: User, sociallogin: Any) -> None:
    account = sociallogin.account
    record_proof(user=user, provider=account.provider, subject=account.uid, state=sociallogin.state)


def forget_breached(request: HttpRequest, user: User, **kwargs: Any) -> None:
    request.session.pop(BREACHED, None)
