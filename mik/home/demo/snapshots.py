"""Yearly snapshots of the figures: today's are measured, earlier years are reckoned backwards from them.

The demo's graduates were all made on one day, so what stood in earlier years cannot be measured; a steady growth to
the value of today is made up for it, a little uneven from figure to figure.
"""

from datetime import UTC, datetime

from django.utils import timezone

from mik.figures import catalogue
from mik.figures.models import FigureSnapshot
from mik.figures.snapshots import take_snapshots
from mik.home.demo.names import SEED, Chance

FIRST_YEAR = 2019
# What part of today's value a stock had so many years ago.
GROWTH = (1.0, 0.93, 0.85, 0.78, 0.72, 0.65, 0.60, 0.56, 0.52, 0.49, 0.46)
SLOWER = {"registered": 0.35, "member_share": 0.8, "fresh": 0.9, "reachable": 0.5, "consent_news": 1.1, "members": 1.2}
NOTHING_KNOWN = frozenset({"days", "median", "mean"})


def make() -> None:
    """Does nothing where they are there already."""
    this_year = timezone.localdate().year
    if FigureSnapshot.objects.filter(year=FIRST_YEAR).exists():
        return
    take_snapshots(year=this_year)
    chance = Chance(SEED)
    known = list(FigureSnapshot.objects.filter(year=this_year))
    earlier = [one for now in known for one in _earlier(now, this_year, chance)]
    FigureSnapshot.objects.bulk_create(earlier, batch_size=1000, ignore_conflicts=True)


def _earlier(now: FigureSnapshot, this_year: int, chance: Chance) -> list[FigureSnapshot]:
    kind = catalogue.figure(now.code).kind
    if kind in NOTHING_KNOWN or now.value is None:
        return []
    wobble = chance.uniform(0.96, 1.0)
    return [_in(now, year, _part(now.code, this_year - year) * wobble) for year in range(FIRST_YEAR, this_year)]


def _part(code: str, years_ago: int) -> float:
    """Slow figures lose little of today's value on the way back, quick ones more."""
    part = GROWTH[min(years_ago, len(GROWTH) - 1)]
    return max(1 - (1 - part) * SLOWER.get(code, 1.0), 0.05)


def _in(now: FigureSnapshot, year: int, part: float) -> FigureSnapshot:
    """A share keeps the base that the registered had; counts shrink by themselves."""
    base = None if now.denominator is None else round(now.denominator * _part("registered", now.year - year))
    count = round((now.value or 0) * part) if base is None else round(base * (now.value or 0) / 100 * part)
    value = float(count) if base is None else (100 * count / base if base else None)
    taken = datetime(year + 1, 1, 1, 4, 15, tzinfo=UTC)
    return FigureSnapshot(
        code=now.code, unit_id=now.unit_id, year=year, value=value, numerator=count, denominator=base, taken_at=taken
    )
