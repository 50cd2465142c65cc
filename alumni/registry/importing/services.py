"""Running an import over a whole list: by page (as a job) and by command, with the same rules."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alumni.registry.importing import ParsedRow, Problem, Rejected, Repeated, UnitMatcher, UnitRow
from alumni.registry.importing.comparing import Landing, Outcome, Scope, compare
from alumni.registry.importing.landing import CHUNK, land
from alumni.registry.models import ImportProblem, ImportRun
from mik.units.models import Kind, Unit

# How many examples of each outcome a preview keeps to show.
SAMPLES = 20
Item = ParsedRow | Rejected | Repeated
# A problem, and whether it only warns.
Flagged = tuple[Problem, bool]
Progress = Callable[["Outcomes"], None]


@dataclass
class Tally:
    """The counts of one run: rows = good + rejected + repeated; good = created + updated + unchanged."""

    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    repeated: int = 0
    rejected: int = 0
    warnings: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    @property
    def good(self) -> int:
        return self.created + self.updated + self.unchanged

    @classmethod
    def of(cls, run: ImportRun | None) -> "Tally":
        """The counts of a run that stopped half-way; zeros for a new one."""
        if run is None or not run.landed_rows:
            return cls()
        counts = {name: value for name, value in run.counts.items() if name not in {"good", "reasons"}}
        return cls(**counts, reasons=Counter(run.counts["reasons"]))

    def as_dict(self) -> dict[str, Any]:
        counts = asdict(self)
        return {
            "rows": counts.pop("rows"),
            "good": self.good,
            **counts,
            "reasons": dict(sorted(self.reasons.items())),
        }


@dataclass
class Outcomes:
    """What a run leaves behind besides the records: counts, problems, examples for the preview."""

    tally: Tally = field(default_factory=Tally)
    samples: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def add_sample(self, kind: str, sample: dict[str, Any]) -> None:
        kept = self.samples.setdefault(kind, [])
        if len(kept) < SAMPLES:
            kept.append(sample)


def unit_matcher() -> UnitMatcher:
    """The programmes of the database, as the parser wants them."""
    return UnitMatcher(list(_unit_rows()))


def _unit_rows() -> Iterator[UnitRow]:
    programmes = Unit.objects.filter(kind=Kind.PROGRAMME).select_related("parent__parent")
    for programme in programmes.prefetch_related("parent__earlier_names", "parent__parent__earlier_names"):
        department = programme.department
        faculty = department.parent
        yield UnitRow(
            id=programme.pk,
            faculty=faculty.name if faculty else "",
            department=department.name,
            level=programme.level or 0,
            names=tuple(earlier.name for earlier in department.earlier_names.all()),
            faculty_names=tuple(earlier.name for earlier in faculty.earlier_names.all()) if faculty else (),
            opened=programme.opened_on,
            closed=programme.closed_on,
        )


def run_import(
    items: Iterable[Item],
    *,
    scope: Scope,
    run: ImportRun | None,
    apply: bool,
    progress: Progress = lambda outcomes: None,
    problems: list[Flagged] | None = None,
) -> Outcomes:
    """Take a parsed list chunk by chunk. ``apply`` writes; without it nothing changes.

    A chunk, its problems and the counts so far are saved in one transaction: a run taken up again after a crash goes
    on behind the last chunk and counts nothing twice. ``progress`` is called after every chunk and may stop the run by
    raising; what has landed stays. ``problems`` collects what was wrong, for callers that keep no ImportRun.
    """
    outcomes = Outcomes(Tally.of(run) if apply else Tally())
    for chunk in _chunks(islice(iter(items), outcomes.tally.rows, None), CHUNK):
        with transaction.atomic():
            found = _take(chunk, outcomes, scope, run, apply=apply)
            _keep_problems(run, found)
            if apply and run is not None:
                run.landed_rows, run.counts = outcomes.tally.rows, outcomes.tally.as_dict()
                run.save(update_fields=["landed_rows", "counts"])
        if problems is not None:
            problems += found
        progress(outcomes)
    return outcomes


def _take(chunk: list[Item], outcomes: Outcomes, scope: Scope, run: ImportRun | None, *, apply: bool) -> list[Flagged]:
    """Compare or land one chunk; what was wrong or doubtful comes back."""
    good, found = _sort_out(chunk, outcomes, scope)
    landings = land(good, scope=scope, run=run) if apply else compare(good, scope=scope)
    return found + [problem for landing in landings for problem in _count(landing, outcomes)]


def _chunks(items: Iterator[Item], size: int) -> Iterator[list[Item]]:
    while chunk := list(islice(items, size)):
        yield chunk


def _sort_out(chunk: list[Item], outcomes: Outcomes, scope: Scope) -> tuple[list[ParsedRow], list[Flagged]]:
    """Count what cannot land; return the rows that can, and what was wrong or doubtful."""
    good: list[ParsedRow] = []
    problems: list[Flagged] = []
    for item in chunk:
        outcomes.tally.rows += 1
        match item:
            case Repeated():
                outcomes.tally.repeated += 1
                outcomes.add_sample("repeated", {"row": item.row, "first": item.first_row})
            case Rejected():
                _reject(outcomes.tally, item.reason)
                problems += [(problem, False) for problem in item.problems]
            case ParsedRow() if not scope.covers(item.programme_id):
                _reject(outcomes.tally, "other_department")
                problems.append((other_department(item), False))
            case ParsedRow():
                good.append(item)
                outcomes.tally.warnings += bool(item.warnings)
                problems += [(problem, True) for problem in item.warnings]
    return good, problems


def _reject(tally: Tally, reason: str) -> None:
    tally.rejected += 1
    tally.reasons[reason] += 1


def _count(landing: Landing, outcomes: Outcomes) -> Iterator[Flagged]:
    if landing.outside:
        _reject(outcomes.tally, "office_decides")
        yield office_decides(landing.row), False
        return
    outcome = landing.outcome
    setattr(outcomes.tally, outcome, getattr(outcomes.tally, outcome) + 1)
    sample: dict[str, Any] = {
        "row": landing.row.row,
        "name": f"{landing.row.given_names} {landing.row.surname}",
        "unit": landing.row.programme_id,
        "year": landing.row.year,
        "person": landing.person.pk if landing.person else None,
    }
    if outcome is Outcome.UPDATED:
        sample["diff"] = [asdict(difference) for difference in landing.differences()]
    outcomes.add_sample(outcome.value, sample)


def other_department(row: ParsedRow) -> Problem:
    return Problem(
        row=row.row,
        column=_("Bölüm"),
        letter="",
        field="department",
        value=row.department_text,
        reason="other_department",
        message=_("Bu satır temsil ettiğiniz bölümün mezunu değil."),
        remedy=_("Satırı bu bölümün temsilcisine ya da Mezun Ofisi’ne iletin."),
    )


def office_decides(row: ParsedRow) -> Problem:
    return Problem(
        row=row.row,
        column="",
        letter="",
        field="",
        value="",
        reason="office_decides",
        message=_("Bu satırdaki bilgiler başka bir kayıtla çakışıyor; kararı Mezun Ofisi verir."),
        remedy=_("Satırı Mezun Ofisi’ne iletin; ofis denetleyip aktarır."),
    )


def _keep_problems(run: ImportRun | None, problems: Iterable[Flagged]) -> None:
    """Store what was wrong; a chunk that runs twice stores it once."""
    if run is None:
        return
    rows = [
        ImportProblem(
            run=run,
            row=problem.row,
            column=str(problem.column)[:200],
            value=str(problem.value)[:200],
            reason=problem.reason,
            message=str(problem.message)[:300],
            remedy=str(problem.remedy)[:300],
            is_warning=warning,
        )
        for problem, warning in problems
    ]
    ImportProblem.objects.bulk_create(rows, ignore_conflicts=True)
