"""Running an import over a whole list: by page (as a job) and by command, with the same rules.

A chunk passes four stations: read (rows and their digests), look up (a row the source told before, word for word, is
read no further), parse, land. A helper thread reads and parses while the database works on the chunk before.
"""

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
from mik.units.models import Kind, Unit

Progress = Callable[[Tally], None]


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
    rows = iter(graduates.rows)
    while chunk := list(islice(rows, min(CHUNK, landed) or CHUNK)):
        landed = max(0, landed - len(chunk))
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
