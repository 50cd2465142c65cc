"""Who is answering: a personal link sets a cookie and is gone from the address at once.

The cookie is signed, ends with the browser's session, and is sent to the survey's pages only. It names the link it
came by, or the invitation of a member who is signed in; it never holds the token.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from mik.common.fields import keyed_hash
from surveys.models import Invitation, Link

COOKIE = "anket"
SALT = "surveys.answering"
PATH = "/anket/"
LASTS = timedelta(days=1)
TOKEN_BYTES = 24  # 192 bits
MEMBER, LINK = "m", "l"


def hash_of(token: str) -> bytes:
    return keyed_hash(token, purpose="survey_link")


def make_token(invitation: Invitation) -> str:
    """A new personal link's token; only its hash is kept."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    Link.objects.create(invitation=invitation, token_hash=hash_of(token))
    return token


def link_of(token: str) -> Link | None:
    return Link.objects.select_related("invitation").filter(token_hash=hash_of(token)).first()


def remember(response: HttpResponse, *, kind: str, pk: int) -> None:
    response.set_signed_cookie(
        COOKIE,
        f"{kind}{pk}",
        salt=SALT,
        path=PATH,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


@dataclass(frozen=True)
class Remembered:
    kind: str
    pk: int


def _remembered(request: HttpRequest) -> Remembered | None:
    said = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=LASTS) or ""
    kind, number = said[:1], said[1:]
    return Remembered(kind, int(number)) if kind in {MEMBER, LINK} and number.isdecimal() else None


def invitation_of(request: HttpRequest) -> Invitation | None:
    """The invitation this browser came with. A member's own way in ends with the member's session."""
    who = _remembered(request)
    if who is None:
        return None
    found = Invitation.objects.select_related("wave__version__questionnaire", "response", "person")
    if who.kind == LINK:
        return found.filter(links=who.pk).first()
    if not request.user.is_authenticated:
        return None
    return found.filter(pk=who.pk, person__user=request.user).first()


def is_own(request: HttpRequest, invitation: Invitation) -> bool:
    """Whether it asks the very person who is signed in; a link may be opened in somebody else's browser."""
    person = invitation.person
    return request.user.is_authenticated and person is not None and person.user_id == request.user.pk
