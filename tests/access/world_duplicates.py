"""Two pairs in each department, a question it asks, and one it is asked."""

from typing import Any

from django.utils import timezone

from alumni.registry.duplicates.models import DuplicatePair
from alumni.registry.duplicates.request_models import MergeRequest
from tests.access.side import Side
from tests.factories.alumni import graduate
from tests.factories.units import department_with_programmes, programme_of


def objects(side: Side) -> dict[str, Any]:
    programme, third = programme_of(side.unit), department_with_programmes("Üçüncü Bölüm")
    pairs = [DuplicatePair(first=side.alumnus, second=graduate(programme), probability=0.97) for _n in range(2)]
    pairs[1].state, pairs[1].decided_by, pairs[1].decided_at = "different", side.representative, timezone.now()
    DuplicatePair.objects.bulk_create(pairs)
    elsewhere = graduate(programme_of(third))
    return {
        "pair": pairs[0],
        "decided_pair": pairs[1],
        "asked": MergeRequest.objects.create(
            alumnus=side.alumnus, asking_unit=side.unit, asked_by=side.representative, unit=third, name="Saklı"
        ),
        "to_answer": MergeRequest.objects.create(
            alumnus=elsewhere, asking_unit=third, unit=side.unit, name="Saklı", other=side.alumnus
        ),
    }
