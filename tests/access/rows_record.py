"""Who may what: the member's record beside contacts and career, the desk's part of it, and the links in mails."""

from alumni.registry import confirming
from alumni.registry.reminding import services as reminding
from tests.access.expect import (
    EVERYBODY,
    MEMBERS,
    NOT_ALLOWED,
    Arguments,
    Row,
    department,
    graduate,
    member,
    office,
    owner,
    row,
)
from tests.access.side import Side


def skill(side: Side) -> dict[str, object]:
    return {"kind": "dil", "pk": side.objects["skill"].pk}


def kept(side: Side) -> dict[str, int]:
    return {"pk": side.alumnus.pk, "kept_pk": side.objects["kept"].pk}


REMINDED: Arguments = lambda side: {"token": reminding.token_of(side.objects["reminder"])}  # noqa: E731
CONFIRMED: Arguments = lambda side: {"token": confirming.token_of(side.objects["own_contact"])}  # noqa: E731
LANGUAGE: Arguments = lambda side: {"kind": "dil"}  # noqa: E731
CONTACT: Arguments = lambda side: {"pk": side.objects["own_contact"].pk}  # noqa: E731

RECORD: dict[str, Row] = {
    "alumni:photo": member(200, 200),
    "alumni:about_add": row(MEMBERS, 200, 200, args=LANGUAGE),
    "alumni:about_edit": owner(200, 200, args=skill),
    "alumni:about_remove": owner(200, 302, args=skill),
    "alumni:own_history": member(),
    "alumni:correction": member(200, 200),
    "alumni:contact_ask": owner(NOT_ALLOWED, 302, args=CONTACT),
    "alumni:reminders_wanted": row(MEMBERS, NOT_ALLOWED, 302),
    "alumni:contact_confirm": row(EVERYBODY, 200, 200, args=CONFIRMED),
    "alumni:reminder": row(EVERYBODY, 200, 200, args=REMINDED),
    "alumni:reminder_stop": row(EVERYBODY, 200, 200, args=REMINDED),
    "representatives:graduate_death": department(200, 422, args=graduate),
    "representatives:kept_value_decide": department(NOT_ALLOWED, 302, args=kept),
    "representatives:correction_list": department(),
    "coordinator:graduate_death": office(200, 422, args=graduate),
    "coordinator:kept_value_decide": office(NOT_ALLOWED, 302, args=kept),
    "coordinator:correction_list": office(),
}
