"""What the browser tests of all pages find on them."""

from dataclasses import dataclass, field

from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.units.models import Unit


@dataclass
class Scene:
    """The cast of one department; ``keys`` fill the addresses."""

    unit: Unit
    member: User
    alumnus: Alumnus
    representative: User
    coordinator: User
    keys: dict[str, object] = field(default_factory=dict)
