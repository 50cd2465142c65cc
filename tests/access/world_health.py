"""What of the records' health hangs on a department in the matrix: a repair its representative made."""

import uuid
from typing import Any

from alumni.registry.health.models import HealthRepair
from tests.access.side import Side


def objects(side: Side) -> dict[str, Any]:
    repair = HealthRepair.objects.create(rule="buyuk-harf", context=uuid.uuid4(), count=1, by=side.representative)
    return {"health_repair": repair}
