"""What happens and what wants attention: lines on somebody's page."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mik.common.hooks.texts import Text


@dataclass(frozen=True)
class AttentionItem:
    """One line of "what wants my attention today", with one link. Tones: "", ok, warn, bad, blue."""

    label: "Text"
    count: int
    url: str
    tone: str = ""
    icon: str = "bell"


@dataclass(frozen=True)
class TimelineEntry:
    """Something that happened to a person, as one line of the timeline."""

    at: datetime
    title: "Text"
    detail: "Text" = ""
    icon: str = "circle"
    source: "Text" = ""


@dataclass(frozen=True)
class CalendarEntry:
    """A dated thing in a calendar; ``end`` is the last day."""

    start: date
    title: "Text"
    url: str = ""
    end: date | None = None
    icon: str = "calendar-days"
