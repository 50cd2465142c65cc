"""Times in the reader's own zone; days of the office stay days of Türkiye.

Django's current time zone is never changed: half the house asks it what day is today, and a term of office, a deadline
or a card ends in Trabzon, wherever its reader sits. Only what people read is turned into their own time, by the
filters of ``{% load mik %}`` and ``turkish.date_long``; forms and files keep the office's.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

OFFICE_ZONE = "Europe/Istanbul"
_reader: ContextVar[ZoneInfo | None] = ContextVar("reader_zone", default=None)


@lru_cache(maxsize=1)
def zones() -> frozenset[str]:
    """Zones of places, as people know them; without «posixrules», abbreviations and the like."""
    return frozenset(
        zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/"))
    )


def known_zone(name: str) -> None:
    if name not in zones():
        raise ValidationError(_("Böyle bir saat dilimi yok."))


@contextmanager
def reading_in(name: str | None) -> Iterator[None]:
    """Show times in the zone of whoever reads what is made inside; an unknown or missing one is the office's."""
    token = _reader.set(ZoneInfo(name) if name in zones() else None)
    try:
        yield
    finally:
        _reader.reset(token)


def local(moment: datetime) -> datetime:
    """The moment by the reader's clock."""
    return timezone.localtime(moment, _reader.get())


def today() -> date:
    """The reader's day, for «today» and «3 days ago»; never for a rule of the office."""
    return timezone.localdate(timezone=_reader.get())
