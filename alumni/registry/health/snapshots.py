"""The nightly totals of every department and of the registry: one statement, however many departments there are."""

from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from alumni.registry.health.measures import MEASURES, counted, facts
from alumni.registry.models import Alumnus

LOCK = "alumni.health.snapshot"
# Days are kept for so long; of older months the last day alone.
KEPT_DAILY = 13  # months


@transaction.atomic
def take_snapshot(day: date | None = None) -> int:
    """Write down how the records stand today; taken again on the same day, the newer replaces the older.

    Two at once: the second finds the first at work and leaves it to that. Returns how many rows were written.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [LOCK])
        if not cursor.fetchone()[0]:
            return 0
        written = _write(cursor, day or timezone.localdate())
        _thin(cursor, day or timezone.localdate())
    return written


def _write(cursor: object, day: date) -> int:
    cte, params = facts(Alumnus.objects.all())
    columns = ["registered", "members", "wanting", *MEASURES, "lacking"]
    sql = f"""
        WITH {cte}, places AS (
            SELECT DISTINCT graduation.alumnus_id, programme.parent_id AS unit_id
            FROM alumni_graduation graduation JOIN units_unit programme ON programme.id = graduation.programme_id
        ), taken AS (
            SELECT NULL::bigint AS unit_id, {counted()} FROM facts
            UNION ALL
            SELECT unit_id, {counted()} FROM facts JOIN places USING (alumnus_id) GROUP BY unit_id
        )
        INSERT INTO alumni_healthsnapshot (unit_id, {", ".join(columns)}, day, taken_at)
        SELECT taken.*, %s, %s FROM taken
        ON CONFLICT (unit_id, day) DO UPDATE
        SET taken_at = EXCLUDED.taken_at, {", ".join(f"{name} = EXCLUDED.{name}" for name in columns)}
    """  # noqa: S608  (all of it is ours)
    cursor.execute(sql, [*params, day, timezone.now()])  # type: ignore[attr-defined]  # a database cursor
    return int(cursor.rowcount)  # type: ignore[attr-defined]


def _thin(cursor: object, day: date) -> None:
    """Of months older than thirteen, each department keeps the last day there is."""
    year, month = divmod(day.year * 12 + day.month - 1 - KEPT_DAILY, 12)
    cursor.execute(  # type: ignore[attr-defined]
        """
        DELETE FROM alumni_healthsnapshot old
        WHERE old.day < %s AND EXISTS (
            SELECT FROM alumni_healthsnapshot later
            WHERE later.unit_id IS NOT DISTINCT FROM old.unit_id AND later.day > old.day
              AND date_trunc('month', later.day) = date_trunc('month', old.day))
        """,
        [date(year, month + 1, 1)],
    )
