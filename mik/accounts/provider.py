"""The ways in that others offer, where allauth looks for them; which are on stands in ``mik.accounts.offers``."""

from mik.accounts.edevlet.provider import EDevletProvider
from mik.accounts.oidc.provider import OpenIdProvider

provider_classes = [OpenIdProvider, EDevletProvider]
