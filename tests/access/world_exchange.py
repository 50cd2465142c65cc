"""Saved segments of each department, and one the office shares."""

from typing import Any

from alumni.registry.segments import Criteria
from alumni.registry.segments.models import Segment
from tests.access.side import Side


def objects(side: Side) -> dict[str, Any]:
    filters = Criteria(unit_ids=(side.unit.pk,)).as_json()
    name = f"Saklı kitle {side.unit.pk}"
    return {
        "segment": Segment.objects.create(name=name, owner=side.representative, unit=side.unit, filters=filters),
        "office_segment": Segment.objects.create(name=name, owner=side.member, shared=True, filters=filters),
    }
