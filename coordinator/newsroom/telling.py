"""Members for whom something is announced find it in their inbox."""

from collections.abc import Collection
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from coordinator.newsroom.models import Announcement
from mik.common import hooks
from mik.common.hooks import MailedBy, NotificationKind
from mik.people.managers import PersonQuerySet
from mik.work.services import notify_all


def tell_readers(announcement: Announcement, persons: PersonQuerySet) -> None:
    """Once, and only of what can be read on the platform."""
    if not (announcement.is_published and announcement.on_platform):
        return
    members = persons.filter(user__membership__isnull=False).order_by().values_list("user", flat=True)
    notify_all(
        user_ids=members,
        kind="news.announcement",
        text=gettext_noop("Yeni duyuru: %(title)s"),
        params={"title": announcement.title_tr[:160]},
        url=reverse("news:announcement_detail", args=[announcement.pk]),
        target=announcement.pk,
        key=f"announcement:{announcement.pk}",
    )


def readable(user: Any, targets: Collection[str]) -> set[str]:
    """Announcements that are still there for this reader."""
    ids = [int(one) for one in targets if one.isdecimal()]
    found = Announcement.objects.read_by(user).filter(pk__in=ids)
    return {str(pk) for pk in found.values_list("pk", flat=True)}


def register() -> None:
    hooks.notification_kinds.add(
        NotificationKind(
            code="news.announcement",
            label=_("Duyurular"),
            about=_("Sizin için bir duyuru yayımlandığında. Duyuru e-postası, verdiğiniz izne bağlıdır."),
            mailed_by=MailedBy.CONSENT,
            reachable=readable,
        )
    )
