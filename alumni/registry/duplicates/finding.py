"""The search of the whole registry for people recorded twice: extract, compare, keep.

Fellegi and Sunter's model in DuckDB's SQL (``comparing``). Nothing of an earlier search is needed, so one that died is
simply run again. What people decided stays: a pair called "not the same person" or merged is never opened again.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from alumni.registry.duplicates.comparing import COMPARISONS, STEPS, search
from alumni.registry.duplicates.extracting import extract
from alumni.registry.duplicates.models import DuplicatePair
from alumni.registry.duplicates.workspace import database, room
from alumni.registry.models import Alumnus

if TYPE_CHECKING:
    import duckdb

# Any constant will do; it names the lock that the one search at a time holds.
SEARCH_LOCK = 7_202_612
CHUNK = 1000
# The steps a page shows: extracting, comparing, keeping.
ALL_STEPS = STEPS + 2

Row = tuple[Any, ...]


class AlreadySearching(Exception):
    """Another search of this registry is going on."""


@dataclass
class Found:
    """What a search came to: records looked at, pairs that hold, those of them nobody had seen, open ones dropped."""

    records: int = 0
    pairs: int = 0
    new: int = 0
    closed: int = 0


Step = Callable[[int, Found], None]


def find_duplicates(*, step: Step = lambda done, found: None) -> Found:
    """Search the whole registry. ``step(done, found)`` is told after each of ``ALL_STEPS`` and may stop it by raising.

    Raises AlreadySearching; then nothing was touched.
    """
    found = Found()
    with only_one(), room() as directory, database(directory) as db:
        found.records = extract(db, directory)
        step(1, found)
        search(db, step=lambda done: step(1 + done, found))
        _keep(db, found)
    step(ALL_STEPS, found)
    return found


@contextmanager
def only_one() -> Iterator[None]:
    """Held by the database session: a killed worker lets go of it at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [SEARCH_LOCK])
        if not cursor.fetchone()[0]:
            raise AlreadySearching
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [SEARCH_LOCK])


def _keep(db: "duckdb.DuckDBPyConnection", found: Found) -> None:
    """Store what was found, chunk by chunk, then drop open pairs that no longer hold."""
    held: set[tuple[int, int]] = set()
    for pairs in _chunks(db):
        held |= {(pair.first_id, pair.second_id) for pair in pairs}
        with transaction.atomic():
            found.new += _store(pairs)
    found.pairs = len(held)
    found.closed = _close_others(held)


def _chunks(db: "duckdb.DuckDBPyConnection") -> Iterator[list[DuplicatePair]]:
    weights = ", ".join(f"w_{name}" for name in COMPARISONS)
    levels = ", ".join(COMPARISONS)
    result = db.execute(f"SELECT l, r, probability, {levels}, {weights} FROM likely ORDER BY l, r")  # noqa: S608
    while rows := result.fetchmany(CHUNK):
        yield [_pair(row) for row in rows]


def _pair(row: Row) -> DuplicatePair:
    first, second, probability, *rest = row
    levels, weights = rest[: len(COMPARISONS)], rest[len(COMPARISONS) :]
    parts = [
        {"comparison": name, "level": level, "weight": round(weight, 1)}
        for name, level, weight in zip(COMPARISONS, levels, weights, strict=True)
        if level is not None
    ]
    return DuplicatePair(first_id=first, second_id=second, probability=round(probability, 4), parts=parts)


def _store(pairs: list[DuplicatePair]) -> int:
    """Add the new ones, correct the undecided ones whose grounds changed; returns how many are new."""
    ids = {pk for pair in pairs for pk in (pair.first_id, pair.second_id)}
    there = set(Alumnus.objects.filter(pk__in=ids).values_list("pk", flat=True))
    known = {
        (pair.first_id, pair.second_id): pair
        for pair in DuplicatePair.objects.filter(first__in={pair.first_id for pair in pairs})
    }
    new, changed = [], []
    for pair in pairs:
        old = known.get((pair.first_id, pair.second_id))
        if old is None:
            new += [pair] if {pair.first_id, pair.second_id} <= there else []
        elif old.is_waiting and (old.probability, old.parts) != (pair.probability, pair.parts):
            old.probability, old.parts = pair.probability, pair.parts
            changed.append(old)
    DuplicatePair.objects.bulk_create(new, ignore_conflicts=True)
    DuplicatePair.objects.bulk_update(changed, ["probability", "parts"])
    return len(new)


def _close_others(held: set[tuple[int, int]]) -> int:
    """Open pairs that no longer hold were a machine's guess and nobody's word: they go."""
    opened = DuplicatePair.objects.filter(state=DuplicatePair.State.OPEN).values_list("pk", "first", "second")
    gone = [pk for pk, first, second in opened.iterator() if (first, second) not in held]
    for start in range(0, len(gone), CHUNK):
        DuplicatePair.objects.filter(pk__in=gone[start : start + CHUNK], state=DuplicatePair.State.OPEN).delete()
    return len(gone)
