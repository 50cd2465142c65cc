"""Kinds of notices: what a room tells people in their inbox, and how its mail is steered."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from mik.common.hooks.kinds import HookError, Keyed

if TYPE_CHECKING:
    from mik.common.hooks.texts import AnyUser, Text


class Channel(StrEnum):
    """How somebody hears of a notice besides the inbox, which always has it."""

    NOW = "now"
    WEEKLY = "weekly"
    NEVER = "never"


class MailedBy(StrEnum):
    """Who writes the mail at once: the inbox; the room, which asks for the choice; the room by consent, whose pages
    steer it, so that only the weekly digest is left to choose.
    """

    INBOX = "inbox"
    ROOM = "room"
    CONSENT = "consent"


@dataclass(frozen=True)
class NotificationKind:
    """One row of the page of choices.

    ``mandatory``: security and decisions on what one asked for cannot be silenced; the mail goes at once.
    ``concerns(user)``: whether the row is shown to this user. ``reachable(user, targets)``: which of these targets of
    notices the user may still open, in one query; without it what a notice leads to is open to its reader for ever.
    """

    code: str
    label: "Text"
    about: "Text"
    channel: Channel = Channel.NEVER
    mandatory: bool = False
    mailed_by: MailedBy = MailedBy.INBOX
    concerns: "Callable[[AnyUser], bool] | None" = None
    reachable: "Callable[[AnyUser, Collection[str]], Collection[str]] | None" = None

    @property
    def choices(self) -> tuple[Channel, ...]:
        """What may be chosen; nothing where the mail is mandatory."""
        if self.mandatory:
            return ()
        some = (Channel.WEEKLY, Channel.NEVER)
        return some if self.mailed_by == MailedBy.CONSENT else (Channel.NOW, *some)


class NotificationKinds(Keyed[NotificationKind]):
    """Keyed by code; a second kind of a code is refused."""

    def add(self, kind: NotificationKind) -> NotificationKind:
        return self.register(kind.code, kind)

    def require(self, code: str) -> NotificationKind:
        """The kind; HookError where no room declared it."""
        kind = self.get(code)
        if kind is None:
            raise HookError(f"The kind of notices {code!r} was not declared by any app.")
        return kind


notification_kinds = NotificationKinds("notification_kinds", "What people are told of, and by which mail")
