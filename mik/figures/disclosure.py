"""What may be told of few people: the rounding and hiding of HESA's Standard Rounding Methodology.

The one place of the thresholds. Counts are rounded to the nearest 5 (0, 1 and 2 become 0), percentages of fewer
than 22.5 people and averages of 7 or fewer are hidden. Figures are computed from unrounded counts.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

BASE = 5
PERCENT_BASE = 22.5  # a percentage of fewer people is hidden
MEAN_BASE = 7  # an average, a median or a spread of so many or fewer is hidden


class Hidden(TextChoices):
    """Why a cell says nothing; the label is the reason as shown."""

    PERCENT = "percent", _("gizli: 23 kişiden az")
    MEAN = "mean", _("gizli: 7 kişi veya daha az")
    SECONDARY = "secondary", _("gizli: gizlenen başka bir hücre hesaplanabilirdi")
    NOBODY = "nobody", _("kimse yok")

    @property
    def why(self) -> str:
        """The reason alone, to stand behind the word «gizli»."""
        label = str(self.label)
        return label.partition(": ")[2] or label


@dataclass(frozen=True)
class Cell:
    """A cell of a published table: a value, or why there is none."""

    value: float | None
    hidden: Hidden | None = None


def rounded(count: float) -> int:
    """To the nearest 5, halves up: 2 → 0, 2.5 → 5, 7 → 5, 8 → 10."""
    return BASE * math.floor(count / BASE + 0.5)


def enough_for_percent(people: float) -> bool:
    return people >= PERCENT_BASE


def enough_for_mean(people: float) -> bool:
    return people > MEAN_BASE


def percent(numerator: float, denominator: float) -> float | None:
    """0 to 100; None when hidden (or when there is nobody)."""
    return 100 * numerator / denominator if enough_for_percent(denominator) else None


def mean(total: float, n: float) -> float | None:
    return total / n if enough_for_mean(n) else None


def median(value: float | None, n: float) -> float | None:
    """Medians, and other numbers that sum up people, follow the rule of averages."""
    return value if enough_for_mean(n) else None


def percent_cell(numerator: float, denominator: float) -> Cell:
    return _cell(percent(numerator, denominator), denominator, Hidden.PERCENT)


def mean_cell(total: float, n: float) -> Cell:
    return _cell(mean(total, n), n, Hidden.MEAN)


def median_cell(value: float | None, n: float) -> Cell:
    return _cell(median(value, n), n, Hidden.MEAN)


def _cell(value: float | None, people: float, why: Hidden) -> Cell:
    if value is not None:
        return Cell(value)
    return Cell(None, why if people else Hidden.NOBODY)


def secondarily_hidden(sizes: Sequence[float], enough: Callable[[float], bool], *, elsewhere: float = 0) -> set[int]:
    """Positions to hide besides the small groups themselves, in a table that stands beside its total.

    Total minus everything shown is a figure of the hidden groups together, and of those ``elsewhere``: in the total
    and in no row. When they are too few, the smallest group shown is hidden as well, until they are enough.
    """
    rest = elsewhere + sum(size for size in sizes if not enough(size))
    shown = sorted((size, place) for place, size in enumerate(sizes) if enough(size))
    also: set[int] = set()
    while rest and shown and not enough(rest):
        size, place = shown.pop(0)
        also.add(place)
        rest += size
    return also


def protected(
    cells: Sequence[Cell], sizes: Sequence[float], enough: Callable[[float], bool], *, elsewhere: float = 0
) -> list[Cell]:
    """The cells of one column, none of which can be computed from its total and the others."""
    also = secondarily_hidden(sizes, enough, elsewhere=elsewhere)
    return [Cell(None, Hidden.SECONDARY) if place in also else cell for place, cell in enumerate(cells)]


MOST_OF_FEW = (BASE - 1) // 2  # what rounds to nothing is at most this many


def gives_away(total: float, parts: Sequence[float]) -> bool:
    """Whether a rounded total beside its rounded parts proves that somebody is in a part told as «fewer than three».

    The total stands for at least two less than told, each part for at most two more. What the other parts at their
    most leave over must not be more than nothing, or the small part cannot be empty. Rounding alone does not see to
    that: four groups of two are told as nothing each and as ten together, which is eight or more.
    """
    if not any(rounded(part) == 0 for part in parts):
        return False
    least = max(rounded(total) - MOST_OF_FEW, 0)
    most = sum(rounded(part) + MOST_OF_FEW for part in parts)
    return least > most - MOST_OF_FEW


def share_of_told(part: float | None, whole: float | None) -> float | None:
    """A percentage of two counts as told, so that it says nothing they do not; None of few or of what is hidden."""
    if part is None or not whole or not enough_for_percent(whole):
        return None
    return min(100 * part / whole, 100.0)
