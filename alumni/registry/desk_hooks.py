"""What the desk tells the rest of the house: the timeline of a record, who reads an export, the background work."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from mik.common import hooks
from mik.common.hooks import TimelineEntry


def register() -> None:
    from alumni.registry import bulk  # noqa: F401  (registers the job)
    from alumni.registry.exchange import handover, jobs, services  # noqa: F401  (the first two register their jobs)
    from alumni.registry.health import hooks as health
    from mik.common.jobs import may_download_result

    health.register()
    hooks.timeline.register(record_timeline)
    hooks.file_readers.register(services.PURPOSE, may_download_result)


def record_timeline(person_id: int, user: Any) -> Iterator[TimelineEntry]:
    """How the record came, was joined, confirmed and asked about."""
    from alumni.registry.models import Alumnus

    alumnus = Alumnus.objects.visible_to(user).select_related("membership").filter(pk=person_id).first()
    if alumnus is None:
        return
    yield TimelineEntry(alumnus.created_at, _("Kayıt oluşturuldu"), icon="plus", source=alumnus.get_source_display())
    membership = getattr(alumnus, "membership", None)
    if membership:
        yield TimelineEntry(membership.joined_at, _("Üye oldu"), membership.get_method_display(), "user-check")
    if alumnus.update_asked_at:
        yield TimelineEntry(alumnus.update_asked_at, _("Bilgilerini güncellemesi istendi"), icon="mail")
    if alumnus.confirmed_at:
        source = alumnus.get_confirmed_source_display() if alumnus.confirmed_source else ""
        yield TimelineEntry(alumnus.confirmed_at, _("Bilgiler doğrulandı"), icon="circle-check", source=source)
