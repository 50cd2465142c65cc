"""What the pages of the newsroom say of an announcement."""

from django import template
from django.utils import timezone

from alumni.registry.segments import chips_of
from coordinator.newsroom.lists import state_of
from coordinator.newsroom.models import Announcement, Kind

register = template.Library()

ICONS = {
    Kind.NEWS: "newspaper",
    Kind.EVENT: "calendar-days",
    Kind.JOB: "briefcase",
    Kind.INTERNSHIP: "building-2",
    Kind.TRAINING: "book-open",
    Kind.SCHOLARSHIP: "award",
}


@register.simple_tag
def announcement_state(announcement: Announcement) -> tuple[str, str, str]:
    """Tone, icon and words of its pill."""
    tone, icon, label = state_of(announcement)
    return ("brand" if tone == "blue" else tone), icon, label


@register.simple_tag
def audience_chips(announcement: Announcement) -> list[str]:
    return list(chips_of(announcement.criteria))


@register.simple_tag
def kind_icon(kind: str) -> str:
    return ICONS[Kind(kind)]


@register.simple_tag
def days_left(announcement: Announcement) -> int | None:
    """Days until the deadline; None where there is none."""
    if announcement.deadline is None:
        return None
    return (announcement.deadline - timezone.localdate()).days
