"""Ways in that others offer, for the pages of the sign-in and of one's account."""

from dataclasses import dataclass
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from django import template
from django.conf import settings
from django.http import HttpRequest

from mik.accounts.offers import EDEVLET, LINKEDIN, UNIVERSITY, SignInProvider

register = template.Library()
ICONS = {LINKEDIN: "briefcase", UNIVERSITY: "university", EDEVLET: "landmark"}


@dataclass(frozen=True)
class Way:
    """A provider on a page; ``account`` where it is connected already, ``url`` where it can be used."""

    name: str
    icon: str
    receiver: Any = ""
    country: Any = ""
    url: str = ""
    account: SocialAccount | None = None


def _url(request: HttpRequest, offer: SignInProvider, **params: str) -> str:
    provider = get_adapter().get_provider(request, provider=offer.id)
    if following := request.GET.get("next"):
        params["next"] = following
    url: str = provider.get_login_url(request, **params)
    return url


def _way(offer: SignInProvider, **more: Any) -> Way:
    return Way(offer.name, ICONS.get(offer.id, "log-in"), offer.receiver, offer.country, **more)


@register.simple_tag
def any_provider() -> bool:
    return bool(settings.SIGN_IN_PROVIDERS)


@register.simple_tag
def providers_offered(request: HttpRequest) -> list[Way]:
    return [_way(offer, url=_url(request, offer)) for offer in settings.SIGN_IN_PROVIDERS]


@register.simple_tag
def provider_shown(provider: Any) -> SignInProvider | None:
    """Who receives what, of a provider of allauth."""
    return next((offer for offer in settings.SIGN_IN_PROVIDERS if offer.id == provider.sub_id), None)


@register.simple_tag
def connections_of(request: HttpRequest) -> list[Way]:
    """Each way that is offered, connected or not, and those connected once that are offered no longer."""
    accounts = {account.provider: account for account in SocialAccount.objects.filter(user_id=request.user.pk)}
    ways = [
        _way(offer, url=_url(request, offer, process="connect"), account=accounts.pop(offer.id, None))
        for offer in settings.SIGN_IN_PROVIDERS
    ]
    return ways + [Way(name, ICONS.get(name, "log-in"), account=account) for name, account in accounts.items()]
