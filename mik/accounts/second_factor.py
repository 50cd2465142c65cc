"""The second factor of everybody in office: who must prove one, and who did in this session.

What counts stands in the session, where allauth keeps how it was entered: an authenticator app, a passkey (also as
the only step), a recovery code, or the university's sign-on where its token says that it asked for one. Setting one up
counts too, for it ends with its code.
"""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mik.accounts.models import User
from mik.accounts.powers import powers_of

METHOD = "mfa"
NEEDED_IN_OFFICE = _("Göreviniz sürdükçe bir ikinci adımınız olmalı. Önce başka bir yol ekleyin.")
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_required_of(user: Any) -> bool:
    """Everybody with an appointment in force today; one that starts tomorrow asks from tomorrow."""
    return bool(settings.SECOND_FACTOR_REQUIRED and powers_of(user).offices)


def was_proved(request: HttpRequest) -> bool:
    return any(record.get("method") == METHOD for record in get_authentication_records(request, request.user))


def prove(request: HttpRequest, user: User, by: str) -> None:
    """Remember for this session that a second factor was given; ``by`` names which."""
    record_authentication(request, user, METHOD, type=by)


def factors_of(user: Any) -> list[Authenticator]:
    return list(Authenticator.objects.filter(user=user, type__in=FACTORS))


def is_last_factor_in_office(authenticator: Authenticator) -> bool:
    """Whether its owner must have one and would have none without it."""
    others = Authenticator.objects.filter(user=authenticator.user, type__in=FACTORS).exclude(pk=authenticator.pk)
    return is_required_of(authenticator.user) and not others.exists()


class SecondFactorStage(AuthenticateStage):  # type: ignore[misc]  # allauth ships no types
    """Asks for the second factor at sign-in, unless the provider says that it asked for one itself."""

    def _should_handle(self, request: HttpRequest) -> bool:
        sociallogin = (self.login.signal_kwargs or {}).get("sociallogin")
        if sociallogin is not None and sociallogin.state.get("second_factor"):
            prove(request, self.login.user, sociallogin.account.provider)
            return False
        return bool(super()._should_handle(request))
