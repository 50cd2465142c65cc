"""The OpenID Connect provider: LinkedIn and the university are two apps of it (``mik.accounts.offers``)."""

import secrets
from typing import Any

import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.http import HttpRequest, HttpResponse

from mik.accounts.oidc.views import OpenIdAdapter


class OpenIdProvider(OpenIDConnectProvider):  # type: ignore[misc]  # allauth ships no types
    """Keeps nothing of what it is told but the subject; an address is verified only where the token says so."""

    oauth2_adapter_class = OpenIdAdapter
    supports_token_authentication = False

    def redirect(self, request: HttpRequest, process: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """To the provider's page; the nonce waits in the session beside the state."""
        nonce = secrets.token_urlsafe(24) if self.app.settings["has_nonce"] else ""
        kwargs["auth_params"] = self.get_auth_params() | ({"nonce": nonce} if nonce else {})
        try:
            answer: HttpResponse = super().redirect(request, process, *args, nonce=nonce, **kwargs)
        except (OAuth2Error, requests.RequestException) as problem:
            answer = render_authentication_error(request, self, exception=problem)
        return answer

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, Any]:
        """Not what the visitor wrote into the address."""
        params: dict[str, Any] = self.get_auth_params()
        return params

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        scope: list[str] = self.get_scope()
        return scope

    def serialize(self) -> dict[str, Any]:
        """By its own name: two servers may have given us the same client id."""
        return {"id": self.sub_id, "app.client_id": self.app.client_id}

    def extract_uid(self, data: dict[str, Any]) -> str:
        return str(data["sub"])

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {"email": data.get("email")}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """Some servers say "true"; every other word is no."""
        email, verified = data.get("email"), data.get("email_verified") in (True, "true")
        return [EmailAddress(email=email, verified=verified, primary=True)] if email else []
