"""The standard cuts of a year, kept when it has ended: what last year's report says is never counted again."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time

from django.db import connection, transaction
from django.utils import timezone, translation

from alumni.numbers.dimensions import FIRST_YEAR, KNOWN
from alumni.numbers.engine import Counts, Cut, Key, cut
from alumni.registry.models import Alumnus
from mik.figures.models import FrozenCut

# Rows and columns kept for the university; a cut by rows alone is the totals of one of these.
STANDARD = (
    ("fakulte", "duzey"), ("fakulte", "yil"), ("fakulte", "cinsiyet"),
    ("bolum", "duzey"), ("bolum", "yil"), ("bolum", "cinsiyet"),
    ("program", ""), (FIRST_YEAR.code, ""),
    ("yil", "duzey"), ("yil", "cinsiyet"), ("donem", "duzey"), ("duzey", "cinsiyet"),
    ("uyruk", "duzey"), ("ulke", "duzey"), ("il", "duzey"), ("sektor", "duzey"),
    ("uye", "duzey"), ("ulasim", "duzey"),
)  # fmt: skip
# Those kept for every faculty and department as well.
OF_UNITS = tuple(pair for pair in STANDARD if pair[0] not in {"fakulte", "bolum", "program", FIRST_YEAR.code})
UNIT_LEVELS = ("fakulte", "bolum")
BATCH = 200


def freeze_due() -> int:
    """What the clock asks for every night: the year that has ended, once; returns how many cuts were kept."""
    return freeze(year=timezone.localdate().year - 1)


def freeze(*, year: int) -> int:
    """Keep the cuts of a year that has ended. Does nothing if they are kept, or if no record is that old.

    All of a year or nothing; a second run waits for the first and finds its work done.
    """
    at = end_of(year)
    if at > timezone.now():
        return 0
    with transaction.atomic(), translation.override("tr"):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('figures.frozen_cut'))")
        if FrozenCut.objects.filter(year=year).exists() or not Alumnus.objects.filter(created_at__lte=at).exists():
            return 0
        found = [*_of_university(year, at), *_of_units(year, at)]
        FrozenCut.objects.bulk_create(found, batch_size=BATCH)
        return len(found)


def end_of(year: int) -> datetime:
    return timezone.make_aware(datetime.combine(date(year, 12, 31), time.max))


def _of_university(year: int, at: datetime) -> Iterator[FrozenCut]:
    for rows, columns in STANDARD:
        by = tuple(code for code in (rows, columns) if code)
        yield _kept(year, by, cut(*by, at=at).cells.items(), None)


def _of_units(year: int, at: datetime) -> Iterator[FrozenCut]:
    """One count for all units of a kind together: the unit is the first dimension, and its key is dropped."""
    for level in UNIT_LEVELS:
        for pair in OF_UNITS:
            found = cut(level, *pair, at=at)
            cells: dict[str, list[tuple[Key, Counts]]] = {}
            for (unit, *key), counts in found.cells.items():
                if unit:
                    cells.setdefault(unit, []).append((tuple(key), counts))
            for unit, own in cells.items():
                yield _kept(year, pair, own, int(unit))


def _kept(year: int, by: tuple[str, ...], cells: Iterable[tuple[Key, Counts]], unit_id: int | None) -> FrozenCut:
    rows, columns = (*by, "")[:2]
    listed = [[key[0], key[1] if columns else None, *counts] for key, counts in cells]
    names = {code: _names(code, {str(line[place]) for line in listed if line[place] is not None})
             for place, code in enumerate(by)}  # fmt: skip
    return FrozenCut(year=year, rows=rows, columns=columns, unit_id=unit_id, cells=listed, names=names)


def _names(code: str, keys: set[str]) -> dict[str, str]:
    """Units may be renamed later; what other keys are called does not change."""
    return dict(KNOWN[code].names(keys)) if KNOWN[code].is_unit else {}


# --- Reading them -----------------------------------------------------------------------------------


def frozen_years() -> list[int]:
    """Years with kept cuts, the latest first."""
    return list(FrozenCut.objects.order_by("-year").values_list("year", flat=True).distinct())


def frozen(*by: str, year: int, unit_id: int | None = None) -> "tuple[Cut, dict[str, dict[str, str]]] | None":
    """A kept cut with the names of its time, whichever way round it was kept; None where it was not."""
    for kept in FrozenCut.objects.filter(year=year, unit=unit_id, rows__in=by or [""]).order_by("pk"):
        if set(by) <= {kept.rows, kept.columns}:
            return _read(kept, by), kept.names
    turned = FrozenCut.objects.filter(year=year, unit=unit_id, columns__in=by or [""]).order_by("pk")
    return next(((_read(kept, by), kept.names) for kept in turned if set(by) <= {kept.rows, kept.columns}), None)


def _read(kept: FrozenCut, by: tuple[str, ...]) -> Cut:
    own = (kept.rows, kept.columns)
    places = [own.index(code) for code in by]
    dropped = [place for place in (0, 1) if place not in places]
    cells: dict[Key, Counts] = {}
    for line in kept.cells:
        if all(line[place] is None for place in dropped):
            cells[tuple(line[place] for place in places)] = Counts(*line[2:])
    return Cut(by, cells, end_of(kept.year))


def can_be_frozen(rows: str, columns: str, *, of_unit: bool) -> bool:
    """Whether such a cut is kept at the end of a year."""
    wanted = {rows, columns} - {""}
    return any(wanted <= set(pair) for pair in (OF_UNITS if of_unit else STANDARD))
