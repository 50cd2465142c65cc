"""Announcements and events in the search across everything: at the desk one keeps, and as a reader."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from alumni.registry.scopes import scopes_of
from coordinator.newsroom.managers import NEWS, AnnouncementQuerySet
from coordinator.newsroom.models import Announcement, State
from coordinator.newsroom.permissions import is_reader
from mik.accounts.powers import powers_of
from mik.common.hooks.finders import NEWS as PLACE
from mik.common.hooks.finders import Group, Hit
from mik.common.keyset import count_in_words, limited_count
from mik.common.templatetags.mik import date_long


def find_announcements(user: Any, words: str, most: int) -> Iterator[Group]:
    powers, everything = powers_of(user), Announcement.objects.visible_to(user)
    if powers.has_duty(NEWS):
        yield _group(_("Duyurular ve etkinlikler"), everything, words, most, "coordinator:announcement_")
    for scope in scopes_of(user):
        held = powers.representation(scope.unit.pk) if scope.unit else None
        if held is not None:
            label = _("Duyurular: %(unit)s") % {"unit": scope.label}
            mine = everything.of_department(held)
            yield _group(label, mine, words, most, "department_news:announcement_", held.unit_id)
    if is_reader(user):
        readable = Announcement.objects.read_by(user)
        yield _group(_("Size yönelik duyurular"), readable, words, most, "news:announcement_")


def _group(label: str, among: AnnouncementQuerySet, words: str, most: int, name: str, *args: int) -> Group:
    found = among.holding(words)
    shown = found.order_by(F("published_at").desc(nulls_first=True), "-pk")
    return Group(
        label=label,
        hits=[Hit(str(one), reverse(f"{name}detail", args=[*args, one.pk]), _about(one)) for one in shown[:most]],
        count=count_in_words(limited_count(found)),
        place=PLACE,
        url=f"{reverse(f'{name}list', args=args)}?{urlencode({'ara': words})}",
        icon="megaphone",
    )


def _about(announcement: Announcement) -> str:
    kind = announcement.get_kind_display()
    if announcement.state != State.PUBLISHED or announcement.published_at is None:
        return f"{kind}, {announcement.get_state_display()}"
    return f"{kind}, {date_long(timezone.localdate(announcement.published_at))}"
