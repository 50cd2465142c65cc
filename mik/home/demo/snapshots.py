"""Yearly snapshots of the figures, as they would have been taken.

For the university each year is measured from the records, which say when they came in. Freshness is not in them: a
confirmation replaces the one before, so its past is made up. The units follow the university, which is quicker.
"""

from dataclasses import replace
from datetime import UTC, datetime

from django.utils import timezone

from mik.common.hooks import FigureValue
from mik.figures import catalogue
from mik.figures.models import FigureSnapshot
from mik.figures.snapshots import take_snapshots

FIRST_YEAR = 2019
# What part of today's freshness a year had, so many years ago.
FRESHNESS = (1.0, 0.93, 0.86, 0.80, 0.74, 0.69, 0.64, 0.60)


def make() -> None:
    """Does nothing where they are there already."""
    this_year = timezone.localdate().year
    if FigureSnapshot.objects.filter(year=FIRST_YEAR).exists():
        return
    take_snapshots(year=this_year)
    known = list(FigureSnapshot.objects.filter(year=this_year))
    today = {one.code: one for one in known if one.unit_id is None}
    earlier = []
    for year in range(FIRST_YEAR, this_year):
        then = {code: _university(code, year, today[code].value) for code in today}
        earlier += [_of(one, year, then[one.code], today[one.code]) for one in known]
    FigureSnapshot.objects.bulk_create(earlier, batch_size=1000)


def _university(code: str, year: int, now: float | None) -> FigureValue:
    value = catalogue.measure(code, catalogue.year_scope(year))
    if code != "fresh" or now is None or value.denominator is None:
        return value
    count = round(value.denominator * now / 100 * FRESHNESS[min(timezone.localdate().year - year, len(FRESHNESS) - 1)])
    return replace(value, value=100 * count / value.denominator if value.denominator else None, numerator=count)


def _of(now: FigureSnapshot, year: int, then: FigureValue, today: FigureSnapshot) -> FigureSnapshot:
    """The university's as measured; a unit's in the same proportion to its value of today."""
    value = then if now.unit_id is None else _shrunk(now, then, today)
    return FigureSnapshot(
        code=now.code,
        unit_id=now.unit_id,
        year=year,
        value=value.value,
        numerator=value.numerator,
        denominator=value.denominator,
        taken_at=datetime(year + 1, 1, 1, 4, 15, tzinfo=UTC),
    )


def _shrunk(now: FigureSnapshot, then: FigureValue, today: FigureSnapshot) -> FigureValue:
    count = _part(now.numerator, then.numerator, today.numerator)
    base = _part(now.denominator, then.denominator, today.denominator)
    if base is None:
        return FigureValue(None if count is None else float(count), count)
    return FigureValue(100 * (count or 0) / base if base else None, count, base)


def _part(now: int | None, then: int | None, today: int | None) -> int | None:
    return None if now is None else round(now * (then or 0) / today) if today else 0
