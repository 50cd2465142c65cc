"""Putting notices in the bell and taking them as read."""

from django.db import transaction
from django.utils import timezone

from mik.accounts.models import User
from mik.work.models import Notification


def notify(*, user: User, text: str, url: str = "") -> Notification:
    """A notice in the bell of one user. ``url`` is a path of the platform, without personal data."""
    return Notification.objects.create(user=user, text=text[:300], url=url)


@transaction.atomic
def mark_read(*, user: User, notification: Notification | None = None) -> int:
    """Take one notice, or all of the user's, as read; returns how many were new."""
    unread = Notification.objects.visible_to(user).unread()
    if notification is not None:
        unread = unread.filter(pk=notification.pk)
    return unread.update(read_at=timezone.now())
