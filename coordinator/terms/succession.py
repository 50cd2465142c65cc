"""What follows when a term ends: a successor, or nobody (directive 8(1), 9(1)). Terms are few: reckoned in Python."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.utils import timezone

from mik.accounts.models import Appointment, Office

HEADS = frozenset({Office.COORDINATOR, Office.ACTING})
ONE_DAY = timedelta(days=1)
# The horizons of the desk's tiles, in days; the last is also when the bell begins to ring.
HORIZONS = (7, 30, 90)


def standing_terms(user: object) -> list[Appointment]:
    """Terms in force and to come, the one that ends first in front."""
    seen = Appointment.objects.visible_to(user).filter(effective_end__gte=timezone.localdate())
    return list(seen.select_related("user", "unit", "unit__parent").order_by("effective_end", "pk"))


def in_force(terms: Iterable[Appointment]) -> list[Appointment]:
    today = timezone.localdate()
    return [term for term in terms if term.starts <= today <= term.effective_end]


def takes_over(later: Appointment, term: Appointment) -> bool:
    """Whether ``later`` goes on where ``term`` ends, without a gap of a single day."""
    same_office = later.office == term.office or {later.office, term.office} <= HEADS
    same_place = later.unit_id == term.unit_id and set(term.levels) <= set(later.levels)
    same_person = term.office != Office.STAFF or later.user_id == term.user_id
    in_time = later.starts <= term.effective_end + ONE_DAY and later.effective_end > term.effective_end
    return later.pk != term.pk and same_office and same_place and same_person and in_time


def is_followed(term: Appointment, terms: Iterable[Appointment]) -> bool:
    return any(takes_over(later, term) for later in terms)


def ending_within(days: int, terms: Sequence[Appointment]) -> list[Appointment]:
    """Terms in force that end within so many days while nobody is recorded to go on."""
    limit = timezone.localdate() + timedelta(days=days)
    return [term for term in in_force(terms) if term.effective_end <= limit and not is_followed(term, terms)]


def headed_until(terms: Sequence[Appointment]) -> date | None:
    """The last day up to which a coordinator or an acting one is in office without a gap; None: nobody today."""
    heads = [term for term in terms if term.office in HEADS]
    current = next(iter(in_force(heads)), None)
    while current is not None:
        after = next((later for later in heads if takes_over(later, current)), None)
        if after is None:
            return current.effective_end
        current = after
    return None
