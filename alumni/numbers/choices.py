"""What each dimension can be filtered by."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.numbers.audience import Audience
from alumni.numbers.dimensions import ABROAD, MEMBERSHIP, REACH
from mik.common import codelists
from mik.people.models import Sex
from mik.units.models import FOUNDED, Kind, Level, Unit
from mik.units.names import told_apart

Choices = list[tuple[str, Any]]
UNKNOWN_CHOICE = "yok"


def filter_choices(code: str, audience: Audience, department: str = "") -> Choices:
    """``department``: the one chosen, whose programmes can be told apart in one list."""
    found = _programmes(audience, department) if code == "program" else _CHOICES[code]()
    return [("", _("Tümü")), *found]


def _faculties() -> Choices:
    tops = Unit.objects.exclude(kind__in=[Kind.DEPARTMENT, Kind.PROGRAMME, Kind.RECTORATE]).in_turkish_order()
    return [(str(pk), label) for pk, label in told_apart(tops.select_related("parent")).items()]


def _departments() -> Choices:
    units = Unit.objects.departments().select_related("parent").in_turkish_order()
    return [(str(pk), label) for pk, label in told_apart(units).items()]


def _programmes(audience: Audience, department: str) -> Choices:
    """Of the represented or the chosen department; the university's are too many for one list."""
    if audience.department:
        units = audience.department.programmes()
    else:
        units = (
            Unit.objects.programmes().filter(parent=int(department)) if department.isdecimal() else Unit.objects.none()
        )
    listed = units.select_related("parent").order_by("level", "pk")
    return [(str(unit.pk), f"{unit.label} · {unit.get_level_display()}") for unit in listed]


def _decades() -> Choices:
    first, last = FOUNDED // 10 * 10, timezone.localdate().year
    return [(str(year), f"{year}–{year + 9}") for year in range(last // 10 * 10, first - 1, -10)]


def _with_unknown(pairs: Choices) -> Choices:
    return [*pairs, (UNKNOWN_CHOICE, _("Bilinmiyor"))]


_CHOICES: dict[str, Callable[[], Choices]] = {
    "fakulte": _faculties,
    "bolum": _departments,
    "duzey": lambda: [(str(level.value), level.label) for level in Level],
    "donem": _decades,
    "cinsiyet": lambda: _with_unknown([(key, label) for key, label in Sex.choices if key]),
    "uyruk": lambda: _with_unknown(list(codelists.countries())),
    "ulke": lambda: _with_unknown(list(codelists.countries())),
    "il": lambda: _with_unknown([*codelists.provinces(), (ABROAD, _("Türkiye dışı"))]),
    "sektor": lambda: _with_unknown(list(codelists.sectors())),
    "uye": lambda: list(MEMBERSHIP.items()),
    "ulasim": lambda: list(REACH.items()),
}
