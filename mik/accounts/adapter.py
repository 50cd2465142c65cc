"""How allauth is tied to this house."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.http import HttpRequest

from mik.accounts.models import User
from mik.common.fields import decrypt, encrypt

# Binds the secrets of the second factor to their place: such a blob means nothing in another column.
CONTEXT = "mfa.authenticator"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """E-mail sign-in; a new account gets the language of the page it was made on."""

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.language = getattr(request, "LANGUAGE_CODE", "tr")[:2]
        saved: User = super().save_user(request, user, form, commit)
        return saved

    def render_mail(
        self, template_prefix: str, email: str, context: dict[str, Any], headers: Any = None
    ) -> EmailMessage:
        """A page must not fail or wait because the mail server is away: the mail goes through the outbox."""
        message: EmailMessage = super().render_mail(template_prefix, email, context, headers)
        message.connection = get_connection(settings.OUTBOX_BACKEND)
        return message


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Secrets of the second factor are encrypted at rest like every other secret."""

    def encrypt(self, text: str) -> str:
        return base64.b64encode(encrypt(text, context=CONTEXT)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(base64.b64decode(encrypted_text), context=CONTEXT)
