"""The public figures of the front page: rounded to five, and silent about small numbers (design: small cells)."""

from dataclasses import dataclass

from django.core.cache import cache
from django.utils.translation import gettext as _

from alumni.membership.models import Membership
from alumni.registry.models import Alumnus, Graduation
from mik.people.models import ContactPoint

STEP = 5
SMALLEST = 10
CACHE_SECONDS = 600
CACHE_KEY = "home.public_figures"


@dataclass(frozen=True)
class PublicFigure:
    label: str
    value: int


def rounded(count: int) -> int | None:
    """To the nearest five; None for a number so small that it would speak of persons."""
    return None if count < SMALLEST else STEP * round(count / STEP)


def public_figures() -> list[PublicFigure]:
    """Those that may be told; counted at most every ten minutes."""
    counts = cache.get_or_set(CACHE_KEY, _counts, CACHE_SECONDS)
    labels = {
        "registered": _("Kayıtlı mezun"),
        "members": _("Platform üyesi"),
        "departments": _("Bölüm ve anabilim dalı"),
        "countries": _("Ülke"),
    }
    shown = {code: count for code, count in (counts or {}).items() if count}
    return [PublicFigure(labels[code], count) for code, count in shown.items()]


def _counts() -> dict[str, int | None]:
    """Departments and countries are no persons: as they are."""
    confirmed = Alumnus.objects.filter(state=Alumnus.State.CONFIRMED)
    graduations = Graduation.objects.filter(alumnus__state=Alumnus.State.CONFIRMED)
    homes = ContactPoint.objects.alive().filter(kind=ContactPoint.Kind.ADDRESS).exclude(country="")
    return {
        "registered": rounded(confirmed.count()),
        "members": rounded(Membership.objects.count()),
        "departments": graduations.values("programme__parent").distinct().count(),
        "countries": homes.values("country").distinct().count(),
    }
