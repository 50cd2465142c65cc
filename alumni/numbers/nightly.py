"""The table of last night: the registry flattened by the same expressions the engine counts it with."""

from typing import LiteralString

from django.db import connection, transaction
from django.utils import timezone
from psycopg import sql

from alumni.numbers.dimensions import DIMENSIONS
from alumni.numbers.engine import ALWAYS, IS_MEMBER, IS_REACHED
from alumni.numbers.models import GraduateFact
from alumni.registry.models import Alumnus, Graduation

# Up to so many diplomas a cut is counted from the registry while one waits: some tenths of a second.
LIVE_UP_TO = 50_000

FILL: LiteralString = (
    "WITH moment AS (SELECT %s::timestamptz AS at), d AS (SELECT g.alumnus_id, g.programme_id, g.level, g.year"
    " FROM alumni_graduation g JOIN alumni_alumnus a ON a.person_id = g.alumnus_id AND a.state = %s)"
    " INSERT INTO alumni_graduatefact (who, alone, is_member, is_reached, year, taken_at, {names})"
    " SELECT hashint8extended(d.alumnus_id, %s), count(*) OVER (PARTITION BY d.alumnus_id) = 1, {member}, {reached},"
    " d.year, (SELECT at FROM moment), {columns} FROM d {joins}"
)


def flatten(*, above: int = LIVE_UP_TO) -> int:
    """Make the table anew in one transaction, so that readers see last night's or tonight's; returns its rows.

    A registry of up to ``above`` diplomas is counted as it is, and has no table.
    """
    with transaction.atomic():
        _one_at_a_time()
        GraduateFact.objects.all()._raw_delete("default")
        return _fill() if Graduation.objects.count() > above else 0


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('alumni.numbers'))")


def _fill() -> int:
    dimensions = DIMENSIONS.values()
    joins = dict.fromkeys([*(join for one in dimensions for join in one.joins), *ALWAYS])
    now = timezone.now()
    statement = sql.SQL(FILL).format(
        names=sql.SQL(", ").join([sql.Identifier(one.code) for one in dimensions]),
        columns=sql.SQL(", ").join([sql.SQL(one.column) for one in dimensions]),
        joins=sql.SQL(" ").join([sql.SQL(join) for join in joins]),
        member=sql.SQL(IS_MEMBER),
        reached=sql.SQL(IS_REACHED),
    )
    with connection.cursor() as cursor:
        # The seed changes every night, so that nobody can be followed from one table to the next.
        cursor.execute(statement.as_string(None), [now, Alumnus.State.CONFIRMED, int(now.timestamp() * 1000)])
        return int(cursor.rowcount)
