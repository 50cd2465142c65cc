"""One department of the matrix and what hangs on it."""

from dataclasses import dataclass, field
from typing import Any

from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.units.models import Unit


@dataclass
class Side:
    """One department and what hangs on it."""

    unit: Unit
    alumnus: Alumnus
    member: User
    representative: User
    objects: dict[str, Any] = field(default_factory=dict)
