"""How allauth is tied to this house."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from mik.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """E-mail sign-in; a new account gets the language of the page it was made on."""

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.language = getattr(request, "LANGUAGE_CODE", "tr")[:2]
        saved: User = super().save_user(request, user, form, commit)
        return saved


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Secrets of the second factor are encrypted at rest like every other secret."""

    def encrypt(self, text: str) -> str:
        from mik.common.fields import encrypt_text

        return encrypt_text(text, context="mfa")

    def decrypt(self, encrypted_text: str) -> str:
        from mik.common.fields import decrypt_text

        return decrypt_text(encrypted_text, context="mfa")
