"""Taking the yearly snapshots. A year that has ended is taken once more, and then never again."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mik.common.hooks import FigureValue
from mik.figures import breakdowns, catalogue
from mik.figures.models import FigureSnapshot
from mik.units.models import FOUNDED

BATCH = 500


def take_snapshots(*, year: int) -> int:
    """Measure every figure for the year, some for each unit as well; returns how many values were written.

    The running year is overwritten; of a finished year only what was not taken since its end.
    """
    if year > timezone.localdate().year:
        raise ValidationError(_("%(year)s henüz gelmedi.") % {"year": year})
    if year < FOUNDED:
        raise ValidationError(_("Üniversite %(year)s yılında yoktu.") % {"year": year})
    final = {(one.code, one.unit_id) for one in FigureSnapshot.objects.filter(year=year) if one.is_final}
    taken = _university(year, final)
    for unit_id in _units(year):
        taken += _unit(year, unit_id, final)
    _write(taken)
    return len(taken)


def take_due_snapshots() -> int:
    """What the clock asks for every night: the running year; and last year, as long as it is not closed."""
    year = timezone.localdate().year
    return sum(take_snapshots(year=each) for each in (year - 1, year) if each == year or _is_open(each))


def _is_open(year: int) -> bool:
    """Begun by an earlier night, but not taken since the year ended."""
    return FigureSnapshot.objects.filter(year=year, taken_at__date__lte=date(year, 12, 31)).exists()


def _units(year: int) -> Iterable[int]:
    """Those of which something can be known: departments with graduates, and what they belong to."""
    scope = catalogue.year_scope(year)
    known = {int(pk) for code in ("department", "faculty") for pk in breakdowns.counts(code, scope)}
    taken = FigureSnapshot.objects.filter(year=year, unit__isnull=False).values_list("unit_id", flat=True)
    return sorted(known.union(taken))


def _university(year: int, final: set[tuple[str, int | None]]) -> list[FigureSnapshot]:
    scope = catalogue.year_scope(year)
    codes = [one.code for one in catalogue.figures() if (one.code, None) not in final]
    return [_snapshot(code, year, None, catalogue.measure(code, scope)) for code in codes]


def _unit(year: int, unit_id: int, final: set[tuple[str, int | None]]) -> list[FigureSnapshot]:
    """Nothing for a unit of which nothing is known, so that empty units leave no rows of noughts."""
    scope = catalogue.year_scope(year, unit_id)
    kept = [one.code for one in catalogue.figures() if catalogue.is_kept_by_unit(one.code)]
    codes = [code for code in kept if (code, unit_id) not in final]
    values = {code: catalogue.measure(code, scope) for code in codes}
    if not any(value.numerator or value.value for value in values.values()):
        return []
    return [_snapshot(code, year, unit_id, value) for code, value in values.items()]


def _snapshot(code: str, year: int, unit_id: int | None, value: FigureValue) -> FigureSnapshot:
    return FigureSnapshot(
        code=code,
        unit_id=unit_id,
        year=year,
        value=value.value,
        numerator=value.numerator,
        denominator=value.denominator,
        taken_at=timezone.now(),
    )


def _write(taken: list[FigureSnapshot]) -> None:
    """Replace the open ones in one go: readers see the old values or the new, never half of them."""
    years = {one.year for one in taken}
    keys = {(one.code, one.unit_id) for one in taken}
    with transaction.atomic():
        old = FigureSnapshot.objects.select_for_update().filter(year__in=years)
        gone = [one.pk for one in old if (one.code, one.unit_id) in keys and not one.is_final]
        FigureSnapshot.objects.filter(pk__in=gone).delete()
        FigureSnapshot.objects.bulk_create(taken, batch_size=BATCH, ignore_conflicts=True)
