"""Who may what: leaving a list and the page of preferences, for whoever holds the link."""

from mik.mail.unsubscribe import preferences_token, token_for
from mik.people.models import Purpose
from tests.access.expect import EVERYBODY, Row, row
from tests.access.side import Side


def link(side: Side) -> dict[str, str]:
    return {"token": token_for(side.alumnus.pk, Purpose.NEWS)}


def preferences(side: Side) -> dict[str, str]:
    return {"token": preferences_token(side.alumnus.pk)}


MAIL: dict[str, Row] = {
    "mail:leave": row(EVERYBODY, 200, 200, args=link),
    # Here the POST says nothing that is on the page.
    "mail:preferences": row(EVERYBODY, 200, 404, args=preferences),
}
