"""Who may send a mailing: the rooms above say so, each for its own kind."""

from collections.abc import Callable
from typing import Any

from mik.common.hooks import Functions
from mik.mail.models import Mailing

senders: Functions[Callable[[Any, Mailing], bool]] = Functions("senders", "May this user send this mailing?")


def may_send(user: Any, mailing: Mailing) -> bool:
    """Asked at the start, again and again while it is sent, and before it is paused, resumed or cancelled."""
    return any(rule(user, mailing) for rule in senders)
