"""What a QR code holds: the card's code and our signature, both in the alphabet of the codes."""

import hmac

from django.conf import settings
from django.urls import reverse

from cards.issuing.numbers import ALPHABET, CODE_LENGTH
from mik.common.fields import keyed_hash

# 80 bits make sixteen signs to the bit: no sign can change without the signature changing.
SIGNATURE_BYTES = 10
SIGNATURE_LENGTH = SIGNATURE_BYTES * 8 // 5
PURPOSE = "card_qr"


def signature_of(code: str) -> str:
    number = int.from_bytes(keyed_hash(code, purpose=PURPOSE)[:SIGNATURE_BYTES], "big")
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(SIGNATURE_LENGTH)))


def token_of(code: str) -> str:
    return f"{code}.{signature_of(code)}"


def code_in(token: str) -> str | None:
    """The code of a token we signed; None for every other. Compared in constant time."""
    code, _dot, signature = token.partition(".")
    expected = signature_of(code)
    genuine = hmac.compare_digest(signature.encode(), expected.encode())
    return code if genuine and len(code) == CODE_LENGTH else None


def verification_url(code: str) -> str:
    return str(settings.BASE_URL) + reverse("verify:token", args=[token_of(code)])


def site_name() -> str:
    """The address people type, as the card says it."""
    return str(settings.BASE_URL).partition("://")[2] + reverse("verify:form").rstrip("/")
