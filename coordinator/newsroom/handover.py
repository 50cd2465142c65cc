"""What a department's newsroom hands over: its announcements, as they were written."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from coordinator.newsroom.models import Announcement
from mik.common.hooks import HandoverTable


def announcements(user: Any, unit_id: int) -> Iterator[HandoverTable]:
    columns = [_("Konu"), _("Tür"), _("Durum"), _("Yazan"), _("Yazıldı"), _("Yayım"), _("Son başvuru"), _("Yer"),
               _("Bağlantı"), _("Metin")]  # fmt: skip
    about = _("Bölümün yazdığı duyurular ve etkinlikler; taslaklar da içindedir.")
    yield HandoverTable("duyurular", _("Duyurular"), about, columns, _rows(user, unit_id))


def _rows(user: Any, unit_id: int) -> Iterator[list[Any]]:
    seen = Announcement.objects.visible_to(user).filter(unit=unit_id).select_related("author").order_by("created_at")
    for one in seen.iterator():
        yield [one.title_tr, one.get_kind_display(), one.get_state_display(), one.author.name, one.created_at,
               one.published_at, one.deadline, one.place, one.link, one.body_tr]  # fmt: skip
