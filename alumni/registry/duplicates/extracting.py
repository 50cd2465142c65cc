"""Bringing into the room what comparing needs, in a stream: folded names, dates, and hashes of everything else.

No number, address or student number leaves PostgreSQL as it is: each is hashed there with a salt that lives as long
as the search, so that the files of the room can only say which two values are equal.
"""

import hashlib
import secrets
from pathlib import Path

import duckdb
from django.db import connection

from alumni.registry.duplicates.comparing import INPUT
from alumni.registry.models import Alumnus
from alumni.registry.states import is_proposed
from mik.common.fields import keyed_hash
from mik.common.identifiers import valid_tckn

_TABLES = {
    "record": """
        SELECT p.id, mik_fold(p.given_names), mik_fold(p.surname), mik_fold(p.former_surname), p.birth_date, p.sex,
            {hash[p.tckn_hash]}, {hash[p.passport_hash]}
        FROM alumni_alumnus a JOIN people_person p ON p.id = a.person_id""",
    "contact": """
        SELECT c.person_id, c.kind, {hash[convert_to(c.normalised, 'UTF8')]}
        FROM people_contactpoint c JOIN alumni_alumnus a ON a.person_id = c.person_id
        WHERE c.kind IN ('email', 'phone') AND c.normalised <> ''""",
    "study": """
        SELECT g.alumnus_id, coalesce(u.parent_id, u.id), g.programme_id, g.level, g.year,
            {hash[convert_to(nullif(mik_fold(g.student_no), ''), 'UTF8')]},
            {hash[convert_to(nullif(mik_fold(g.diploma_no), ''), 'UTF8')]}
        FROM alumni_graduation g JOIN units_unit u ON u.id = g.programme_id""",
}


class _Hashes(dict[str, str]):
    """``hash[expression]`` in a template: the first 64 bits of the salted SHA-256 of some bytes, as a bigint."""

    def __init__(self, salt: bytes) -> None:
        super().__init__()
        self._salt = salt.hex()

    def __missing__(self, value: str) -> str:
        digest = f"sha256('\\x{self._salt}'::bytea || {value})"
        return f"('x' || encode(substring({digest} FROM 1 FOR 8), 'hex'))::bit(64)::bigint"

    def of(self, value: bytes) -> int:
        """The same, of a value at hand."""
        digest = hashlib.sha256(bytes.fromhex(self._salt) + value).digest()
        return int.from_bytes(digest[:8], "big", signed=True)


def extract(db: duckdb.DuckDBPyConnection, directory: Path) -> int:
    """Fill the three tables of ``comparing``; returns how many records there are."""
    hashes = _Hashes(secrets.token_bytes(32))
    db.execute(INPUT)
    for table, query in _TABLES.items():
        path = directory / f"{table}.csv"
        _copy(query.format(hash=hashes), path)
        db.execute(f"COPY {table} FROM '{path}' (FORMAT csv, HEADER false)")
        path.unlink()
    _add_waiting_numbers(db, hashes)
    return int((db.execute("SELECT count(*) FROM record").fetchone() or [0])[0])


def _copy(query: str, path: Path) -> None:
    """The rows of a query into a file, block by block, however many they are."""
    command = f"COPY ({query}) TO STDOUT (FORMAT csv)"
    with connection.cursor() as cursor, path.open("wb") as file, cursor.copy(command) as blocks:
        for block in blocks:
            file.write(block)


def _add_waiting_numbers(db: duckdb.DuckDBPyConnection, hashes: _Hashes) -> None:
    """A proposed record holds its number without a hash until the office confirms it; there are few of these."""
    waiting = Alumnus.objects.filter(is_proposed(), person__tckn_hash=None).select_related("person")
    numbers = [
        (hashes.of(keyed_hash(alumnus.person.tckn, purpose="tckn")), alumnus.pk)
        for alumnus in waiting.iterator(chunk_size=500)
        if valid_tckn(alumnus.person.tckn)
    ]
    if numbers:
        db.executemany("UPDATE record SET national = ? WHERE id = ?", numbers)
