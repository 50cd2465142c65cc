"""What the web app's worker may keep on a device.

Pages are never kept by browsers or proxies (``PrivatePagesMiddleware``: no-store). The worker keeps one page beside the
shell, and only where the server says so in the answer itself: the reader's own card. The mark names the reader by a
tag, so that what was kept for one account is dropped as soon as another one, or nobody, is signed in.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

KEEP, WITH = "X-Offline-Keep", "X-Offline-With"


def reader_tag(user: "AbstractBaseUser") -> str:
    """Tells the readers of one device apart, and nothing else about them."""
    return salted_hmac("mik.common.offline", str(user.pk)).hexdigest()[:20]


def keep_offline(response: HttpResponse, user: "AbstractBaseUser", *, also: Iterable[str] = ()) -> HttpResponse:
    """Let the worker keep this answer for this reader, with the pictures it needs."""
    response[KEEP] = reader_tag(user)
    response[WITH] = " ".join(also)
    return response
