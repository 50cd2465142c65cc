"""The desk's list of announcements: tabs with counts, search, filter, pages; the same rows to take home."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordinator.newsroom.desks import Desk
from coordinator.newsroom.managers import TABS, AnnouncementQuerySet
from coordinator.newsroom.models import Announcement, Kind
from mik.common.tables import Mark, table_response
from mik.mail.models import Mailing
from mik.mail.models.mailing import counts_of

PAGE_SIZE = 20
LABELS = {
    "": gettext_lazy("Tümü"),
    "taslak": gettext_lazy("Taslak"),
    "yayinda": gettext_lazy("Yayında"),
    "gonderiliyor": gettext_lazy("Gönderiliyor"),
    "geri-cekilen": gettext_lazy("Geri çekilen"),
}
COLUMNS = (
    gettext_lazy("Konu"),
    gettext_lazy("Konu, İngilizce"),
    gettext_lazy("Tür"),
    gettext_lazy("Bölüm"),
    gettext_lazy("Durum"),
    gettext_lazy("Yazan"),
    gettext_lazy("Yayım"),
    gettext_lazy("Son başvuru"),
    gettext_lazy("Alıcı"),
    gettext_lazy("Teslim edildi"),
)


@dataclass(frozen=True)
class Tab:
    label: str
    count: int
    url: str
    current: bool


class AnnouncementList:
    def __init__(self, desk: Desk, data: QueryDict) -> None:
        self.desk = desk
        self.tab = data.get("durum", "") if data.get("durum", "") in TABS else ""
        self.words = data.get("ara", "")[:100]
        self.kind = data.get("tur", "") if data.get("tur", "") in Kind.values else ""
        self.page_number = data.get("sayfa", "1")
        self.query = data

    @cached_property
    def filtered(self) -> AnnouncementQuerySet:
        found = self.desk.announcements()
        if self.kind:
            found = found.filter(kind=self.kind)
        return found.holding(self.words) if self.words else found

    @cached_property
    def rows(self) -> AnnouncementQuerySet:
        related = self.filtered.in_tab(self.tab).select_related("unit", "author", "mailing")
        return related.order_by("-updated_at", "-pk")

    @cached_property
    def page(self) -> "Page[Announcement]":
        page = Paginator(self.rows, PAGE_SIZE).get_page(self.page_number)
        with_counts(list(page.object_list))
        return page

    @cached_property
    def tabs(self) -> list[Tab]:
        """One query for all counts; a tab says how many it would show."""
        counts = {f"n{index}": Count("pk", filter=condition) for index, condition in enumerate(TABS.values())}
        found = self.filtered.order_by().aggregate(**counts)
        return [
            Tab(str(LABELS[tab]), found[f"n{index}"], self.url(durum=tab or None), tab == self.tab)
            for index, tab in enumerate(TABS)
        ]

    def url(self, **changes: str | None) -> str:
        query = self.query.copy()
        query.pop("sayfa", None)
        for key, value in changes.items():
            query.pop(key, None)
            if value:
                query[key] = value
        return f"?{query.urlencode()}"

    @property
    def kinds(self) -> list[tuple[str, str]]:
        return [(kind.value, str(kind.label)) for kind in Kind]

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or self.kind)

    @property
    def export_url(self) -> str:
        return self.desk.url("announcement_export") + self.url()


def with_counts(announcements: list[Announcement]) -> list[Announcement]:
    """Put the counts of every mailing at hand, in one query."""
    mailings = [one.mailing for one in announcements if one.mailing]
    counts = counts_of(mailings) if mailings else {}
    for mailing in mailings:
        mailing.counts = counts[mailing.pk]
    return announcements


def state_of(announcement: Announcement) -> tuple[str, str, str]:
    """Tone, icon and words of the pill."""
    mailing = announcement.mailing
    if announcement.state == "withdrawn":
        return "warn", "undo-2", str(announcement.get_state_display())
    if announcement.is_draft:
        return "", "pen-line", str(announcement.get_state_display())
    if mailing and mailing.state in (Mailing.State.SENDING, Mailing.State.PAUSED):
        paused = mailing.state == Mailing.State.PAUSED
        return ("warn", "pause", _("Duraklatıldı")) if paused else ("blue", "send", _("Gönderiliyor"))
    if announcement.on_platform:
        return "ok", "check", str(announcement.get_state_display())
    return "ok", "mail-check", _("Gönderildi")


def export_rows(announcements: AnnouncementQuerySet) -> Iterator[list[Any]]:
    for one in with_counts(list(announcements)):
        mailing = one.mailing
        yield [
            one.title_tr,
            one.title_en,
            one.get_kind_display(),
            one.unit.label if one.unit else _("Mezun Ofisi"),
            state_of(one)[2],
            one.author.name,
            one.published_at,
            one.deadline,
            mailing.total if mailing else None,
            mailing.counts["accepted"] if mailing else None,
        ]


def export_response(listing: AnnouncementList, form: str, mark: Mark) -> HttpResponse:
    """The list as it stands, no personal data of graduates in it."""
    name = _("duyurular-%(day)s") % {"day": timezone.localdate().isoformat()}
    return table_response(name, COLUMNS, export_rows(listing.rows), form=form, title=_("Duyurular"), mark=mark)
