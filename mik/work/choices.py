"""How somebody wants to hear of each kind of notice."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from mik.accounts.models import User
from mik.common import hooks
from mik.common.hooks.notices import Channel, NotificationKind
from mik.work.models import GENERAL, Notification, NotificationChoice


@dataclass(frozen=True)
class Choice:
    """A row of the page: the kind and what is in force."""

    kind: NotificationKind
    channel: Channel


def channels_of(user_ids: Collection[int], kind: NotificationKind) -> dict[int, Channel]:
    """How each of these users hears of this kind; one query at most."""
    if kind.mandatory:
        return dict.fromkeys(user_ids, Channel.NOW)
    said = NotificationChoice.objects.filter(user__in=list(user_ids), kind=kind.code).values_list("user", "channel")
    chosen = {user_id: Channel(channel) for user_id, channel in said if channel in kind.choices}
    return {user_id: chosen.get(user_id, kind.channel) for user_id in user_ids}


def channel_of(user: User, code: str) -> Channel:
    """For a room that writes its mail itself: whether this user wants it."""
    return channels_of([user.pk], hooks.notification_kinds.require(code))[user.pk]


def choices_of(user: Any) -> list[Choice]:
    """The kinds that concern this user, those that can be chosen first, what is left over last."""
    said = dict(NotificationChoice.objects.visible_to(user).values_list("kind", "channel"))
    rows = [
        Choice(kind, Channel(said[kind.code]) if said.get(kind.code) in kind.choices else kind.channel)
        for kind in hooks.notification_kinds
        if kind.concerns is None or kind.concerns(user)
    ]
    return sorted(rows, key=lambda row: (row.kind.mandatory, row.kind.code == GENERAL))


@transaction.atomic
def choose(*, user: User, channels: Mapping[str, str]) -> None:
    """Save the choices; what the user no longer wants to hear of weekly leaves the next digest."""
    rows = [NotificationChoice(user=user, kind=code, channel=channel) for code, channel in channels.items()]
    NotificationChoice.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["user", "kind"], update_fields=["channel"]
    )
    _leave_digest(user, (code for code, channel in channels.items() if channel != Channel.WEEKLY))


def _leave_digest(user: User, codes: Iterable[str]) -> None:
    waiting = Notification.objects.visible_to(user).for_digest().filter(kind__in=list(codes))
    waiting.update(mail=Notification.Mail.NONE)
