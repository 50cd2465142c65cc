"""Many rows at once: COPY into a table, one UPDATE from staged values. The same values as ``save`` would write.

Every value goes through its field (encryption, JSON, dates), and the statement-level triggers write history as for any
other statement. Works inside the caller's transaction.
"""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db import connection, models
from psycopg import sql

from mik.common.fields import column_of

M = TypeVar("M", bound=models.Model)
Column = "models.Field[Any, Any]"


def copy_into(model: type[M], objects: Sequence[M]) -> Sequence[M]:
    """Insert new objects by COPY and give them their keys. Nothing can be in conflict: violations raise."""
    if objects:
        _give_keys(model, objects)
        fields = [field for field in model._meta.local_concrete_fields if not field.generated]
        with connection.cursor() as cursor:
            _copy(cursor, sql.Identifier(model._meta.db_table), fields, objects, add=True)
        for thing in objects:
            thing._state.adding, thing._state.db = False, connection.alias
    return objects


def update_from(model: type[M], objects: Iterable[M], names: Iterable[str]) -> None:
    """Write these fields of objects that exist, in one statement; fields set at every save are written as well."""
    objects = list(objects)
    key = model._meta.pk
    assert key is not None
    if not objects:
        return
    touched = [field for field in model._meta.local_concrete_fields if getattr(field, "auto_now", False)]
    fields = list(dict.fromkeys([*(_field(model, name) for name in names), *touched]))
    table, staged = sql.Identifier(model._meta.db_table), sql.Identifier("staged_rows")
    with connection.cursor() as cursor:
        cursor.execute(_statement("CREATE TEMP TABLE {} ON COMMIT DROP AS SELECT {} FROM {} LIMIT 0",
                                  staged, _columns([key, *fields]), table))  # fmt: skip
        _copy(cursor, staged, [key, *fields], objects, add=False)
        cursor.execute(
            _statement(
                "UPDATE {} AS kept SET {} FROM {} AS staged WHERE kept.{} = staged.{}",
                table,
                sql.SQL(", ").join(sql.SQL("{0} = staged.{0}").format(_name(field)) for field in fields),
                staged,
                _name(key),
                _name(key),
            )
        )
        cursor.execute(_statement("DROP TABLE {}", staged))


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """COPY plain values into a table that is no model's, such as a temporary one."""
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    with connection.cursor() as cursor, cursor.copy(
        sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
    ) as copy:  # fmt: skip
        for row in rows:
            copy.write_row(row)


def _give_keys(model: type[M], objects: Sequence[M]) -> None:
    """Keys from the table's own sequence, for objects that have none."""
    key = model._meta.pk
    assert key is not None
    new = [thing for thing in objects if thing.pk is None]
    if not new:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [model._meta.db_table, column_of(key), len(new)],
        )
        for thing, (number,) in zip(new, cursor.fetchall(), strict=True):
            thing.pk = number


def _copy(cursor: Any, table: sql.Identifier, fields: Sequence[Any], objects: Iterable[Any], *, add: bool) -> None:
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(table, _columns(fields))
    _tell_who_acts(cursor)
    with cursor.copy(statement) as copy:
        for thing in objects:
            copy.write_row([field.get_db_prep_save(field.pre_save(thing, add), connection) for field in fields])


def _field(model: type[models.Model], name: str) -> Any:
    return model._meta.get_field(name.removesuffix("_id") if name.endswith("_id") else name)


def _name(field: Any) -> sql.Identifier:
    return sql.Identifier(column_of(field))


def _columns(fields: Iterable[Any]) -> sql.Composed:
    return sql.SQL(", ").join(map(_name, fields))


def _statement(text: Any, *parts: sql.Composable) -> str:
    """As text: the wrapper that names who acts reads statements."""
    return sql.SQL(text).format(*parts).as_string(connection.connection)


def _tell_who_acts(cursor: Any) -> None:
    """COPY passes the wrapper by; this statement says nothing, but carries the context into the transaction."""
    cursor.execute("VALUES (1)")
