"""Re-encrypt every encrypted field under the first key of FIELD_KEYS.

To change keys: put the new one first, restart, run this, and take the old one out when it reports nothing
left.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from psycopg import sql

from mik.common.fields import DecryptionError, EncryptedTextField, column_of, decrypt, encrypt, field_keys


class Command(BaseCommand):
    help = "Re-encrypt encrypted fields under the newest key; may be interrupted and repeated."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--chunk", type=int, default=500, help="Rows in one transaction.")

    def handle(self, *args: Any, **options: Any) -> None:
        unreadable = 0
        for field in encrypted_fields():
            done, failed = rotate(field, chunk=options["chunk"])
            unreadable += failed
            self.stdout.write(f"{field.encryption_context}: {done} re-encrypted, {failed} unreadable")
        if unreadable:
            raise CommandError(f"{unreadable} values could not be read with the keys of FIELD_KEYS; keep the old keys.")


def encrypted_fields() -> Iterator[EncryptedTextField]:
    """Every encrypted field of every table."""
    for model in apps.get_models():
        if model._meta.managed and not model._meta.proxy:
            yield from (field for field in model._meta.local_fields if isinstance(field, EncryptedTextField))


def rotate(field: EncryptedTextField, *, chunk: int) -> tuple[int, int]:
    """Re-encrypt what is not yet under the first key, in order of the primary key. Returns (done,
    unreadable).
    """
    done = failed = 0
    last: Any = None
    while True:
        with transaction.atomic():
            rows = _old_rows(field, after=last, limit=chunk)
            good = [(pk, blob) for pk, blob in ((pk, _renewed(field, blob)) for pk, blob in rows) if blob is not None]
            _save(field, good)
        if not rows:
            return done, failed
        done, failed, last = done + len(good), failed + len(rows) - len(good), rows[-1][0]


def _names(field: EncryptedTextField) -> dict[str, sql.Composable]:
    meta = field.model._meta
    assert meta.pk is not None
    return {
        "table": sql.Identifier(meta.db_table),
        "pk": sql.Identifier(column_of(meta.pk)),
        "column": sql.Identifier(column_of(field)),
        "type": sql.SQL(meta.pk.rel_db_type(connection) or "bigint"),
    }


def _old_rows(field: EncryptedTextField, *, after: Any, limit: int) -> list[tuple[Any, bytes]]:
    prefix = field_keys()[0].prefix
    text = """
        SELECT {pk}, {column} FROM {table}
        WHERE octet_length({column}) > 0 AND substring({column} FROM 1 FOR %s) <> %s AND (%s OR {pk} > %s)
        ORDER BY {pk} LIMIT %s FOR UPDATE
    """
    with connection.cursor() as cursor:
        query = sql.SQL(text).format(**_names(field))
        cursor.execute(query, [len(prefix), prefix, after is None, after, limit])
        return [(pk, bytes(blob)) for pk, blob in cursor.fetchall()]


def _renewed(field: EncryptedTextField, blob: bytes) -> bytes | None:
    try:
        return encrypt(decrypt(blob, context=field.encryption_context), context=field.encryption_context)
    except DecryptionError:
        return None


def _save(field: EncryptedTextField, rows: list[tuple[Any, bytes]]) -> None:
    text = """
        UPDATE {table} SET {column} = fresh.blob
        FROM unnest(%s::{type}[], %s::bytea[]) AS fresh (pk, blob) WHERE {table}.{pk} = fresh.pk
    """
    with connection.cursor() as cursor:
        query = sql.SQL(text).format(**_names(field))
        cursor.execute(query, [[pk for pk, _ in rows], [blob for _, blob in rows]])
