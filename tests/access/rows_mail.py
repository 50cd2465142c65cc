"""Who may what: leaving a list, for whoever holds the link."""

from mik.mail.unsubscribe import token_for
from mik.people.models import Purpose
from tests.access.expect import EVERYBODY, Row, row
from tests.access.side import Side


def link(side: Side) -> dict[str, str]:
    return {"token": token_for(side.alumnus.pk, Purpose.NEWS)}


MAIL: dict[str, Row] = {
    "mail:leave": row(EVERYBODY, 200, 200, args=link),
}
