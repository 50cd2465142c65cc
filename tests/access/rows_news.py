"""Who may what: the addresses of announcements and mailings."""

from typing import Any

from tests.access.expect import HEADS, NOT_ALLOWED, Arguments, Row, department, object_of, row
from tests.access.side import Side

DRAFT = object_of("draft_announcement")
PUBLISHED = object_of("announcement")
SENT = object_of("sent_announcement")


def recipient(side: Side) -> dict[str, Any]:
    return {"pk": side.objects["sent_announcement"].pk, "delivery": side.objects["delivery"].pk}


# Get, post and object of each page of the desk. What the office is told of a department's announcement, which it sees
# and does not write, stands last where it differs.
DESK: dict[str, tuple[int, int, Arguments, tuple[int, int] | None]] = {
    "announcement_list": (200, NOT_ALLOWED, lambda side: {}, None),
    "announcement_export": (200, NOT_ALLOWED, lambda side: {}, None),
    "announcement_add": (200, 422, lambda side: {}, None),
    "announcement_detail": (200, NOT_ALLOWED, PUBLISHED, None),
    "announcement_edit": (200, 422, DRAFT, (403, 403)),
    "announcement_check": (200, 422, DRAFT, (403, 403)),
    "announcement_withdraw": (200, 302, PUBLISHED, None),
    "announcement_delete": (200, 302, DRAFT, (403, 403)),
    "announcement_copy": (NOT_ALLOWED, 302, PUBLISHED, (NOT_ALLOWED, 403)),
    "mailing_detail": (200, NOT_ALLOWED, SENT, None),
    "mailing_export": (200, 200, SENT, None),
    "mailing_pause": (NOT_ALLOWED, 302, SENT, None),
    "mailing_resume": (NOT_ALLOWED, 302, SENT, None),
    "mailing_cancel": (200, 302, SENT, None),
    "mailing_pace": (NOT_ALLOWED, 302, SENT, None),
    "mailing_settle": (NOT_ALLOWED, 302, recipient, None),
}


def of_the_office(name: str) -> Row:
    get, post, arguments, otherwise = DESK[name]
    get, post = otherwise or (get, post)
    return row(HEADS, get, post, args=arguments)


def of_a_department(name: str) -> Row:
    get, post, arguments, _otherwise = DESK[name]
    return department(get, post, args=arguments)


NEWS: dict[str, Row] = {
    **{f"coordinator:{name}": of_the_office(name) for name in DESK},
    **{f"department_news:{name}": of_a_department(name) for name in DESK},
    # Members and students; who is neither is led to joining, and finds nothing below the list.
    "news:announcement_list": row(("alumna", "other_alumna", "representative_alumna", "student"), rest=(302, 404)),
    # The department's own graduates; representative_alumna graduated there, too.
    "news:announcement_detail": row(("alumna", "representative_alumna"), args=PUBLISHED, other=("other_alumna",)),
    "news:announcement_calendar": row(("alumna", "representative_alumna"), args=PUBLISHED, other=("other_alumna",)),
}
