"""Photographs of rows: column by column as the database writes them in JSON, encrypted texts in clear.

A ciphertext is never kept: the same text written anew under another key is the same row.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from django.db import connection, models
from psycopg import sql

from mik.common.fields import EncryptedTextField, decrypt, encrypt
from mik.common.merging.graph import Model, columns_of, keys_to, pk_column

Row = dict[str, Any]
Rows = dict[Model, dict[Any, Row]]


def closure(roots: Mapping[Model, Collection[Any]]) -> Rows:
    """These rows and everything that hangs on them, however deep, locked until the transaction ends.

    One query a level, not one a table: the number of queries is that of the deepest chain of foreign keys.
    """
    found: Rows = {}
    fresh = _new(found, _read([(model, pk_column(model), pks) for model, pks in roots.items() if pks]))
    while fresh:
        wanted = [(key.model, key.column, list(rows)) for model, rows in fresh.items() for key in keys_to(model)]
        fresh = _new(found, _read(wanted))
    return found


def rows_of(wanted: Mapping[Model, Collection[Any]]) -> Rows:
    """Exactly these rows, by primary key, locked; in one query."""
    found: Rows = {}
    _new(found, _read([(model, pk_column(model), pks) for model, pks in wanted.items() if pks]))
    return found


def _new(found: Rows, read: Iterable[tuple[Model, Row]]) -> Rows:
    """What was not found before; adds it."""
    fresh: Rows = {}
    for model, row in read:
        pk = row[pk_column(model)]
        if pk not in found.setdefault(model, {}):
            found[model][pk] = fresh.setdefault(model, {})[pk] = row
    return fresh


def _read(wanted: Sequence[tuple[Model, str, Collection[Any]]]) -> list[tuple[Model, Row]]:
    if not wanted:
        return []
    parts, values = [], []
    for number, (model, column, pks) in enumerate(wanted):
        parts.append(_part(number, model, column))
        values.append(list(pks))
    chosen = [
        sql.SQL("SELECT {}, image FROM {}").format(sql.Literal(number), sql.Identifier(f"part{number}"))
        for number in range(len(parts))
    ]
    query = sql.SQL("WITH {} {}").format(sql.SQL(", ").join(parts), sql.SQL(" UNION ALL ").join(chosen))
    with connection.cursor() as cursor:
        cursor.execute(query.as_string(cursor.connection), values)
        return [(wanted[number][0], as_image(wanted[number][0], json.loads(image))) for number, image in cursor]


def _part(number: int, model: Model, column: str) -> sql.Composable:
    """A named query that locks as it reads; a UNION as a whole cannot lock."""
    field = columns_of(model)[column]
    return sql.SQL("{} AS (SELECT {} AS image FROM {} t WHERE t.{} = ANY(%s::{}[]) ORDER BY {} FOR UPDATE)").format(
        sql.Identifier(f"part{number}"),
        _image_of(model),
        sql.Identifier(model._meta.db_table),
        sql.Identifier(column),
        sql.SQL(field.rel_db_type(connection) or "bigint"),
        sql.Identifier(pk_column(model)),
    )


@cache
def _image_of(model: Model) -> sql.Composable:
    """The row as JSON; decimals as text, which no reader rounds."""
    exact = [name for name, field in columns_of(model).items() if isinstance(field, models.DecimalField)]
    image = sql.SQL("to_jsonb(t)")
    pairs = [sql.SQL("{}, t.{}::text").format(sql.Literal(name), sql.Identifier(name)) for name in exact]
    return sql.SQL("({} || jsonb_build_object({}))").format(image, sql.SQL(", ").join(pairs)) if pairs else image


def as_image(model: Model, stored: Row) -> Row:
    """A row without its generated columns and with its encrypted texts in clear."""
    return {name: _clear(field, stored[name]) for name, field in columns_of(model).items()}


def _clear(field: "models.Field[Any, Any]", value: Any) -> Any:
    if value is None or not isinstance(field, EncryptedTextField):
        return value
    blob = bytes.fromhex(value.removeprefix("\\x"))
    return decrypt(blob, context=field.encryption_context) if blob else ""


def as_stored(model: Model, image: Row) -> Row:
    """The image as ``jsonb_populate_record`` takes it: encrypted texts encrypted anew."""
    columns = columns_of(model)
    return {name: _sealed(columns[name], value) for name, value in image.items() if name in columns}


def _sealed(field: "models.Field[Any, Any]", value: Any) -> Any:
    if value is None or not isinstance(field, EncryptedTextField):
        return value
    return "\\x" + (encrypt(value, context=field.encryption_context).hex() if value else "")
