"""What an indicator is: its words, its formula and how it counts. The lists are in ``graduates`` and ``employers``."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from mik.common.hooks import Text

POINTS = ("1", "2", "3", "4", "5")  # the options of a scale that is counted; any other is no answer to it
LIST = Path(__file__).resolve().parent.parent / "data" / "indicators.csv"


class Kind(Enum):
    """How the value comes about, and so how it is written and when it is hidden."""

    RESPONSE = auto()  # a share of the whole target population: no sample, no interval
    SHARE = auto()
    SURVIVAL = auto()  # a share read from Kaplan and Meier's curve
    MEAN = auto()
    MONEY = auto()
    MONTHS = auto()

    @property
    def is_percent(self) -> bool:
        return self in {Kind.RESPONSE, Kind.SHARE, Kind.SURVIVAL}


@dataclass(frozen=True)
class Indicator:
    """``top`` over ``bottom`` is the formula in words. Shares count ``numerator`` among ``denominator``.

    ``needs`` is the question without which there is nothing to count; ``listed`` the code in
    ``surveys/data/indicators.csv``, which several may share.
    """

    code: str
    name: "Text"
    definition: "Text"
    top: "Text"
    bottom: "Text"
    kind: Kind = Kind.SHARE
    numerator: Q | None = None
    denominator: Q | None = None
    needs: str = ""
    listed: str = ""

    @property
    def benchmark(self) -> str:
        """The survey or report by which others measure the same."""
        return listed_indicators()[self.listed or self.code]["benchmark"]


@dataclass(frozen=True)
class Missing:
    """An indicator of the list that no survey can tell, and why."""

    code: str
    name: "Text"
    why: "Text"


@dataclass(frozen=True)
class Measured:
    """An indicator as it came out, unrounded: percentages 0 to 100. ``denominator`` is the number of people."""

    indicator: Indicator
    value: float | None
    numerator: int | None
    denominator: int
    interval: tuple[float, float] | None = None


@lru_cache(maxsize=1)
def listed_indicators() -> Mapping[str, Mapping[str, str]]:
    with LIST.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}
