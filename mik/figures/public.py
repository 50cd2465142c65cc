"""What everybody may know: public figures rounded and small ones hidden, before anything is drawn or sent.

Everything below works on these numbers only; the exact ones never leave ``numbers_of``.
"""

from dataclasses import dataclass, field
from datetime import date

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _

from mik.common import hooks
from mik.common.hooks import Figure, FigureScope, FigureValue
from mik.figures import breakdowns, catalogue, disclosure
from mik.figures.breakdowns import Counts
from mik.figures.models import FigureSnapshot
from mik.figures.places import few_or, published
from mik.figures.wording import in_words

CACHE_SECONDS = 600
DIVISIONS = ("province", "country", "level", "decade", "faculty")
# Numbers of things, not of people: told as they are.
PLAIN = ("departments", "countries")
TREND = ("registered", "members")
FRONT = ("registered", "members", *PLAIN)


@dataclass(frozen=True)
class PublicNumbers:
    """``values``: by code; None where hidden. ``by``: divisions of the registered. ``years``: by code and year."""

    on: date
    values: dict[str, float | None]
    by: dict[str, Counts] = field(default_factory=dict)
    years: dict[str, dict[int, int]] = field(default_factory=dict)


def public_figures() -> list[Figure]:
    return [figure for figure in hooks.figures if figure.public or figure.code in PLAIN]


def numbers_of(unit_id: int | None = None) -> PublicNumbers:
    """Counted at most every ten minutes."""
    found = cache.get_or_set(f"figures.public:{unit_id or ''}", lambda: _count(unit_id), CACHE_SECONDS)
    assert isinstance(found, PublicNumbers)
    return found


def _count(unit_id: int | None) -> PublicNumbers:
    scope = catalogue.year_scope(timezone.localdate().year, unit_id)
    values = {figure.code: disclosed(figure, catalogue.measure(figure.code, scope)) for figure in public_figures()}
    if not disclosure.enough_for_percent(values.get("registered") or 0):
        values |= dict.fromkeys(PLAIN)  # of few people even the number of countries tells where they live
    divisions = {code: published(breakdowns.counts(code, scope)) for code in DIVISIONS}
    return PublicNumbers(scope.on, values, divisions, _years(scope, values))


def _years(scope: FigureScope, values: dict[str, float | None]) -> dict[str, dict[int, int]]:
    """The snapshots of past years, rounded like everything else, and the value of today."""
    found: dict[str, dict[int, int]] = {code: {} for code in TREND}
    past = FigureSnapshot.objects.filter(code__in=TREND, unit=scope.unit_id, year__lt=scope.on.year).order_by("year")
    for one in past:
        if one.numerator is not None:
            found[one.code][one.year] = disclosure.rounded(one.numerator)
    for code in TREND:
        found[code][scope.on.year] = int(values.get(code) or 0)
    return found


def disclosed(figure: Figure, value: FigureValue) -> float | None:
    """Counts of people to the nearest five, percentages of such counts, averages; of few nothing (``disclosure``).

    A percentage of exact counts would say more than the counts told: 3 % of a hundred are three people, not five.
    """
    if value.value is None:
        return None
    if figure.code in PLAIN:
        return value.value
    if figure.kind == "count":
        return disclosure.rounded(value.value)
    if figure.kind == "percent":
        share = disclosure.share_of_told(*(_told_count(one) for one in (value.numerator, value.denominator)))
        return None if share is None else round(share)
    return disclosure.median(value.value, value.numerator or 0)


def _told_count(count: int | None) -> int | None:
    return None if count is None else disclosure.rounded(count)


def told(value: float | None, kind: str) -> str:
    """A disclosed value as everybody reads it: 1.250, %68, 3’ten az, gizli."""
    if kind == "count" and value is not None:
        return few_or(int(value))
    return in_words(value, kind, unknown=_("gizli"))


@dataclass(frozen=True)
class PublicFigure:
    """A figure as the public pages print it."""

    figure: Figure
    value: float | None

    @property
    def label(self) -> str:
        return str(self.figure.label)

    @property
    def is_hidden(self) -> bool:
        return self.value is None

    @property
    def words(self) -> str:
        return told(self.value, self.figure.kind)


def shown(numbers: PublicNumbers) -> list[PublicFigure]:
    return [PublicFigure(figure, numbers.values.get(figure.code)) for figure in public_figures()]


def headline(numbers: PublicNumbers) -> list[PublicFigure]:
    """The tiles: without what a chart of the page shows, and without what there is none of."""
    divided = [one for one in shown(numbers) if not one.figure.code.startswith("registered_")]
    return [one for one in divided if one.value or (one.is_hidden and numbers.values.get("registered"))]


def front_figures(numbers: PublicNumbers) -> list[PublicFigure]:
    """The few of the front page; what is nothing or hidden is left out."""
    found = {one.figure.code: one for one in shown(numbers)}
    return [found[code] for code in FRONT if code in found and found[code].value]
