"""The little drawing of a tile: a value and its interval on a scale, as numbers for SVG attributes."""

import math
from dataclasses import dataclass

from mik.common import turkish
from surveys.results.shown import Shown

LEFT, RIGHT = 6.0, 274.0


@dataclass(frozen=True)
class Whisker:
    value: float
    low: float | None
    high: float | None
    ticks: list[float]
    first: str
    last: str


def whisker(figure: Shown) -> Whisker | None:
    """None where there is nothing to draw: a hidden value, or one that is no percentage."""
    if figure.value is None or not figure.indicator.kind.is_percent:
        return None
    first, last = _scale(figure)

    def place(percent: float) -> float:
        return round(LEFT + (RIGHT - LEFT) * (percent - first) / (last - first), 1)

    low, high = (place(bound) for bound in figure.interval) if figure.interval else (None, None)
    ticks = [place(tick) for tick in range(first, last + 1, 10)]
    return Whisker(place(figure.value), low, high, ticks, turkish.percent(first), turkish.percent(last))


def _scale(figure: Shown) -> tuple[int, int]:
    """Tens about the interval; a response rate is seen against all."""
    if figure.interval is None:
        return 0, 100
    low, high = figure.interval
    return max(0, math.floor(low / 10) * 10 - 10), min(100, math.ceil(high / 10) * 10 + 10)
