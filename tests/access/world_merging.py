"""What of merging hangs on a department in the matrix."""

from typing import Any

from alumni.registry.merging.services import merge_records
from tests.access.side import Side
from tests.factories.alumni import graduate
from tests.factories.units import programme_of


def objects(side: Side) -> dict[str, Any]:
    """A graduate who stood in the registry three times, and still does twice."""
    programme, name = programme_of(side.unit), f"İkiz{side.unit.pk}"
    winner, loser, twin = (graduate(programme, given_names="Saklı", surname=name, tckn="") for __ in range(3))
    merge = merge_records(winner=winner, loser=loser, choices={}, by=side.representative)
    return {"merge": merge, "twin": twin}
