"""What an id_token must prove before anybody is let in (OpenID Connect Core 1.0, section 3.1.3.7).

allauth trusts the connection instead of the signature and sends no nonce; here both are checked, and the algorithm is
taken from our list and not from the token.
"""

from collections.abc import Sequence
from secrets import compare_digest
from typing import Any

import jwt
from allauth.socialaccount.providers.oauth2.client import OAuth2Error

# Public keys only: a server that signed with our shared secret could be imitated by whoever reads our settings.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
# Clocks of two servers differ; seconds.
LEEWAY = 60
REQUIRED = ["iss", "aud", "exp", "iat", "sub"]


def checked_claims(token: str, *, keys: dict[str, Any], issuer: str, client_id: str, nonce: str) -> dict[str, Any]:
    """The claims of a token made by ``issuer`` for us and for this very sign-in; OAuth2Error for any other.

    ``nonce`` is empty where the provider has none.
    """
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            key=_key_of(token, keys),
            algorithms=ALGORITHMS,
            audience=client_id,
            issuer=issuer,
            leeway=LEEWAY,
            options={"require": REQUIRED},
        )
    except (jwt.PyJWTError, ValueError, TypeError, KeyError) as problem:
        raise OAuth2Error(f"id_token refused: {type(problem).__name__}") from None
    audience = claims["aud"]
    if isinstance(audience, list) and len(audience) > 1 and claims.get("azp") != client_id:
        raise OAuth2Error("id_token refused: made for another party")
    if nonce and not compare_digest(str(claims.get("nonce", "")), nonce):
        raise OAuth2Error("id_token refused: nonce")
    return claims


def _key_of(token: str, keys: dict[str, Any]) -> jwt.PyJWK:
    """The key the token names; without a name, the only one there is."""
    wanted = jwt.get_unverified_header(token).get("kid")
    found = [key for key in jwt.PyJWKSet.from_dict(keys).keys if wanted is None or key.key_id == wanted]
    if len(found) != 1:
        raise OAuth2Error("id_token refused: unknown key")
    return found[0]


def had_second_factor(claims: dict[str, Any], accepted: Sequence[str]) -> bool:
    """Whether the token says in «amr» (RFC 8176) or «acr» that more than a password was asked for."""
    methods = claims.get("amr")
    said = {str(method) for method in methods} if isinstance(methods, list) else set()
    return bool((said | {str(claims.get("acr", ""))}) & set(accepted))
