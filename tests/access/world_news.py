"""What of announcements and mailings hangs on a department in the matrix."""

from typing import Any

from tests.access.side import Side
from tests.factories.news import mailed, published, written


def objects(side: Side) -> dict[str, Any]:
    """A draft, one to read with a day in it, and one under way, all of the department's representative."""
    by, unit = side.representative, side.unit
    sent = mailed(by, [side.alumnus.person], states=("uncertain",), unit=unit, title_tr="Gönderilen")
    assert sent.mailing is not None
    return {
        "draft_announcement": written(by, unit=unit, title_tr="Taslak"),
        "announcement": published(by, unit=unit, kind="event", title_tr="Etkinlik"),
        "sent_announcement": sent,
        "delivery": sent.mailing.deliveries.get(),
    }
