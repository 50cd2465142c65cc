"""How allauth is tied to this house."""

import base64
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation

from mik.accounts import doors
from mik.accounts.breached import BREACHED
from mik.accounts.models import User
from mik.accounts.second_factor import NEEDED_IN_OFFICE, is_last_factor_in_office
from mik.common.fields import decrypt, encrypt
from mik.common.zones import reading_in

# Binds the secrets of the second factor to their place: such a blob means nothing in another column.
CONTEXT = "mfa.authenticator"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """E-mail sign-in; a new account gets the language of the page it was made on."""

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.language = getattr(request, "LANGUAGE_CODE", "tr")[:2]
        saved: User = super().save_user(request, user, form, commit)
        return saved

    def get_login_stages(self) -> list[str]:
        """allauth's stages, with our own second factor: the university may have asked for one already."""
        theirs, ours = "allauth.mfa.stages.AuthenticateStage", "mik.accounts.second_factor.SecondFactorStage"
        return [ours if stage == theirs else stage for stage in super().get_login_stages()]

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Tries are forgiven; whoever came by a password that is known to thieves is asked for another first."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        doors.forgive(request)
        return redirect("account_change_password") if request.session.get(BREACHED) else response

    def send_notification_mail(self, template_prefix: str, user: User, *args: Any, **kwargs: Any) -> None:
        """In the language and by the clock of the account, whatever page it happened on."""
        with translation.override(user.language), reading_in(user.time_zone):
            super().send_notification_mail(template_prefix, user, *args, **kwargs)

    def render_mail(
        self, template_prefix: str, email: str, context: dict[str, Any], headers: Any = None
    ) -> EmailMessage:
        """A page must not fail or wait because the mail server is away: the mail goes through the outbox."""
        message: EmailMessage = super().render_mail(template_prefix, email, context, headers)
        message.connection = get_connection(settings.OUTBOX_BACKEND)
        return message


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Secrets of the second factor are encrypted at rest like every other secret."""

    error_messages: ClassVar = {**DefaultMFAAdapter.error_messages, "cannot_delete_authenticator": NEEDED_IN_OFFICE}

    def encrypt(self, text: str) -> str:
        return base64.b64encode(encrypt(text, context=CONTEXT)).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Nobody in office takes away their last second factor."""
        return not is_last_factor_in_office(authenticator)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The name that the browser shows beside the key."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return {**entity, "name": settings.MFA_TOTP_ISSUER}

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(base64.b64decode(encrypted_text), context=CONTEXT)
