"""Who may what: texts and transfers, papers, and noting that somebody was informed."""

from typing import Any

from mik.people.consents.models import ConsentText
from tests.access.expect import EVERYBODY, NOT_ALLOWED, Row, department, graduate, office, row
from tests.access.side import Side


def subject(side: Side) -> dict[str, str]:
    return {"subject": "news"}


def transfer(side: Side) -> dict[str, str]:
    return {"code": "mail"}


def version(side: Side) -> dict[str, Any]:
    return {"pk": ConsentText.objects.of("news").values_list("pk", flat=True)[0]}


def notice(side: Side) -> dict[str, str]:
    return {"code": "2026-11"}


CONSENTS: dict[str, Row] = {
    "home:notice_version": row(EVERYBODY, args=notice),
    "coordinator:consent_list": office(),
    "coordinator:consent_subject": office(args=subject),
    # A draft that asks for no channel is a form with errors; without a draft there is nothing to publish.
    "coordinator:consent_write": office(200, 422, args=subject),
    "coordinator:consent_publish": office(404, 404, args=subject),
    "coordinator:consent_drop": office(NOT_ALLOWED, 302, args=subject),
    "coordinator:consent_version": office(args=version),
    "coordinator:transfer_edit": office(200, 422, args=transfer),
    "coordinator:consent_person": office(200, 422, args=graduate),
    "coordinator:graduate_notice": office(NOT_ALLOWED, 400, args=graduate),
    "representatives:graduate_notice": department(NOT_ALLOWED, 400, args=graduate),
}
