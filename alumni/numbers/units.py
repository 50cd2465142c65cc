"""Names of units as they stood, with what has become of them since beside.

A unit keeps its row through a renaming: its earlier names say until when they were borne. Graduates of long ago are
shown under the name on their diplomas, as far as the years asked about tell which one that was.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from mik.units.models import Unit, UnitName
from mik.units.names import told_apart


@dataclass(frozen=True)
class UnitWords:
    """``name``: how the unit is called in the table; ``note``: its present name, its successor, that it is closed."""

    name: str
    note: str = ""


def words_of(keys: Collection[str], *, until: int | None = None) -> dict[str, UnitWords]:
    """By key. ``until``: the last graduation year asked about; without one, units bear their names of today."""
    ids = [int(key) for key in keys if key]
    earlier = Prefetch("earlier_names", UnitName.objects.order_by("until"))
    units = list(Unit.objects.filter(pk__in=ids).select_related("parent", "successor").prefetch_related(earlier))
    labels = told_apart(units)
    found = {str(unit.pk): _words(unit, labels[unit.pk], until) for unit in units}
    return {key: found.get(key, UnitWords(_("Bilinmiyor"))) for key in keys}


def _words(unit: Unit, label: str, until: int | None) -> UnitWords:
    then = _name_in(unit, until)
    notes = [_("bugünkü adı: %(name)s") % {"name": label}] if then else []
    if unit.successor:
        notes.append(_("%(year)s’de devredildi: %(university)s") % {
            "year": unit.successor.year, "university": unit.successor.name})  # fmt: skip
    elif unit.closed_on and unit.closed_on <= timezone.localdate():
        notes.append(_("%(year)s’de kapandı") % {"year": unit.closed_on.year})
    return UnitWords(then or label, "; ".join(notes))


def _name_in(unit: Unit, year: int | None) -> str:
    """The name borne at the end of that year where it was another than today's; only what is dated is known."""
    if year is None:
        return ""
    dated = [one for one in unit.earlier_names.all() if one.until and one.until > date(year, 12, 31)]
    return dated[0].name if dated else ""


def names(keys: Collection[str]) -> dict[str, str]:
    return {key: words.name for key, words in words_of(keys).items()}


def programme_names(keys: Collection[str]) -> dict[str, str]:
    """A programme shares its department's name; its level tells it from the others."""
    units = Unit.objects.filter(pk__in=[int(key) for key in keys if key]).select_related("parent")
    found = {str(unit.pk): f"{unit.label} · {unit.get_level_display()}" for unit in units}
    return {key: found.get(key, _("Bilinmiyor")) for key in keys}
