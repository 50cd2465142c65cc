"""Taking one chunk of a list: what was told before, what is wrong, what changes; counted, and landed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from alumni.registry.importing.comparing import Scope, compare
from alumni.registry.importing.landing import lock_imports, write
from alumni.registry.importing.layout import DataRow
from alumni.registry.importing.ledger import Known, Ledger, SeenInDatabase
from alumni.registry.importing.matching import Matching, refused
from alumni.registry.importing.models import ImportVerdict
from alumni.registry.importing.outcomes import Landing
from alumni.registry.importing.parsed import Context, ParsedRow, Rejected
from alumni.registry.importing.problems import Problem
from alumni.registry.importing.seen import Earlier, Repeated
from alumni.registry.importing.tally import Tally
from alumni.registry.importing.verdicts import (
    choices_for,
    repeated_verdict,
    unchanged_verdict,
    verdict_of,
    write_verdicts,
)
from alumni.registry.importing.winners import Rules
from alumni.registry.models import ImportProblem, ImportRun

Read = tuple[DataRow, bytes]
Parsed = ParsedRow | Rejected
# A problem, and whether it only warns.
Flagged = tuple[Problem, bool]


@dataclass
class Chunk:
    """Some rows of the list: those told before word for word, and the others read."""

    rows: Sequence[Read]
    known: dict[bytes, Known]
    parsed: Sequence[Parsed]
    # Of each row read, what is kept of it.
    told: Sequence[Earlier]

    @property
    def digests(self) -> dict[int, bytes]:
        return {row.number: digest for row, digest in self.rows}

    @property
    def told_before(self) -> Iterator[tuple[int, Known]]:
        return ((row.number, self.known[digest]) for row, digest in self.rows if digest in self.known)


@dataclass
class Taking:
    """One run over a list. ``apply`` writes; without it nothing changes but the preview."""

    context: Context
    scope: Scope
    run: ImportRun | None
    apply: bool
    tally: Tally
    seen: SeenInDatabase = field(default_factory=SeenInDatabase)

    def __post_init__(self) -> None:
        self.rules = Rules(self.run.rules if self.run else None)
        self.ledger = Ledger(self.run) if self.run and self.run.source_id else None

    def look_up(self, rows: Sequence[Read]) -> dict[bytes, Known]:
        """Which of these rows the source told before, word for word."""
        return self.ledger.known([digest for _row, digest in rows]) if self.ledger else {}

    def replay(self, chunk: Chunk) -> None:
        """Remember rows that an earlier attempt has landed, for those behind them."""
        self.seen.keep_graduations((known.graduation_id, row) for row, known in chunk.told_before)
        self.seen.judge(chunk.parsed, chunk.told, self.context)

    @transaction.atomic
    def take(self, chunk: Chunk) -> None:
        """Land or compare one chunk; it, its problems and the counts so far are saved together or not at all."""
        if self.apply:
            lock_imports()
        problems: list[Flagged] = []
        verdicts = list(self._told_before(chunk))
        repeated, good = self._sort_out(self.seen.judge(chunk.parsed, chunk.told, self.context), problems)
        landings, again = self._compare(good)
        for landing in landings:
            self._count(landing, problems)
        self._keep(chunk, landings)
        self.tally.rows += len(chunk.rows)
        self.tally.repeated += len(repeated) + len(again)
        self._save(problems)
        if not self.apply and self.run is not None:
            verdicts += [verdict_of(self.run, landing) for landing in landings if landing.lands]
            write_verdicts([*verdicts, *(repeated_verdict(self.run, one) for one in [*repeated, *again])])

    @transaction.atomic
    def finish_preview(self) -> None:
        """Note what the source told the last time and does not tell now, where it always tells all."""
        if self.run and self.run.source and self.run.source.is_complete and self.ledger:
            self.tally.missing = self.ledger.note_missing()

    # --- the stations

    def _told_before(self, chunk: Chunk) -> Iterator[ImportVerdict]:
        """Rows known word for word: unchanged, or told twice. What they tell stays told by the run that wrote it."""
        rows = list(chunk.told_before)
        told = self.seen.graduations({known.graduation_id for _row, known in rows}) if rows else {}
        for row, known in rows:
            first = told.setdefault(known.graduation_id, row)
            if first == row:
                self.tally.unchanged += 1
            else:
                self.tally.repeated += 1
            if not self.apply:
                yield self._verdict_of_known(row, first, known)
        self.seen.keep_graduations((known.graduation_id, row) for row, known in rows)

    def _verdict_of_known(self, row: int, first: int, known: Known) -> ImportVerdict:
        if first == row:
            return unchanged_verdict(self._the_run, row=row, alumnus_id=known.alumnus_id)
        return repeated_verdict(self._the_run, Repeated(row, first))

    @property
    def _the_run(self) -> ImportRun:
        assert self.run is not None  # only a run has a ledger
        return self.run

    def _sort_out(
        self, items: Iterable[Parsed | Repeated], problems: list[Flagged]
    ) -> tuple[list[Repeated], list[ParsedRow]]:
        """Count what cannot land; return what repeats and what can."""
        repeated: list[Repeated] = []
        good: list[ParsedRow] = []
        for item in items:
            match item:
                case Repeated():
                    repeated.append(item)
                case Rejected():
                    self.tally.reject(item.reason)
                    self._ask(item)
                    problems += [(problem, False) for problem in item.problems]
                case ParsedRow() if not (item.programme_id is None or self.scope.covers(item.programme_id)):
                    self.tally.reject("other_department")
                    problems.append((other_department(item), False))
                case ParsedRow():
                    good.append(item)
                    self.tally.warnings += bool(item.warnings)
                    problems += [(problem, True) for problem in item.warnings]
        return repeated, good

    def _ask(self, item: Rejected) -> None:
        draft = item.draft
        if item.reason == "unknown_department" and draft.department_text:
            self.tally.ask_for(draft.faculty_text, draft.department_text, draft.level_text)

    def _compare(self, good: Sequence[ParsedRow]) -> tuple[list[Landing], list[Repeated]]:
        """What the rows come to; those that tell a graduation this run has told already are repetitions."""
        own = self.context.is_numberless
        choices = choices_for(self.run, [row.row for row in good], undecided_too=own) if self.apply else {}
        for verdict in choices.values():
            if verdict.choice == ImportVerdict.Choice.SKIP:
                self.tally.reject("left_out")
        matching = Matching(self.scope, self.context, choices, apply=self.apply)
        landings = compare(
            good, scope=self.scope, rules=self.rules, choices=choices, lock=self.apply, meet=matching.meet
        )
        told = self.seen.graduations({landing.graduation.pk for landing in landings if landing.graduation})
        kept: list[Landing] = []
        again: list[Repeated] = []
        for landing in landings:
            key = landing.graduation.pk if landing.graduation else None
            if landing.repeats:
                again.append(Repeated(landing.row.row, landing.repeats))
            elif key is not None and told.setdefault(key, landing.row.row) != landing.row.row:
                again.append(Repeated(landing.row.row, told[key]))
            else:
                kept.append(landing)
        return kept, again

    def _count(self, landing: Landing, problems: list[Flagged]) -> None:
        if landing.is_gone:
            self.tally.reject("row_key")
            problems.append((record_gone(landing.row), False))
        elif landing.refusal:
            self.tally.reject(landing.refusal)
            problems.append((refused(landing), False))
        elif landing.outside:
            self.tally.reject("office_decides")
            problems.append((office_decides(landing.row), False))
        else:
            self.tally.count(landing.outcome)

    def _keep(self, chunk: Chunk, landings: Sequence[Landing]) -> None:
        """Write what applies, and remember what has been told."""
        if self.apply:
            write(list(landings), scope=self.scope, run=self.run)
        inside = [(landing.graduation_id, landing.row.row) for landing in landings if landing.lands]
        told = [(key, row) for key, row in inside if key is not None]
        self.seen.keep_graduations(told)
        if self.apply and self.ledger:
            digests = chunk.digests
            self.ledger.write((key, digests[row], row) for key, row in told)

    def _save(self, problems: Iterable[Flagged]) -> None:
        if self.run is None:
            return
        _keep_problems(self.run, problems)
        if self.apply:
            self.run.landed_rows, self.run.counts = self.tally.rows, self.tally.as_dict()
            self.run.save(update_fields=["landed_rows", "counts"])


def _keep_problems(run: ImportRun, problems: Iterable[Flagged]) -> None:
    """Store what was wrong; a chunk that runs twice stores it once."""
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


def record_gone(row: ParsedRow) -> Problem:
    return Problem(
        row=row.row,
        column="",
        letter="",
        field="row_key",
        value="",
        reason="row_key",
        message=_("Bu anahtarın kaydı artık yok ya da sizin değil."),
        remedy=_("Listeyi yeniden dışa aktarın; yeni bir mezunsa anahtarı silip öteki sütunları doldurun."),
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
