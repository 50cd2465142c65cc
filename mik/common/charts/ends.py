"""Where the names of lines stand: beside their ends, or on a telephone along them, clear of every line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from mik.common.charts import theme
from mik.common.charts.letters import width_of
from mik.common.charts.numbers import figure

LABEL_HEIGHT = 36
ASCENT, DESCENT, GAP = 11, 4, 6
SAMPLES = 12
HIGHEST = -14.0


@dataclass(frozen=True)
class Series:
    """One line; None in ``values`` leaves a gap."""

    name: str
    values: Sequence[float | None]
    decimals: int = 0

    @property
    def last(self) -> tuple[int, float] | None:
        known = [(place, value) for place, value in enumerate(self.values) if value is not None]
        return known[-1] if known else None


@dataclass(frozen=True)
class EndText:
    """Words at a point of a line, moved by the ``dx`` and ``dy`` of their look."""

    place: int
    value: float
    words: str
    look: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Plot:
    """The drawing's inner field in pixels: places across, values up to ``highest``."""

    width: float
    height: float
    places: int
    highest: float

    def x(self, place: float) -> float:
        return self.width * place / max(self.places - 1, 1) if self.places > 1 else self.width / 2

    def y(self, value: float) -> float:
        return self.height * (1 - value / self.highest)


def beside_ends(series: Sequence[Series], plot: Plot) -> list[EndText]:
    """Name and last value to the right of each line, moved apart where they would meet."""
    wished = {number: plot.y(one.last[1]) for number, one in enumerate(series) if one.last}
    placed = moved_apart(wished, LABEL_HEIGHT, lowest=plot.height)
    found: list[EndText] = []
    for number, one in enumerate(series):
        if one.last:
            shift = placed[number] - wished[number]
            look = {"align": "left", "dx": 12, "baseline": "alphabetic"}
            name = look | {"dy": shift - 2, "color": theme.SERIES[number], "fontWeight": 600}
            value = look | {"dy": shift + 14, "color": theme.MUTED, "fontSize": 12}
            found += [EndText(*one.last, one.name, name), EndText(*one.last, figure(one.last[1], one.decimals), value)]
    return found


def moved_apart(wished: dict[int, float], room: float, *, lowest: float) -> dict[int, float]:
    """Places at least ``room`` pixels apart, as near to those wished for as can be, none below ``lowest``."""
    placed: dict[int, float] = {}
    above = float("-inf")
    for key in sorted(wished, key=lambda key: wished[key]):
        placed[key] = above = max(wished[key], above + room)
    if placed and (over := max(placed.values()) - lowest) > 0:
        placed = {key: place - over for key, place in placed.items()}
    return placed


def along_ends(series: Sequence[Series], plot: Plot) -> list[EndText]:
    """Name and value in one, ending where the line ends, at the nearest height where nothing is in the way."""
    found: list[EndText] = []
    taken: list[tuple[float, float]] = []
    upper_first = sorted((one for one in series if one.last), key=lambda one: -(one.last or (0, 0))[1])
    for one in upper_first:
        place, value = one.last or (0, 0.0)
        words = f"{one.name}: {figure(value, one.decimals)}"
        span = (plot.x(place) - width_of(words, 13, 600), plot.x(place) + 4)
        crossed = [height for other in series for height in _heights(other, plot, span)]
        baseline = _free(plot.y(value), crossed, taken, plot.height, downward=one is not upper_first[0])
        taken.append((baseline - ASCENT, baseline + DESCENT))
        colour = theme.SERIES[list(series).index(one)]
        look = {"align": "right", "dx": 4, "dy": baseline - plot.y(value), "baseline": "alphabetic", "color": colour}
        found.append(EndText(place, value, words, look | {"fontWeight": 600}))
    return found


def _heights(one: Series, plot: Plot, span: tuple[float, float]) -> Iterator[float]:
    """Heights at which the line runs between two points across."""
    for place, (here, there) in enumerate(zip(one.values, list(one.values[1:]) or one.values, strict=False)):
        for part in range(SAMPLES + 1):
            across = place + part / SAMPLES
            if here is not None and there is not None and span[0] <= plot.x(across) <= span[1] + 1:
                yield plot.y(here + (there - here) * part / SAMPLES)


def _free(
    end: float, crossed: list[float], taken: list[tuple[float, float]], height: float, *, downward: bool
) -> float:
    """The baseline nearest to the line's end whose text touches neither a line nor another name."""

    def is_free(baseline: float) -> bool:
        top, foot = baseline - ASCENT, baseline + DESCENT
        clear = all(line < top - GAP or line > foot + GAP for line in crossed)
        return clear and all(foot < high or top > low for high, low in taken)

    above = [end - step for step in range(8, int(end - HIGHEST) + 1)]
    below = [end + step for step in range(8, int(height - end))]
    sides = [below, above] if downward else [above, below]
    return next((place for side in sides for place in side if is_free(place)), HIGHEST + 14 * len(taken))
