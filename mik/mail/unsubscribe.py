"""Leaving a list with one click (RFC 8058): a signed link that knows a person and a purpose, and no address."""

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from mik.people.models import Consent

SALT = "mik.mail.unsubscribe"


class BrokenLink(Exception):
    """The link is not one of ours, or was cut short on its way."""


def unsubscribe_url(*, person_id: int, purpose: str) -> str:
    """The whole address. It does not expire: a mail may be read years later."""
    return f"{settings.BASE_URL}{reverse('mail:leave', kwargs={'token': token_for(person_id, purpose)})}"


def leave_headers(url: str) -> dict[str, str]:
    """RFC 2369 and RFC 8058: a mail program's own button, one POST away."""
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def token_for(person_id: int, purpose: str) -> str:
    return signing.Signer(salt=SALT).sign_object([person_id, purpose])


def read_token(token: str) -> tuple[int, Consent.Purpose]:
    try:
        person_id, purpose = signing.Signer(salt=SALT).unsign_object(token)
        return int(person_id), Consent.Purpose(purpose)
    except (signing.BadSignature, ValueError, TypeError) as problem:
        raise BrokenLink from problem


def withdraw(*, person_id: int, purpose: str) -> bool:
    """Withdraw the consent; the row stays as proof, its history tells that it was this way. True if it was given."""
    held = Consent.objects.filter(person=person_id, purpose=purpose).in_force()
    return bool(held.update(withdrawn_at=timezone.now()))
