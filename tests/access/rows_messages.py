"""Who may what: messages between members are their own; the office reaches what was reported, and nothing else."""

from typing import Any

from tests.access.expect import HEADS, MEMBERS, NOT_ALLOWED, Row, account, member, object_of, owner, public, row
from tests.access.side import Side

TALK = object_of("conversation")
REQUEST = object_of("message_request")
LISTED = object_of("listed_member")


def reply(side: Side) -> dict[str, Any]:
    return {"token": side.objects["reply_token"]}


MESSAGES: dict[str, Row] = {
    "alumni:conversation_list": member(),
    "alumni:conversation": owner(200, 422, args=TALK),
    "alumni:conversation_delete": owner(200, 302, args=TALK),
    "alumni:conversation_block": owner(200, 302, args=TALK),
    "alumni:conversation_report": owner(200, 422, args=TALK),
    "alumni:request_accept": owner(NOT_ALLOWED, 302, args=REQUEST),
    "alumni:request_decline": owner(NOT_ALLOWED, 302, args=REQUEST),
    "alumni:message_reply": owner(302, args=reply),
    # Every member finds a member who is listed.
    "alumni:message_new": row(MEMBERS, 200, 422, args=LISTED),
    "alumni:member_block": row(MEMBERS, 200, 302, args=LISTED),
    "alumni:member_report": row(MEMBERS, 200, 422, args=LISTED),
    "alumni:block_list": member(),
    "alumni:unblock": owner(NOT_ALLOWED, 302, args=object_of("block")),
    "alumni:message_settings": member(200, 422),
    "alumni:message_rules": member(),
    "coordinator:message_reports": row(HEADS),
    "coordinator:message_report": row(HEADS, 200, 422, args=object_of("message_report")),
    "work:notification_choices": account(200, 422),
    "home:worker": public(),
    "home:manifest": public(),
    "home:offline": public(),
    "cards:pocket": member(),
}
