"""The look at the records: what is found is written as findings, one statement a rule, however many records."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from alumni.registry.health.rules import NIGHTLY, Rule
from alumni.registry.health.snapshots import take_snapshot
from alumni.registry.managers import AlumnusQuerySet
from alumni.registry.models import Alumnus

# What is no longer found goes, within what was looked at; what is new comes; the rest keeps its date unless the
# person changed since: then it was looked at anew.
SQL = """
    WITH bad (alumnus_id) AS MATERIALIZED ({bad}),
    gone AS (
        DELETE FROM alumni_healthfinding old
        WHERE old.rule = %s AND NOT EXISTS (SELECT FROM bad WHERE bad.alumnus_id = old.alumnus_id) {within}
    )
    INSERT INTO alumni_healthfinding AS known (rule, alumnus_id, found_at)
    SELECT %s, bad.alumnus_id, %s FROM bad JOIN people_person person ON person.id = bad.alumnus_id
    ON CONFLICT (rule, alumnus_id) DO UPDATE SET found_at = EXCLUDED.found_at
    WHERE known.found_at < (SELECT updated_at FROM people_person WHERE id = known.alumnus_id)
"""


def look(alumni: AlumnusQuerySet | None = None, *, after_each: Callable[[int, int], None] | None = None) -> None:
    """Look for every nightly rule among these records (all). Two looks at once do no harm: one waits for the other."""
    for place, rule in enumerate(NIGHTLY, start=1):
        look_for(rule, alumni)
        if after_each:
            after_each(place, len(NIGHTLY))


@transaction.atomic
def look_for(rule: Rule, alumni: AlumnusQuerySet | None = None) -> None:
    began = timezone.now()
    found = rule.offenders(Alumnus.objects.all() if alumni is None else alumni)
    bad, params = _as_sql(found)
    within, limits = ("", ()) if alumni is None else _within(alumni)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"alumni.health.{rule.code}"])
        cursor.execute(SQL.format(bad=bad, within=within), [*params, rule.code, *limits, rule.code, began])


def _as_sql(found: AlumnusQuerySet | Iterable[int]) -> tuple[str, tuple[Any, ...]]:
    if isinstance(found, QuerySet):
        return _ids(found)
    return "SELECT unnest(%s::bigint[])", (list(found),)


def _ids(alumni: "QuerySet[Any]") -> tuple[str, tuple[Any, ...]]:
    return alumni.order_by().values("pk").query.sql_with_params()


def _within(alumni: AlumnusQuerySet) -> tuple[str, tuple[Any, ...]]:
    sql, params = _ids(alumni)
    return f"AND old.alumnus_id IN ({sql})", params


def look_and_count() -> None:
    """What the clock asks for every night."""
    look()
    take_snapshot()
