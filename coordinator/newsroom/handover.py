"""What a newsroom tells the registry: a department's announcements at its hand-over, and which ask a saved segment."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from alumni.registry.segments.uses import Use
from coordinator.newsroom.models import Announcement
from mik.common.hooks import HandoverTable


def announcements(user: Any, unit_id: int) -> Iterator[HandoverTable]:
    columns = [_("Konu"), _("Tür"), _("Durum"), _("Yazan"), _("Yazıldı"), _("Yayım"), _("Son başvuru"), _("Yer"),
               _("Bağlantı"), _("Metin")]  # fmt: skip
    about = _("Bölümün yazdığı duyurular ve etkinlikler; taslaklar da içindedir.")
    yield HandoverTable("duyurular", _("Duyurular"), about, columns, _rows(user, unit_id))


def announcements_asking(segment_id: int, user: Any) -> Iterator[Use]:
    """Those that ask a saved segment; what is not sent yet still needs it."""
    for one in Announcement.objects.visible_to(user).filter(segment=segment_id):
        names = {"pk": one.pk} | ({"unit_id": one.unit_id} if one.unit_id else {})
        space = "department_news" if one.unit_id else "coordinator"
        yield Use(_("Duyuru"), one.title, reverse(f"{space}:announcement_detail", kwargs=names), holds=True)


def _rows(user: Any, unit_id: int) -> Iterator[list[Any]]:
    seen = Announcement.objects.visible_to(user).filter(unit=unit_id).select_related("author").order_by("created_at")
    for one in seen.iterator():
        yield [one.title_tr, one.get_kind_display(), one.get_state_display(), one.author.name, one.created_at,
               one.published_at, one.deadline, one.place, one.link, one.body_tr]  # fmt: skip
