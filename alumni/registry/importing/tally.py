"""The counts of one run of an import."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from alumni.registry.models import ImportRun

# Spellings of units that a preview asks about.
ASKED_AT_MOST = 40


@dataclass
class Tally:
    """Rows = good + likely + repeated + rejected; good = created + updated + unchanged + conflict.

    Only a preview has ``likely`` ones: brought in, each of them is one of the others.
    """

    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    conflict: int = 0
    likely: int = 0
    repeated: int = 0
    rejected: int = 0
    warnings: int = 0
    missing: int = 0
    # Names of units no programme was found for, each with its rows: [faculty, department, level, rows].
    unknown_units: list[list[Any]] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)

    @property
    def good(self) -> int:
        return self.created + self.updated + self.unchanged + self.conflict

    @classmethod
    def of(cls, run: ImportRun | None) -> Self:
        """The counts of a run that stopped half-way; zeros for a new one."""
        if run is None or not run.landed_rows:
            return cls()
        counts = {name: run.counts[name] for name in asdict(cls()) if name in run.counts and name != "reasons"}
        return cls(**counts, reasons=Counter(run.counts["reasons"]))

    def ask_for(self, faculty: str, department: str, level: str) -> None:
        """Count a unit that a person has to name; a list with more spellings than a page can ask is not helped so."""
        known = next((one for one in self.unknown_units if one[:3] == [faculty, department, level]), None)
        if known is not None:
            known[3] += 1
        elif len(self.unknown_units) < ASKED_AT_MOST:
            self.unknown_units.append([faculty[:150], department[:150], level[:60], 1])

    def count(self, outcome: str, times: int = 1) -> None:
        setattr(self, outcome, getattr(self, outcome) + times)

    def reject(self, reason: str) -> None:
        self.rejected += 1
        self.reasons[reason] += 1

    @property
    def numbers(self) -> dict[str, int]:
        """The counts of outcomes, for a page of progress."""
        counts = asdict(self)
        return {name: value for name, value in counts.items() if name not in {"rows", "reasons", "unknown_units"}}

    def as_dict(self) -> dict[str, Any]:
        counts = asdict(self)
        return {
            "rows": counts.pop("rows"),
            "good": self.good,
            **counts,
            "reasons": dict(sorted(self.reasons.items())),
        }
