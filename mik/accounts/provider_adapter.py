"""How allauth's sign-in by others is tied to this house."""

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from django.conf import settings
from django.http import HttpRequest

from mik.accounts.models import User


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Providers come from the environment alone; of what they tell, an account keeps its subject and nothing more."""

    def list_apps(self, request: HttpRequest, provider: str | None = None, client_id: str | None = None) -> list[Any]:
        """allauth would look into the database too, at each page of the sign-in: no secret is kept there."""
        apps = [
            SocialApp(provider=kind, **app)
            for kind, offered in settings.SOCIALACCOUNT_PROVIDERS.items()
            for app in offered["APPS"]
        ]
        return [
            app
            for app in apps
            if (not provider or provider in (app.provider, app.provider_id))
            and (not client_id or app.client_id == client_id)
        ]

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        """The name comes from the registry when the graduation is claimed, not from a provider."""
        user: User = sociallogin.user
        user.email = data.get("email") or ""
        return user

    def is_email_verified(self, provider: Any, email: str) -> bool:
        """Only what the token itself says is verified."""
        return False
