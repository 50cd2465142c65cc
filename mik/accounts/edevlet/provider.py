"""e-Devlet as a provider of allauth. Its accounts are known by a keyed hash: nobody is filed by identity number."""

from typing import Any

from allauth.socialaccount.providers.base import ProviderAccount
from allauth.socialaccount.providers.oauth2.provider import OAuth2Provider
from django.http import HttpRequest

from mik.accounts.edevlet.views import EDevletAdapter
from mik.accounts.offers import EDEVLET
from mik.common.fields import keyed_hash


class EDevletAccount(ProviderAccount):  # type: ignore[misc]  # allauth ships no types
    """Nothing to show: no name, no picture."""


class EDevletProvider(OAuth2Provider):  # type: ignore[misc]  # allauth ships no types
    id = EDEVLET
    name = "e-Devlet"
    account_class = EDevletAccount
    oauth2_adapter_class = EDevletAdapter

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, Any]:
        """Not what the visitor wrote into the address."""
        return {}

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        scope: list[str] = self.get_scope()
        return scope

    def extract_uid(self, data: dict[str, str]) -> str:
        return keyed_hash(data["tckn"], purpose="edevlet-account").hex()

    def extract_extra_data(self, data: dict[str, str]) -> dict[str, str]:
        return {}
