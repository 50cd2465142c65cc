"""What a benchmark says: a ratio, the goal it is held to, and the runs it comes from."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Measure:
    """One line of the report. ``at_least`` tells on which side of the goal the ratio has to be.

    ``unit`` says what is divided by what; ``runs`` are the single ratios, ``ratio`` their median.
    """

    name: str
    ratio: float
    goal: float
    unit: str
    at_least: bool = True
    runs: tuple[float, ...] = field(default=())

    @property
    def ok(self) -> bool:
        return self.ratio >= self.goal if self.at_least else self.ratio <= self.goal

    @property
    def line(self) -> str:
        return f"{self.name} {self.ratio:.3g} {self.goal:.3g} {'ok' if self.ok else 'short'}"

    def as_json(self) -> dict[str, Any]:
        limit = "at least" if self.at_least else "at most"
        return {
            "name": self.name,
            "ratio": round(self.ratio, 4),
            "goal": self.goal,
            "ok": self.ok,
            "unit": f"{self.unit} ({limit})",
            "runs": [round(run, 4) for run in self.runs],
        }


def at_least(name: str, goal: float, runs: Sequence[float], *, unit: str) -> Measure:
    """A measure whose ratio must reach the goal: so many times faster, or a precision."""
    return Measure(name, statistics.median(runs), goal, unit, at_least=True, runs=tuple(runs))


def at_most(name: str, goal: float, runs: Sequence[float], *, unit: str) -> Measure:
    """A measure whose ratio must not pass the goal: a share of the other's time, or of its memory."""
    return Measure(name, statistics.median(runs), goal, unit, at_least=False, runs=tuple(runs))


def seconds(work: Callable[[], Any]) -> float:
    """Wall-clock time of one call."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
