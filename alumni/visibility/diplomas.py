"""What of a graduation an audience is shown: programme and year are two choices of the member."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from alumni.membership.models import Membership
from alumni.registry.models import Graduation
from alumni.visibility.audience import Audience
from alumni.visibility.layer import reaches


@dataclass(frozen=True)
class Diploma:
    """One graduation as a page tells it; what is not shown is empty."""

    programme: str = ""
    level: str = ""
    year: int | None = None
    day: date | None = None
    department_id: int | None = None

    @property
    def line(self) -> str:
        """«Makine Mühendisliği, 2014»."""
        return ", ".join(part for part in (self.programme, str(self.year or "")) if part)


def whole(graduation: Graduation) -> Diploma:
    """For the owner."""
    return _diploma(graduation, programme=True, year=True)


def shown_diplomas(graduations: Iterable[Graduation], membership: Membership, audience: Audience) -> list[Diploma]:
    """``graduations``: all of the member's, with programme and department at hand."""
    held = list(graduations)
    departments = frozenset(one.programme.parent_id for one in held if one.programme.parent_id)
    programme = reaches(audience, membership.programme_shown, departments)
    year = reaches(audience, membership.year_shown, departments)
    return [_diploma(one, programme=programme, year=year) for one in held] if programme or year else []


def _diploma(graduation: Graduation, *, programme: bool, year: bool) -> Diploma:
    return Diploma(
        programme=graduation.programme.label if programme else "",
        level=str(graduation.get_level_display()) if programme else "",
        year=graduation.year if year else None,
        day=graduation.graduated_on if year else None,
        department_id=graduation.programme.parent_id if programme else None,
    )
