"""What somebody may do at this instant, computed from the appointments in force and nothing else.

Cached on the user object, which lives for one request; background jobs load the user afresh at each chunk.
"""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from mik.accounts.models import Appointment, DutyGrant, Office, User
from mik.units.models import Kind, Unit

OFFICE_HEADS = frozenset({Office.COORDINATOR, Office.ACTING, Office.ASSISTANT})


@dataclass(frozen=True)
class Representation:
    """A department (or other unit) somebody represents, at some levels."""

    unit_id: int
    unit_name: str
    levels: frozenset[int]
    ends: date


@dataclass(frozen=True)
class Powers:
    offices: frozenset[str] = frozenset()
    represented: tuple[Representation, ...] = ()
    duties: frozenset[str] = frozenset()
    programme_ids: frozenset[int] = field(default=frozenset())

    @property
    def is_office(self) -> bool:
        """Coordinator, acting coordinator or assistant in force: sees and does everything of the office."""
        return bool(self.offices & OFFICE_HEADS)

    @property
    def is_staff(self) -> bool:
        return Office.STAFF in self.offices

    @property
    def is_registrar(self) -> bool:
        return Office.REGISTRAR in self.offices

    @property
    def is_vice_rector(self) -> bool:
        return Office.VICE_RECTOR in self.offices

    @property
    def is_representative(self) -> bool:
        return bool(self.represented)

    @property
    def works_in_office(self) -> bool:
        return self.is_office or self.is_staff

    def has_duty(self, code: str) -> bool:
        """Heads of the office hold every duty; staff hold those handed out to them for today."""
        return self.is_office or (self.is_staff and code in self.duties)

    def representation(self, unit_id: int) -> Representation | None:
        return next((r for r in self.represented if r.unit_id == unit_id), None)


NO_POWERS = Powers()


def powers_of(user: object, *, at: date | None = None) -> Powers:
    """The powers of ``user`` on the day ``at`` (default today); nobody's are empty."""
    if not isinstance(user, User) or not user.is_active or user.pk is None:
        return NO_POWERS
    if at is not None:
        return _compute(user, at)
    day, powers = getattr(user, "_powers", (None, NO_POWERS))
    if day != timezone.localdate():
        day, powers = timezone.localdate(), _compute(user, timezone.localdate())
        user._powers = (day, powers)  # type: ignore[attr-defined]  # a cache for one request, not a field
    return powers


def forget_powers(user: User) -> None:
    """Drop the cache after the user's appointments changed within the same request."""
    user.__dict__.pop("_powers", None)


def _compute(user: User, day: date) -> Powers:
    terms = list(Appointment.objects.filter(user=user).in_force(day).select_related("unit"))
    offices = frozenset(term.office for term in terms)
    represented = _represented(terms, day)
    duties = (
        frozenset(DutyGrant.objects.filter(appointment__user=user).in_force(day).values_list("code", flat=True))
        if Office.STAFF in offices
        else frozenset()
    )
    return Powers(offices, represented, duties, _programmes_of(represented))


def _represented(terms: list[Appointment], day: date) -> tuple[Representation, ...]:
    """One entry a unit, its levels put together. Graduates of a closed or moved unit are the office's."""
    found: dict[int, Representation] = {}
    for term in sorted(terms, key=lambda term: term.pk):
        unit = term.unit
        if term.office != Office.REPRESENTATIVE or unit is None or (unit.closed_on and unit.closed_on <= day):
            continue
        levels, ends = frozenset(term.levels), term.effective_end
        if earlier := found.get(unit.pk):
            levels, ends = levels | earlier.levels, max(ends, earlier.ends)
        found[unit.pk] = Representation(unit.pk, unit.name, levels, ends)
    return tuple(found.values())


def _programmes_of(represented: tuple[Representation, ...]) -> frozenset[int]:
    """Programmes in reach: those of each unit at the levels represented."""
    if not represented:
        return frozenset()
    ids = [r.unit_id for r in represented]
    rows = Unit.objects.filter(kind=Kind.PROGRAMME, parent__in=ids).values_list("pk", "parent_id", "level")
    return frozenset(pk for pk, parent, level in rows for r in represented if r.unit_id == parent and level in r.levels)
