"""Who may what: the addresses of the records' health. An act nobody ticked anything for only leads back."""

from typing import Any

from tests.access.expect import NOT_ALLOWED, Row, department, office
from tests.access.side import Side


def rule(side: Side) -> dict[str, Any]:
    return {"code": "buyuk-harf"}


def repair(side: Side) -> dict[str, Any]:
    return {"pk": side.objects["health_repair"].pk}


HEALTH: dict[str, Row] = {
    "representatives:health": department(),
    "representatives:health_look": department(NOT_ALLOWED, 302),
    "representatives:health_rule": department(args=rule),
    "representatives:health_act": department(NOT_ALLOWED, 404, args=rule),
    "representatives:health_undo": department(NOT_ALLOWED, 302, args=repair),
    "coordinator:health": office(),
    "coordinator:health_look": office(NOT_ALLOWED, 302),
    "coordinator:health_rule": office(args=rule),
    "coordinator:health_act": office(NOT_ALLOWED, 404, args=rule),
    "coordinator:health_undo": office(NOT_ALLOWED, 302, args=repair),
    "coordinator:health_units": office(),
    "coordinator:health_units_download": office(),
    "coordinator:contact_dead_list": office(200, 200),
}
