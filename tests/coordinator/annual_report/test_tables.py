"""What the tables of the report say: changes a reader can check, and nothing of few people."""

import pytest

from coordinator.annual_report.outline import SECTION
from coordinator.annual_report.tables import tables_of
from tests.factories.reports import CONTENT

REGISTERED = CONTENT["figures"]["registered"]


@pytest.mark.parametrize(
    ("kind", "before", "now", "cells"),
    [
        ("days", 3.9, 3.5, ["3,9 gün", "3,5 gün", "−0,4 gün"]),
        ("days", 3.51, 3.54, ["3,5 gün", "3,5 gün", "0,0 gün"]),
        ("percent", 67.4, 67.6, ["%67", "%68", "+1 puan"]),
        ("count", 12, 1200, ["12", "1.200", "+1.188"]),
    ],
)
def test_a_change_is_that_of_the_values_beside_it(kind: str, before: float, now: float, cells: list[str]) -> None:
    figures = {"registered": REGISTERED | {"kind": kind, "value": now}}
    content = CONTENT | {"figures": figures, "history": {"registered": [[2024, before]]}}
    (table,) = tables_of(SECTION["results"], content)
    assert table.rows[0].cells == ["Kayıtlı mezun", *cells]


def test_few_of_a_department_are_not_told() -> None:
    share = REGISTERED | {"code": "fresh", "kind": "percent", "value": 40.4}
    rows = [{"id": 1, "unit": "Fizik", "values": {"registered": 25, "members": 0, "fresh": None}}]
    figures = {"registered": REGISTERED, "members": REGISTERED | {"code": "members", "value": 1003}, "fresh": share}
    *_figures, table = tables_of(SECTION["activities"], CONTENT | {"figures": figures, "departments": rows})
    assert table.rows[0].cells == ["Fizik", "25", "3’ten az", "gizli"]
    assert table.foot == ["Üniversite", "4.321", "1.003", "%40"]
