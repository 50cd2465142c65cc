"""Telling people: a notice in the inbox, a mail where they want one; and taking notices as read."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection, transaction
from django.utils import timezone, translation

from mik.accounts.models import User
from mik.common import hooks
from mik.common.hooks.notices import Channel, MailedBy
from mik.mail.services import send_mail
from mik.work.choices import channels_of
from mik.work.models import GENERAL, Notification

BATCH = 1000


def notify(
    *,
    user: User,
    text: str,
    url: str = "",
    kind: str = GENERAL,
    params: Mapping[str, Any] | None = None,
    target: object = "",
    key: str = "",
) -> Notification:
    """A notice to one user; the same key again gives the notice that is there. See ``notify_all``."""
    new = notify_all(user_ids=[user.pk], kind=kind, text=text, url=url, params=params, target=target, key=key)
    return new[0] if new else Notification.objects.get(user=user, key=key)


@transaction.atomic
def notify_all(
    *,
    user_ids: Iterable[int],
    kind: str,
    text: str,
    url: str = "",
    params: Mapping[str, Any] | None = None,
    target: object = "",
    key: str = "",
) -> list[Notification]:
    """A notice to each of these users, and at once a mail to who wants one; returns the new notices.

    ``text`` is a msgid marked by ``gettext_noop`` with places for ``params``; ``url`` a path of the platform without
    personal data. A happening with a ``key`` is told once, however often and by however many at a time.
    """
    known = hooks.notification_kinds.require(kind)
    wanted = set(user_ids)
    if key:
        _lock(f"notify:{key}")
        wanted -= set(Notification.objects.filter(user__in=wanted, key=key).values_list("user", flat=True))
    channels = channels_of(wanted, known)
    rows = [
        Notification(
            user_id=user_id,
            kind=kind,
            text=text[:300],
            params=dict(params or {}),
            url=url,
            target=str(target),
            key=key,
            mail=Notification.Mail.WEEKLY if channels[user_id] == Channel.WEEKLY else Notification.Mail.NONE,
        )
        for user_id in sorted(wanted)
    ]
    new = Notification.objects.bulk_create(rows, batch_size=BATCH)
    if known.mailed_by == MailedBy.INBOX:
        _mail([one for one in new if channels[one.user_id] == Channel.NOW])
    return new


def _lock(name: str) -> None:
    """Who tells the same at the same moment waits until it is told."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def _mail(notices: list[Notification]) -> None:
    if not notices:
        return
    readers = User.objects.filter(is_active=True).in_bulk([one.user_id for one in notices])
    for notice in notices:
        if reader := readers.get(notice.user_id):
            with translation.override(reader.language):
                context = {"name": reader.name, "text": notice.said, "path": notice.url}
            send_mail(to=reader.email, template="work/notification", context=context, language=reader.language)


@transaction.atomic
def mark_read(*, user: User, notification: Notification | None = None) -> int:
    """Take one notice, or all of the user's, as read; returns how many were new."""
    unread = Notification.objects.visible_to(user).unread()
    if notification is not None:
        unread = unread.filter(pk=notification.pk)
    return unread.update(read_at=timezone.now())


def mark_seen(*, user: User, kinds: Iterable[str], target: object) -> int:
    """The user has come to what these notices lead to by another way."""
    unread = Notification.objects.visible_to(user).unread().filter(kind__in=list(kinds), target=str(target))
    return unread.update(read_at=timezone.now())
