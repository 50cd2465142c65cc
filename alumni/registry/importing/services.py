"""Running an import over a whole list: by page (as a job) and by command, with the same rules.

A chunk passes four stations: read (rows and their digests), look up (a row the source told before, word for word, is
read no further), parse, land. A helper thread reads and parses while the database works on the chunk before.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from alumni.registry.importing.comparing import Scope
from alumni.registry.importing.digests import row_digest, version_of
from alumni.registry.importing.landing import CHUNK
from alumni.registry.importing.lists import GraduateList
from alumni.registry.importing.models import UnitAlias
from alumni.registry.importing.parsed import Context, ParsedRow
from alumni.registry.importing.rows import parse_row
from alumni.registry.importing.seen import Earlier, told_by
from alumni.registry.importing.taking import Chunk, Parsed, Read, Taking
from alumni.registry.importing.tally import Tally
from alumni.registry.importing.units import UnitMatcher, UnitRow
from alumni.registry.models import ImportRun
from mik.common.ahead import helper, one_ahead
from mik.units.models import Unit, UnitName

Progress = Callable[[Tally], None]

# Rows of the first chunk; each is twice the one before, up to CHUNK, so that the database need not wait long for work.
FIRST = 500


def run_import(
    graduates: GraduateList,
    *,
    scope: Scope,
    run: ImportRun | None = None,
    apply: bool,
    progress: Progress = lambda tally: None,
) -> Tally:
    """Take a list chunk by chunk. ``apply`` writes; without it nothing changes, and the run keeps a preview.

    A chunk, its problems and the counts so far are saved in one transaction: a run taken up again after a crash goes
    on behind the last chunk and counts nothing twice. ``progress`` is called after every chunk and may stop the run by
    raising; what has landed stays.
    """
    tally = Tally.of(run) if apply else Tally()
    landed = tally.rows
    taking = Taking(graduates.context, scope, run, apply, tally)
    for chunk in _chunks(graduates, taking, landed):
        if landed:
            taking.replay(chunk)
            landed -= len(chunk.rows)
            continue
        taking.take(chunk)
        progress(tally)
    if not apply:
        taking.finish_preview()
    return tally


def _chunks(graduates: GraduateList, taking: Taking, landed: int) -> Iterator[Chunk]:
    """Parsed chunks; while one is worked on, a thread parses the next and reads the one behind it."""
    version = version_of(graduates.context.matcher, str(sorted(taking.rules.as_json().items())))
    context = graduates.context
    with helper() as hand:
        waiting = None
        for rows in one_ahead(_read(graduates, version, landed), hand):
            known = taking.look_up(rows)
            parsing = hand.start(_parse, [row for row in rows if row[1] not in known], context)
            if waiting is not None:
                yield Chunk(waiting[0], waiting[1], *waiting[2].result())
            waiting = rows, known, parsing
        if waiting is not None:
            yield Chunk(waiting[0], waiting[1], *waiting[2].result())


def _read(graduates: GraduateList, version: str, landed: int) -> Iterator[list[Read]]:
    """Chunks of rows with their digests; one ends where an earlier attempt stopped."""
    rows, size = iter(graduates.rows), min(FIRST, CHUNK)
    while chunk := list(islice(rows, min(CHUNK, landed) or size)):
        landed, size = max(0, landed - len(chunk)), min(2 * size, CHUNK)
        yield [(row, row_digest(row, graduates.context, version)) for row in chunk]


def _parse(rows: Sequence[Read], context: Context) -> tuple[list[Parsed], list[Earlier]]:
    """The rows read, and what is kept of them: all that can be worked out without the database."""
    parsed = [parse_row(row, context) for row, _digest in rows]
    for item in parsed:
        if isinstance(item, ParsedRow):
            _ = item.hashes  # worked out here, while the database is busy
    return parsed, [told_by(item) for item in parsed]


def unit_matcher(unit_id: int | None = None) -> UnitMatcher:
    """The programmes of the database, as the parser wants them, with what people have matched by hand.

    ``unit_id``: the department whose own matchings hold besides the office's.
    """
    aliases = UnitAlias.objects.filter(unit=None) | UnitAlias.objects.filter(unit=unit_id)
    known = aliases.order_by("unit_id").values_list("key", "programme_id")
    return UnitMatcher(list(_unit_rows()), dict(known))


def _unit_rows() -> Iterator[UnitRow]:
    """As values: of six hundred programmes the objects would take longer than a small list."""
    names: dict[int | None, list[str]] = defaultdict(list)
    for unit, name in UnitName.objects.order_by("pk").values_list("unit_id", "name"):
        names[unit].append(name)
    facts = ("pk", "level", "opened_on", "closed_on", "parent_id", "parent__name")
    rows = Unit.objects.programmes().values_list(*facts, "parent__parent_id", "parent__parent__name")
    for pk, level, opened, closed, department, department_name, faculty, faculty_name in rows:
        yield UnitRow(
            id=pk,
            faculty=faculty_name or "",
            department=department_name,
            level=level or 0,
            names=tuple(names[department]),
            faculty_names=tuple(names[faculty]),
            opened=opened,
            closed=closed,
        )
