"""An event as a calendar file (RFC 5545)."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from coordinator.newsroom.models import Announcement

USUAL = timedelta(hours=1)
LONGEST_LINE = 75  # bytes, RFC 5545 section 3.1


def calendar_of(announcement: Announcement) -> str:
    starts = announcement.starts_at or timezone.now()
    url = settings.BASE_URL + reverse("news:announcement_detail", args=[announcement.pk])
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//KTU Mezun//TR",
        "BEGIN:VEVENT",
        f"UID:duyuru-{announcement.pk}@{settings.BASE_URL.partition('://')[2]}",
        f"DTSTAMP:{_moment(announcement.updated_at)}",
        f"DTSTART:{_moment(starts)}",
        f"DTEND:{_moment(announcement.ends_at or starts + USUAL)}",
        f"SUMMARY:{_text(announcement.title)}",
        f"LOCATION:{_text(announcement.place)}",
        f"URL:{url}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


def _folded(line: str) -> str:
    """Long lines go on after a blank; no letter is cut in two."""
    pieces, piece = [], ""
    for letter in line:
        if len((piece + letter).encode()) > LONGEST_LINE:
            pieces.append(piece)
            piece = " "
        piece += letter
    return "\r\n".join([*pieces, piece])
