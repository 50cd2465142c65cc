"""Counting graduates: one query for a table with all its totals, however many cells it has.

A graduate with two diplomas counts once in each cell they fall into and once in each total. Rows of graduates who
have but one are counted plainly; only the few others need a count of distinct persons.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations
from typing import Any, LiteralString, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from psycopg import sql

from alumni.numbers.dimensions import FIRST_YEAR, KNOWN, Dimension
from alumni.numbers.models import GraduateFact
from alumni.registry.models import Alumnus, Graduation

Key = tuple[str | None, ...]
MEASURES = ("graduates", "members", "reachable")

ALWAYS: tuple[LiteralString, ...] = (
    "LEFT JOIN alumni_membership member ON member.alumnus_id = d.alumnus_id"
    " AND member.joined_at <= (SELECT at FROM moment)",
    "LEFT JOIN (SELECT DISTINCT person_id FROM people_contactpoint, moment WHERE kind IN ('email', 'phone')"
    " AND created_at <= moment.at AND (dead_at IS NULL OR dead_at > moment.at)"
    " AND NOT EXISTS (SELECT FROM people_death died WHERE died.person_id = people_contactpoint.person_id"
    " AND died.marked_at <= moment.at AND (died.revoked_at IS NULL OR died.revoked_at > moment.at))"
    ") reached ON reached.person_id = d.alumnus_id",
)
IS_MEMBER: LiteralString = "member.id IS NOT NULL"
IS_REACHED: LiteralString = "reached.person_id IS NOT NULL"


class Counts(NamedTuple):
    """How many graduates, how many of them members, and how many with a living e-mail address or telephone."""

    graduates: int = 0
    members: int = 0
    reachable: int = 0


NOBODY = Counts()


@dataclass(frozen=True)
class Filters:
    """``values``: keys wanted by dimension; the years are those of the diploma, both ends included."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    year_from: int | None = None
    year_to: int | None = None


@dataclass(frozen=True)
class Cut:
    """``cells`` by the keys of ``by``; None in a place stands for all of that dimension: a total, counted once."""

    by: tuple[str, ...]
    cells: Mapping[Key, Counts]
    at: datetime

    def at_key(self, *key: str | None) -> Counts:
        return self.cells.get(key, NOBODY)

    @property
    def total(self) -> Counts:
        return self.cells.get((None,) * len(self.by), NOBODY)

    def keys(self, place: int) -> list[str]:
        """The categories of one dimension in which somebody is."""
        rest = [number for number in range(len(self.by)) if number != place]
        return [key[place] for key in self.cells if key[place] is not None and all(key[n] is None for n in rest)]  # type: ignore[misc]  # None was asked about


def cut(
    *by: str,
    filters: Filters | None = None,
    graduations: "QuerySet[Graduation] | None" = None,
    at: datetime | None = None,
    live: bool = False,
) -> Cut:
    """Count the confirmed graduates by these dimensions; with no dimension, their total.

    ``graduations``: the diplomas within reach, all of them by default. ``at``: as it stood then, now by default.
    The table of last night serves where there is one, unless a reach or a moment is asked for, or ``live``.
    """
    filters = filters or Filters()
    night = _last_night() if graduations is None and at is None and not live else None
    moment = night or at or timezone.now()
    try:
        source, params = (
            _from_table(by, filters)
            if night
            else _from_registry(by, filters, Graduation.objects.all() if graduations is None else graduations, moment)
        )
    except EmptyResultSet:  # a reach without programmes: Django knows without asking that nobody is in it
        return Cut(by, {}, moment)
    return Cut(by, _added(_run(_statement(source, len(by)), params), len(by)), moment)


def _last_night() -> datetime | None:
    return GraduateFact.objects.values_list("taken_at", flat=True).first()


# --- Where the rows come from -----------------------------------------------------------------------


def _from_registry(
    by: Sequence[str], filters: Filters, reach: "QuerySet[Graduation]", at: datetime
) -> tuple[sql.Composable, list[Any]]:
    base, base_params = _diplomas(reach, filters, at)
    used = [*by, *filters.values]
    condition, params = _conditions(filters, lambda one: sql.SQL(one.column))
    source = sql.SQL(
        "WITH moment AS (SELECT %s::timestamptz AS at), d AS ({base}), facts AS (SELECT d.alumnus_id AS who{keys},"
        " {member} AS is_member, {reached} AS is_reached, count(*) OVER (PARTITION BY d.alumnus_id) = 1 AS alone"
        " FROM d {joins} WHERE {condition})"
    ).format(
        base=base,
        keys=_keys([KNOWN[code].column for code in by]),
        member=sql.SQL(IS_MEMBER),
        reached=sql.SQL(IS_REACHED),
        joins=_joins(used),
        condition=condition,
    )
    return source, [at, *base_params, *params]


def _diplomas(reach: "QuerySet[Graduation]", filters: Filters, at: datetime) -> tuple[sql.Composable, tuple[Any, ...]]:
    """The diplomas of confirmed records that were in the registry at that moment."""
    found = reach.filter(alumnus__state=Alumnus.State.CONFIRMED, alumnus__created_at__lte=at, created_at__lte=at)
    if filters.year_from:
        found = found.filter(year__gte=filters.year_from)
    if filters.year_to:
        found = found.filter(year__lte=filters.year_to)
    text, params = found.order_by().values("alumnus_id", "programme_id", "level", "year").query.sql_with_params()
    return sql.SQL(text), params


def _joins(codes: Sequence[str]) -> sql.Composable:
    wanted = dict.fromkeys([*(join for code in codes for join in KNOWN[code].joins), *ALWAYS])
    return sql.SQL(" ").join([sql.SQL(join) for join in wanted])


def _from_table(by: Sequence[str], filters: Filters) -> tuple[sql.Composable, list[Any]]:
    condition, params = _conditions(filters, lambda one: sql.Identifier(one.code))
    years: list[sql.Composable] = []
    for sign, year in (("year >= %s", filters.year_from), ("year <= %s", filters.year_to)):
        if year:
            years.append(sql.SQL(sign))
            params.append(year)
    # Read twice in place: writing the rows aside would take longer. Only the year of the first diploma, which is found
    # by sorting, is worth keeping.
    kept = "MATERIALIZED" if FIRST_YEAR.code in by else "NOT MATERIALIZED"
    source = sql.SQL(
        "WITH facts AS {kept} (SELECT who{keys}, is_member, is_reached, alone FROM alumni_graduatefact"
        " WHERE {condition})"
    ).format(
        kept=sql.SQL(kept),
        keys=_keys([_column_of_table(code) for code in by]),
        condition=sql.SQL(" AND ").join([condition, *years]),
    )
    return source, params


def _column_of_table(code: str) -> LiteralString:
    if code == FIRST_YEAR.code:
        return "(min(year) OVER (PARTITION BY who))::text"
    return KNOWN[code].code


def _keys(columns: Sequence[LiteralString]) -> sql.Composable:
    return sql.Composed(
        [sql.SQL(", {} AS {}").format(sql.SQL(column), _name(place)) for place, column in enumerate(columns)]
    )


def _conditions(filters: Filters, column: Any) -> tuple[sql.Composable, list[Any]]:
    parts: list[sql.Composable] = [sql.SQL("true")]
    parts += [sql.SQL("{} = ANY(%s)").format(column(_dimension(code))) for code in filters.values]
    return sql.SQL(" AND ").join(parts), [list(values) for values in filters.values.values()]


def _dimension(code: str) -> Dimension:
    return KNOWN[code]


def _name(place: int) -> sql.Identifier:
    return sql.Identifier(f"k{place}")


# --- Counting them ----------------------------------------------------------------------------------


def _statement(source: sql.Composable, width: int) -> str:
    """Graduates with one row are counted by hashing, the others by sorting; both halves read the same rows."""
    names = [_name(place) for place in range(width)]
    sets = [
        sql.SQL("({})").format(sql.SQL(", ").join(some)) for n in range(width + 1) for some in combinations(names, n)
    ]
    half = sql.SQL(
        "SELECT {grouping}{keys}, {count}, {count} FILTER (WHERE is_member), {count} FILTER (WHERE is_reached)"
        " FROM facts WHERE {alone} GROUP BY GROUPING SETS ({sets})"
    )
    parts = {
        "grouping": sql.SQL("grouping({})").format(sql.SQL(", ").join(names)) if names else sql.SQL("0"),
        "keys": sql.Composed([sql.SQL(", {}").format(name) for name in names]),
        "sets": sql.SQL(", ").join(sets),
    }
    plain = half.format(count=sql.SQL("count(*)"), alone=sql.SQL("alone"), **parts)
    distinct = half.format(count=sql.SQL("count(DISTINCT who)"), alone=sql.SQL("NOT alone"), **parts)
    return sql.SQL("{} {} UNION ALL {}").format(source, plain, distinct).as_string(None)


def _run(statement: str, params: list[Any]) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        yield from cursor.fetchall()


def _added(rows: Iterator[tuple[Any, ...]], width: int) -> dict[Key, Counts]:
    """The two halves put together; what is grouped away is None."""
    cells: dict[Key, Counts] = {}
    for mask, *rest in rows:
        key = tuple(None if mask >> (width - 1 - place) & 1 else rest[place] for place in range(width))
        before = cells.get(key, NOBODY)
        cells[key] = Counts(*(a + b for a, b in zip(before, rest[width:], strict=True)))
    return {key: counts for key, counts in cells.items() if counts.graduates}
