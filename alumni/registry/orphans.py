"""Graduates without a representative of their own: of closed, moved or unrepresented units. They are the office's."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from mik.accounts.models import Appointment
from mik.units.models import Unit, UnitQuerySet


def closed_today(prefix: str = "") -> Q:
    """A unit closed or passed to another university."""
    today = timezone.localdate()
    return Q(**{f"{prefix}closed_on__lte": today}) | Q(**{f"{prefix}successor__isnull": False})


def _represented_today() -> Exists:
    """Somebody represents the programme's own department at its level."""
    terms = Appointment.objects.representatives().in_force()
    return Exists(terms.filter(unit=OuterRef("parent"), levels__contains=[OuterRef("level")]))


def programmes_of_the_office() -> UnitQuerySet:
    """Programmes whose graduates nobody but the office looks after."""
    gone = closed_today() | closed_today("parent__") | closed_today("parent__parent__")
    return Unit.objects.programmes().filter(gone | ~_represented_today())


def departments_without_representative() -> UnitQuerySet:
    """Open departments with graduates, some level of which nobody represents."""
    programmes = Unit.objects.programmes().filter(~_represented_today(), parent=OuterRef("pk"))
    with_graduates = programmes.filter(graduations__isnull=False)
    return Unit.objects.departments().filter(Exists(with_graduates)).exclude(closed_today() | closed_today("parent__"))
