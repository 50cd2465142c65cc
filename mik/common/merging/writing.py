"""Rows written back column by column, many in one statement."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db import connection
from psycopg import sql

from mik.common.merging.graph import Model, columns_of, pk_column
from mik.common.merging.rows import Row, as_stored


def update_rows(model: Model, changes: dict[Any, Row]) -> None:
    """Set these columns of these rows: one statement for all rows that change in the same columns."""
    groups: dict[frozenset[str], list[Row]] = defaultdict(list)
    for pk, change in changes.items():
        groups[frozenset(change)].append({**change, pk_column(model): pk})
    for columns, rows in groups.items():
        if columns:
            _update(model, sorted(columns), rows)


def _update(model: Model, columns: Collection[str], rows: Iterable[Row]) -> None:
    table, key = sql.Identifier(model._meta.db_table), sql.Identifier(pk_column(model))
    assignments = sql.SQL(", ").join(sql.SQL("{0} = r.{0}").format(sql.Identifier(name)) for name in columns)
    source = sql.SQL("jsonb_populate_recordset(NULL::{}, %s::jsonb)").format(table)
    statement = sql.SQL("UPDATE {0} t SET {1} FROM {2} r WHERE t.{3} = r.{3}")
    _execute(statement.format(table, assignments, source, key), json.dumps([as_stored(model, row) for row in rows]))


def insert_rows(model: Model, rows: Collection[Row]) -> None:
    """Put these rows in with the keys they had. A column the table has got since takes its field's default."""
    if not rows:
        return
    columns = columns_of(model)
    stored = [as_stored(model, {**_defaults(model, row), **row}) for row in rows]
    table, names = sql.Identifier(model._meta.db_table), sql.SQL(", ").join(map(sql.Identifier, columns))
    _execute(
        sql.SQL("INSERT INTO {0} ({1}) SELECT {1} FROM jsonb_populate_recordset(NULL::{0}, %s::jsonb)").format(
            table, names
        ),
        json.dumps(stored),
    )


def _defaults(model: Model, row: Row) -> Row:
    missing = {name: field for name, field in columns_of(model).items() if name not in row and not field.null}
    return {name: json.loads(json.dumps(field.get_default(), default=str)) for name, field in missing.items()}


def delete_rows(model: Model, pks: Collection[Any]) -> None:
    """Delete these rows and nothing else: what still refers to them is an error, not a victim."""
    field = columns_of(model)[pk_column(model)]
    _execute(
        sql.SQL("DELETE FROM {} WHERE {} = ANY(%s::{}[])").format(
            sql.Identifier(model._meta.db_table),
            sql.Identifier(pk_column(model)),
            sql.SQL(field.rel_db_type(connection) or "bigint"),
        ),
        list(pks),
    )


def check_references() -> None:
    """Fail here and now where a row refers to nothing, not when the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _execute(statement: sql.Composable, value: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(cursor.connection), [value])
