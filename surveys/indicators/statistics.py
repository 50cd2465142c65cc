"""The little statistics the indicators need: Wilson's interval and Kaplan and Meier's estimate."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Z = 1.959963984540054  # the 97.5 % point of the normal distribution: 95 % intervals

Interval = tuple[float, float]


def wilson(numerator: int, denominator: int) -> Interval | None:
    """The 95 % interval of a share, 0 to 1; none without anybody (Wilson 1927)."""
    if not denominator:
        return None
    share, spread = numerator / denominator, Z * Z / denominator
    middle = (share + spread / 2) / (1 + spread)
    half = Z / (1 + spread) * math.sqrt(share * (1 - share) / denominator + spread / (4 * denominator))
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True)
class Spell:
    """``count`` people who waited ``months``; ``found``: it ended with a job, else they are still waiting."""

    months: int
    found: bool
    count: int = 1


@dataclass(frozen=True)
class Step:
    """The survival curve from ``months`` on; ``variance`` is Greenwood's sum."""

    months: int
    surviving: float
    variance: float


def kaplan_meier(spells: Iterable[Spell]) -> list[Step]:
    """The steps of the curve, one for each month in which somebody found a job.

    Who is censored in a month was still at risk in it.
    """
    events: dict[int, int] = {}
    leaving: dict[int, int] = {}
    for spell in spells:
        leaving[spell.months] = leaving.get(spell.months, 0) + spell.count
        if spell.found:
            events[spell.months] = events.get(spell.months, 0) + spell.count
    at_risk, surviving, variance = sum(leaving.values()), 1.0, 0.0
    steps = []
    for month in sorted(leaving):
        if found := events.get(month, 0):
            surviving *= 1 - found / at_risk
            variance += found / (at_risk * (at_risk - found)) if at_risk > found else 0
            steps.append(Step(month, surviving, variance))
        at_risk -= leaving[month]
    return steps


def surviving_at(steps: Sequence[Step], months: int) -> Step:
    """The curve at the end of a month: the last step up to it."""
    return next((step for step in reversed(steps) if step.months <= months), Step(0, 1.0, 0.0))


def median_survival(steps: Sequence[Step]) -> int | None:
    """The first month in which half or more have found a job; none where the curve stays above a half."""
    # Products of shares may miss an exact half by rounding.
    return next((step.months for step in steps if step.surviving <= 0.5 + 1e-9), None)


def survival_interval(step: Step) -> Interval:
    """The 95 % interval by the complementary log-log, which stays between 0 and 1; a sure end has no width."""
    if not 0 < step.surviving < 1:
        return step.surviving, step.surviving
    log = math.log(step.surviving)
    half = Z * math.sqrt(step.variance) / log
    bounds = step.surviving ** math.exp(half), step.surviving ** math.exp(-half)
    return min(bounds), max(bounds)
