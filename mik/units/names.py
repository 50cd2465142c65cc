"""Names of units beside one another."""

from collections import Counter
from collections.abc import Iterable

from mik.units.models import Unit


def told_apart(units: Iterable[Unit]) -> dict[int, str]:
    """The label of each unit by its key, in the order given; with the unit above where two bear the same.

    The units come with their ``parent``, or each one that has a namesake asks for it.
    """
    listed = list(units)
    borne = Counter(unit.label for unit in listed)
    return {unit.pk: _beside(unit) if borne[unit.label] > 1 else unit.label for unit in listed}


def _beside(unit: Unit) -> str:
    return f"{unit.label} ({unit.parent.label})" if unit.parent else unit.label
