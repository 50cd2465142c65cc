"""Bringing into the room what comparing needs, in a stream: folded names, dates, and hashes of everything else.

No number, address or student number leaves PostgreSQL as it is: each is hashed there with a salt that lives as long
as the search, so that the files of the room can only say which two values are equal.
"""

import hashlib
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import connection

from alumni.registry.duplicates.comparing import INPUT
from alumni.registry.models import Alumnus
from alumni.registry.states import is_proposed
from mik.common.fields import keyed_hash
from mik.common.identifiers import valid_tckn

if TYPE_CHECKING:
    import duckdb

# Names repeat, and to fold one takes longer than to find it among those folded already.
_TABLES = {
    "record": """
        WITH given AS MATERIALIZED (SELECT name, mik_fold(name) AS folded FROM (
                SELECT DISTINCT given_names AS name FROM people_person) AS given_name),
            family AS MATERIALIZED (SELECT name, mik_fold(name) AS folded FROM (
                SELECT surname AS name FROM people_person
                UNION SELECT former_surname FROM people_person) AS family_name)
        SELECT p.id, given.folded, now.folded, before.folded, p.birth_date, p.sex,
            {hash[p.tckn_hash]}, {hash[p.passport_hash]}
        FROM alumni_alumnus a JOIN people_person p ON p.id = a.person_id
            JOIN given ON given.name = p.given_names
            JOIN family now ON now.name = p.surname
            JOIN family before ON before.name = p.former_surname""",
    "contact": """
        SELECT c.person_id, c.kind, {hash[convert_to(c.normalised, 'UTF8')]}
        FROM people_contactpoint c JOIN alumni_alumnus a ON a.person_id = c.person_id
        WHERE c.kind IN ('email', 'phone') AND c.normalised <> ''""",
    "study": """
        SELECT g.alumnus_id, coalesce(u.parent_id, u.id), g.programme_id, g.level, g.year,
            {number[g.student_no]}, {number[g.diploma_no]}
        FROM alumni_graduation g JOIN units_unit u ON u.id = g.programme_id""",
}


class _Hashes(dict[str, str]):
    """``hash[expression]`` in a template: the first half of the salted SHA-256 of some bytes."""

    def __init__(self, salt: bytes) -> None:
        super().__init__()
        self._salt = salt

    def __missing__(self, value: str) -> str:
        return f"substring(sha256('\\x{self._salt.hex()}'::bytea || {value}) FROM 1 FOR 16)"

    def of(self, value: bytes) -> str:
        """The same of a value at hand, as PostgreSQL writes it."""
        return "\\x" + hashlib.sha256(self._salt + value).digest()[:16].hex()


class _Numbers(dict[str, str]):
    """``number[column]``: the hash of a student or diploma number without its dots and strokes; NULL where empty."""

    def __init__(self, hashes: _Hashes) -> None:
        super().__init__()
        self._hashes = hashes

    def __missing__(self, column: str) -> str:
        plain = f"nullif(lower(regexp_replace({column}, '[^0-9A-Za-z]+', '', 'g')), '')"
        return self._hashes[f"convert_to({plain}, 'UTF8')"]


# Hashes arrive as text and are kept as 64 bits.
_COLUMNS = {
    "record": ("id", "given", "surname", "former", "birth", "sex", "#national", "#passport"),
    "contact": ("id", "kind", "#hash"),
    "study": ("id", "department", "programme", "level", "year", "#student", "#diploma"),
}


def extract(db: "duckdb.DuckDBPyConnection", directory: Path) -> int:
    """Fill the three tables of ``comparing``; returns how many records there are."""
    hashes = _Hashes(secrets.token_bytes(32))
    db.execute(INPUT)
    for table, query in _TABLES.items():
        path = directory / f"{table}.csv"
        _copy(query.format(hash=hashes, number=_Numbers(hashes)), path)
        db.execute(_load(table, path))
        path.unlink()
    _add_waiting_numbers(db, hashes)
    return int((db.execute("SELECT count(*) FROM record").fetchone() or [0])[0])


def _load(table: str, path: Path) -> str:
    names = [name.removeprefix("#") for name in _COLUMNS[table]]
    values = [f"CASE WHEN {name[1:]} IS NOT NULL THEN hash({name[1:]}) END" if name[0] == "#" else name
              for name in _COLUMNS[table]]  # fmt: skip
    types = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    # Nothing is left to guessing: a file of one row, or of none, looks like anything.
    form = "auto_detect = false, header = false, delim = ',', quote = '\"', escape = '\"'"
    source = f"read_csv('{path}', {form}, columns = {{{types}}})"
    return f"INSERT INTO {table} SELECT {', '.join(values)} FROM {source}"  # noqa: S608  (our own names)


def _copy(query: str, path: Path) -> None:
    """The rows of a query into a file, block by block, however many they are."""
    command = f"COPY ({query}) TO STDOUT (FORMAT csv)"
    with connection.cursor() as cursor, path.open("wb") as file, cursor.copy(command) as blocks:
        for block in blocks:
            file.write(block)


def _add_waiting_numbers(db: "duckdb.DuckDBPyConnection", hashes: _Hashes) -> None:
    """A proposed record holds its number without a hash until the office confirms it; there are few of these."""
    waiting = Alumnus.objects.filter(is_proposed(), person__tckn_hash=None).select_related("person")
    numbers = [
        (hashes.of(keyed_hash(alumnus.person.tckn or "", purpose="tckn")), alumnus.pk)
        for alumnus in waiting.iterator(chunk_size=500)
        if valid_tckn(alumnus.person.tckn or "")
    ]
    if numbers:
        db.executemany("UPDATE record SET national = hash(?) WHERE id = ?", numbers)
