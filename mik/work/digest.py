"""The weekly digest: one mail on Monday morning by the reader's own clock with what the week brought.

What waits since before that morning is due, so a round that was missed is made up for by the next, and one that runs
twice finds nothing left.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Min
from django.urls import reverse
from django.utils import timezone, translation

from mik.accounts.models import User
from mik.mail.services import send_mail
from mik.work.inbox import entries
from mik.work.models import Notification

HOUR = 8
# Notices in one mail; the inbox has them all.
SHOWN = 30


def last_monday(zone: str, now: datetime) -> datetime:
    """The last Monday, eight o'clock, by this clock."""
    there = now.astimezone(ZoneInfo(zone))
    monday = (there - timedelta(days=there.weekday())).replace(hour=HOUR, minute=0, second=0, microsecond=0)
    return monday if monday <= there else monday - timedelta(days=7)


def send_due(now: datetime | None = None) -> int:
    """A digest to everybody whose Monday morning has come; returns how many were sent."""
    at = now or timezone.now()
    waiting = Notification.objects.for_digest().order_by().values_list("user").annotate(since=Min("created_at"))
    since = dict(waiting)
    zones = dict(User.objects.filter(pk__in=list(since)).values_list("pk", "time_zone"))
    due = [one for one in since if since[one] < last_monday(zones[one], at)]
    return sum(send_digest(user_id=user_id) for user_id in due)


@transaction.atomic
def send_digest(*, user_id: int) -> bool:
    """One mail with what waits and is unread; False where there is nothing to tell."""
    rows = list(Notification.objects.select_for_update().for_digest().filter(user=user_id))
    Notification.objects.filter(pk__in=[row.pk for row in rows]).update(mail=Notification.Mail.SENT)
    unread = [row for row in rows if row.read_at is None]
    reader = User.objects.filter(pk=user_id, is_active=True).first()
    if reader is None or not unread:
        return False
    with translation.override(reader.language):
        told = entries(reader, unread[:SHOWN])
    context = {
        "name": reader.name,
        "entries": told,
        "count": len(unread),
        "more": len(unread) - len(told),
        "inbox": reverse("work:notification_list"),
        "choices": reverse("work:notification_choices"),
        "language": reader.language,
    }
    send_mail(to=reader.email, template="work/digest", context=context, language=reader.language)
    return True
