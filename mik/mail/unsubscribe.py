"""Leaving a list with one click (RFC 8058), and the page of preferences: signed links that know a person and hold no
address.
"""

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from mik.people.consents.models import How
from mik.people.consents.whence import Whence
from mik.people.consents.words import withdraw as withdraw_consent
from mik.people.models import Channel, Purpose

SALT = "mik.mail.unsubscribe"
PREFERENCES_SALT = "mik.mail.preferences"
# A mail may be passed on or read years later. Saying no by its link does no harm and works for ever; saying yes needs a
# link that reached the person's own address lately.
GIVING_DAYS = 30


class BrokenLink(Exception):
    """The link is not one of ours, or was cut short on its way."""


def unsubscribe_url(*, person_id: int, purpose: str) -> str:
    """The whole address. It does not expire: a mail may be read years later."""
    return f"{settings.BASE_URL}{reverse('mail:leave', kwargs={'token': token_for(person_id, purpose)})}"


def preferences_url(*, person_id: int) -> str:
    """Every purpose and channel on one page, without signing in."""
    token = preferences_token(person_id, timezone.localdate().toordinal())
    return f"{settings.BASE_URL}{reverse('mail:preferences', kwargs={'token': token})}"


def leave_headers(url: str) -> dict[str, str]:
    """RFC 2369 and RFC 8058: a mail program's own button, one POST away."""
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def token_for(person_id: int, purpose: str) -> str:
    return signing.Signer(salt=SALT).sign_object([person_id, purpose])


def read_token(token: str) -> tuple[int, Purpose]:
    try:
        person_id, purpose = signing.Signer(salt=SALT).unsign_object(token)
        return int(person_id), Purpose(purpose)
    except (signing.BadSignature, ValueError, TypeError) as problem:
        raise BrokenLink from problem


def preferences_token(person_id: int, day: int = 0) -> str:
    """``day``: the ordinal of the day the link was sent; 0 for one that may only say no."""
    return signing.Signer(salt=PREFERENCES_SALT).sign_object([person_id, day])


def read_preferences_token(token: str) -> tuple[int, bool]:
    """Whose preferences, and whether the link is young enough to say yes by it."""
    try:
        person_id, day = signing.Signer(salt=PREFERENCES_SALT).unsign_object(token)
        age = timezone.localdate().toordinal() - int(day)
        return int(person_id), 0 <= age <= GIVING_DAYS
    except (signing.BadSignature, ValueError, TypeError) as problem:
        raise BrokenLink from problem


def withdraw(*, person_id: int, purpose: str, whence: Whence | None = None) -> bool:
    """Withdraw the consent to e-mails of one purpose. True if it was given."""
    entry = withdraw_consent(
        person_id=person_id, purpose=purpose, channel=Channel.EMAIL, whence=whence or Whence(how=How.LINK)
    )
    return entry is not None
