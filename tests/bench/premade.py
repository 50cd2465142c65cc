"""The floor: values made beforehand, staged by COPY and upserted into the same tables, with the same history."""

from pathlib import Path
from typing import Any

from django.db import connection, models, transaction
from psycopg import sql

from alumni.registry.models import Alumnus, Graduation
from mik.people.models import ContactPoint, Person
from tests.bench.measure import seconds
from tests.bench.rows import Made, made_rows

CHUNK = 10_000
CONFLICTS = {
    Person: "(tckn_hash)",
    Alumnus: "(person_id)",
    Graduation: "(alumnus_id, diploma_no) WHERE diploma_no <> ''",
    ContactPoint: "(person_id, kind, normalised)",
}


def run(path: Path, count: int) -> float:
    """Rows a second."""
    made = [values_of(one) for one in made_rows(path, count)]

    def work() -> None:
        for start in range(0, len(made), CHUNK):
            with transaction.atomic():
                for model in CONFLICTS:
                    upsert(model, [values for row in made[start : start + CHUNK] for values in row[model]])

    return count / seconds(work)


def columns(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def values_of(made: Made) -> dict[type[models.Model], list[tuple[Any, ...]]]:
    """The very values that go into the columns, encrypted already."""
    things: dict[type[models.Model], list[Any]] = {
        Person: [made.person],
        Alumnus: [made.alumnus],
        Graduation: [made.graduation],
        ContactPoint: made.contacts,
    }
    return {
        model: [
            tuple(field.get_db_prep_save(field.pre_save(thing, True), connection) for field in columns(model))
            for thing in found
        ]
        for model, found in things.items()
    }


def upsert(model: type[models.Model], rows: list[tuple[Any, ...]]) -> None:
    table = sql.Identifier(model._meta.db_table)
    names = [sql.Identifier(field.column) for field in columns(model)]
    rest = [name for field, name in zip(columns(model), names, strict=True) if not field.primary_key]
    listed = sql.SQL(", ").join(names)
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("CREATE TEMP TABLE staged ON COMMIT DROP AS SELECT {} FROM {} LIMIT 0").format(listed, table)
        )
        with cursor.copy(sql.SQL("COPY staged ({}) FROM STDIN").format(listed)) as copy:
            for row in rows:
                copy.write_row(row)
        statement = sql.SQL(
            "INSERT INTO {table} ({names}) SELECT {names} FROM staged ON CONFLICT {target} DO UPDATE SET {sets}"
        ).format(
            table=table,
            names=listed,
            target=sql.SQL(CONFLICTS[model]),
            sets=sql.SQL(", ").join(sql.SQL("{0} = EXCLUDED.{0}").format(name) for name in rest or names),
        )
        cursor.execute(statement)
        cursor.execute("DROP TABLE staged")
