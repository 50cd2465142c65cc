"""Many rows at once: COPY into a table, one UPDATE from staged values. The same values as ``save`` would write.

Values that Django hands on as they are go straight to COPY, all others through their field (encryption, JSON), and the
statement-level triggers write history as for any other statement. Works inside the caller's transaction. Of many rows a
helper makes the text of the next ones while the database takes those before.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models.fields import NOT_PROVIDED
from django.utils import timezone
from psycopg import sql

from mik.common.ahead import helper, one_ahead
from mik.common.copytext import BLOCK, blocks
from mik.common.fields import column_of

M = TypeVar("M", bound=models.Model)
Field = Any  # models.Field, whose generic parameters say nothing here
Prepare = Callable[[Any], Any]

# Fields whose ``get_db_prep_save`` gives back what it is given, if that is of the field's own type.
_PLAIN: Final = frozenset({
    models.AutoField, models.BigAutoField, models.BigIntegerField, models.BinaryField, models.BooleanField,
    models.CharField, models.DateField, models.DateTimeField, models.ForeignKey, models.IntegerField,
    models.OneToOneField, models.PositiveIntegerField, models.PositiveSmallIntegerField, models.SmallIntegerField,
    models.TextField,
})  # fmt: skip
# Defaults that are the same for every row of one statement.
_SHARED: Final = (timezone.now, list, dict)


def copy_values(model: type[M], rows: Sequence[dict[str, Any]]) -> list[Any]:
    """Insert rows by COPY and return their keys, in order. Nothing can be in conflict: violations raise.

    A row holds values by attribute name (``person_id``), each of its field's own type, all rows the same names; what
    they lack takes the field's default. Its key is written into each.
    """
    copy_tables((model, rows))
    key = _key(model)
    return [row[key.attname] for row in rows]


def copy_tables(*tables: tuple[type[models.Model], Sequence[dict[str, Any]]]) -> None:
    """``copy_values`` of several tables, one after the other; all their rows stand there when it is called."""
    told = [(model, rows) for model, rows in tables if rows]
    for model, rows in told:
        give_keys(model, rows)
    with connection.cursor() as cursor:
        _copy(cursor, [_Part.of(model, rows) for model, rows in told])


def copy_into(model: type[M], objects: Sequence[M]) -> Sequence[M]:
    """Insert new objects by COPY and give them their keys. Nothing can be in conflict: violations raise."""
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    rows = [{field.attname: field.pre_save(thing, True) for field in fields} for thing in objects]
    for thing, pk in zip(objects, copy_values(model, rows), strict=True):
        thing.pk = pk
        thing._state.adding, thing._state.db = False, connection.alias
    return objects


def update_from(model: type[M], objects: Iterable[M], names: Iterable[str]) -> None:
    """Write these fields of objects that exist, in one statement; fields set at every save are written as well."""
    objects = list(objects)
    key = _key(model)
    if not objects:
        return
    touched = [field for field in model._meta.local_concrete_fields if getattr(field, "auto_now", False)]
    fields = list(dict.fromkeys([*(_field(model, name) for name in names), *touched]))
    table, staged = sql.Identifier(model._meta.db_table), sql.Identifier("staged_rows")
    with connection.cursor() as cursor:
        cursor.execute(_statement("CREATE TEMP TABLE {} ON COMMIT DROP AS SELECT {} FROM {} LIMIT 0",
                                  staged, _columns([key, *fields]), table))  # fmt: skip
        _copy(cursor, [_Part(staged, [key, *fields], _values_of(objects, [key, *fields]), len(objects))])
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


def _values_of(objects: Iterable[models.Model], fields: Sequence[Field]) -> Iterator[list[Any]]:
    prepared = [(field, _prepare(field)) for field in fields]
    return ([prepare(field.pre_save(thing, False)) for field, prepare in prepared] for thing in objects)


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """COPY plain values into a table that is no model's, such as a temporary one."""
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    with connection.cursor() as cursor, cursor.copy(
        sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
    ) as copy:  # fmt: skip
        for block in blocks(rows):
            copy.write(block)


def give_keys(model: type[models.Model], rows: Sequence[dict[str, Any]]) -> list[Any]:
    """Keys from the table's own sequence, for rows that have none; all keys, in order."""
    key = _key(model)
    without = [row for row in rows if row.get(key.attname) is None]
    if without:
        _take_keys(model, key, without)
    return [row[key.attname] for row in rows]


def _take_keys(model: type[models.Model], key: Field, rows: Sequence[dict[str, Any]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            # Its name is looked up once, not for every key.
            "WITH its AS MATERIALIZED (SELECT pg_get_serial_sequence(%s, %s)::regclass AS sequence)"
            " SELECT nextval(its.sequence) FROM its, generate_series(1, %s)",
            [model._meta.db_table, column_of(key), len(rows)],
        )
        for row, (number,) in zip(rows, cursor.fetchall(), strict=True):
            row[key.attname] = number


def _values(fields: Sequence[Field], rows: Sequence[Mapping[str, Any]]) -> Iterator[list[Any]]:
    """What goes into the columns, row for row: what is told, prepared, and the defaults of what no row tells."""
    told = [(place, field) for place, field in enumerate(fields) if field.attname in rows[0]]
    plain = [(place, field.attname) for place, field in told if type(field) in _PLAIN]
    others = [(place, field.attname, _prepare(field)) for place, field in told if type(field) not in _PLAIN]
    makers = [_default(field) for field in fields]
    same = [make() if is_shared else None for make, is_shared in makers]
    made = [(place, make) for place, (make, is_shared) in enumerate(makers) if not is_shared]
    made = [(place, make) for place, make in made if fields[place].attname not in rows[0]]
    for row in rows:
        values = same.copy()
        for place, name in plain:
            values[place] = row[name]
        for place, name, prepare in others:
            values[place] = prepare(row[name])
        for place, make in made:
            values[place] = make()
        yield values


def _default(field: Field) -> tuple[Callable[[], Any], bool]:
    """How to make the prepared default, and whether one will do for all rows."""
    prepare = _prepare(field)
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return timezone.now, True
    is_shared = field.default is NOT_PROVIDED or not callable(field.default) or field.default in _SHARED
    return lambda: prepare(field.get_default()), is_shared


def _prepare(field: Field) -> Prepare:
    """What turns a value into the database's; asked of this thread's connection, though another thread may call it."""
    return partial(field.get_db_prep_save, connection=connections[DEFAULT_DB_ALIAS])


@dataclass(frozen=True)
class _Part:
    """What goes into one table."""

    table: sql.Identifier
    fields: Sequence[Field]
    rows: Iterable[Sequence[Any]]
    size: int

    @classmethod
    def of(cls, model: type[models.Model], rows: Sequence[dict[str, Any]]) -> "_Part":
        fields = [field for field in model._meta.local_concrete_fields if not field.generated]
        return cls(sql.Identifier(model._meta.db_table), fields, _values(fields, rows), len(rows))

    @property
    def statement(self) -> sql.Composed:
        return sql.SQL("COPY {} ({}) FROM STDIN").format(self.table, _columns(self.fields))


def _copy(cursor: Any, parts: Sequence[_Part]) -> None:
    _tell_who_acts(cursor)
    made = ((part, block) for part in parts for block in blocks(part.rows))
    has_help = sum(part.size for part in parts) > BLOCK
    with connection.wrap_database_errors, helper() if has_help else nullcontext() as hand:
        for part, some in groupby(one_ahead(made, hand) if hand else made, key=itemgetter(0)):
            with cursor.copy(part.statement) as copy:
                for _part, block in some:
                    copy.write(block)


def _key(model: type[models.Model]) -> Field:
    assert model._meta.pk is not None
    return model._meta.pk


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
