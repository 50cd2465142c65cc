"""Time zones to choose from, by region, each with its country and its distance from UTC today."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mik.common.zones import OFFICE_ZONE, zones

Choices = list[tuple[str, list[tuple[str, str]]]]


def offset(zone: str, at: datetime) -> str:
    """UTC+3, UTC−3:30, UTC."""
    minutes = int((at.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()).total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−' if minutes else ''}{hours or ''}{f':{rest:02d}' if rest else ''}"


def label(zone: str, locale: Locale, at: datetime) -> str:
    city = locale.time_zones.get(zone, {}).get("city") or zone.rpartition("/")[2].replace("_", " ")
    country = locale.territories.get(get_global("zone_territories")[zone], "")
    return f"{country}: {city} ({offset(zone, at)})"


def zone_choices() -> Choices:
    """Türkiye first, then the regions; other names of the same zone are left out."""
    now, locale = timezone.now(), Locale.parse((get_language() or "tr")[:2])
    regions = {
        "Europe": _("Avrupa"),
        "Asia": _("Asya"),
        "America": _("Amerika"),
        "Africa": _("Afrika"),
        "Australia": _("Avustralya"),
        "Pacific": _("Büyük Okyanus"),
        "Atlantic": _("Atlas Okyanusu"),
        "Indian": _("Hint Okyanusu"),
    }
    named = [zone for zone in zones() if zone in get_global("zone_territories") and zone != OFFICE_ZONE]
    groups: Choices = [(_("Türkiye"), [(OFFICE_ZONE, label(OFFICE_ZONE, locale, now))])]
    for region, name in regions.items():
        found = [(zone, label(zone, locale, now)) for zone in named if zone.startswith(f"{region}/")]
        groups.append((name, sorted(found, key=lambda pair: pair[1])))
    return groups
