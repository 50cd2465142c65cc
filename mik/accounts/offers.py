"""Ways in that others offer (LinkedIn, the university, e-Devlet), built from the environment; read by the settings.

Knows neither Django's settings nor its models, for both come after it. A way half configured stops the start: it
would fail in front of people.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LINKEDIN, UNIVERSITY, EDEVLET = "linkedin", "university", "edevlet"
LINKEDIN_SERVER = "https://www.linkedin.com/oauth"


@dataclass(frozen=True)
class SignInProvider:
    """What people are told of a way in: who learns that they sign in here, and in which country (KVKK art. 9)."""

    id: str
    name: str
    receiver: str | Promise
    country: str | Promise
    is_abroad: bool = False


@dataclass(frozen=True)
class Offer:
    """A way in as people see it, and as allauth is told of it; ``origin`` is the host its page is on."""

    shown: SignInProvider
    kind: str
    origin: str
    app: dict[str, Any] = field(repr=False)


def is_configured(name: str, values: dict[str, str]) -> bool:
    """All of it, or nothing: ImproperlyConfigured for some of it."""
    given = {key for key, value in values.items() if value}
    if given and given != set(values):
        missing = ", ".join(sorted(set(values) - given))
        raise ImproperlyConfigured(f"Sign-in by {name} is half configured: {missing} missing.")
    return bool(given)


def linkedin(*, id: str, secret: str) -> Offer | None:
    """Sign In with LinkedIn using OpenID Connect. Its tokens carry no nonce; the state alone ties the answer to us."""
    if not is_configured("LinkedIn", {"LINKEDIN_CLIENT_ID": id, "LINKEDIN_CLIENT_SECRET": secret}):
        return None
    settings = {"server_url": LINKEDIN_SERVER, "token_auth_method": "client_secret_post", "has_nonce": False}
    shown = SignInProvider(LINKEDIN, "LinkedIn", "LinkedIn Ireland Unlimited Company", _("İrlanda"), is_abroad=True)
    return _openid(shown, LINKEDIN_SERVER, id, secret, settings)


def university(*, name: str, server: str, id: str, secret: str, second_factor: list[str]) -> Offer | None:
    """The university's single sign-on. ``second_factor``: values of «amr» or «acr» that mean one was asked for."""
    values = {"UNIVERSITY_OIDC_SERVER": server, "UNIVERSITY_OIDC_CLIENT_ID": id}
    if not is_configured("the university", values | {"UNIVERSITY_OIDC_CLIENT_SECRET": secret}):
        return None
    settings = {
        "server_url": server.rstrip("/"),
        "has_nonce": True,
        "oauth_pkce_enabled": True,
        "second_factor": [value for value in second_factor if value],
    }
    shown = SignInProvider(UNIVERSITY, name, _("Karadeniz Teknik Üniversitesi"), _("Türkiye"))
    return _openid(shown, server, id, secret, settings)


def edevlet(*, authorize: str, token: str, identity: str, id: str, secret: str, scope: str) -> Offer | None:
    """The gate of e-Government (e-Devlet kapısı), which vouches for identity number and name."""
    urls = {"EDEVLET_AUTHORIZE_URL": authorize, "EDEVLET_TOKEN_URL": token, "EDEVLET_IDENTITY_URL": identity}
    if not is_configured("e-Devlet", urls | {"EDEVLET_CLIENT_ID": id, "EDEVLET_CLIENT_SECRET": secret}):
        return None
    settings = {"authorize_url": authorize, "token_url": token, "identity_url": identity, "scope": scope.split()}
    shown = SignInProvider(EDEVLET, "e-Devlet", _("Cumhurbaşkanlığı Siber Güvenlik Başkanlığı, Türksat"), _("Türkiye"))
    app = {"name": shown.name, "client_id": id, "secret": secret, "settings": settings}
    return Offer(shown, EDEVLET, origin_of(authorize), app)


def _openid(shown: SignInProvider, server: str, id: str, secret: str, settings: dict[str, Any]) -> Offer:
    app = {"provider_id": shown.id, "name": shown.name, "client_id": id, "secret": secret, "settings": settings}
    return Offer(shown, "openid_connect", origin_of(server), app)


def origin_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def allauth_providers(offers: Iterable[Offer]) -> dict[str, dict[str, Any]]:
    """``SOCIALACCOUNT_PROVIDERS``: nothing without an offer, so that no door stands where none is configured."""
    providers: dict[str, dict[str, Any]] = {}
    for offer in offers:
        providers.setdefault(offer.kind, {"APPS": []})["APPS"].append(offer.app)
    return providers
