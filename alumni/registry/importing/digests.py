"""Keyed digests of rows: they tell an unchanged row, and rows of one graduation apart, and keep nothing of them.

BLAKE2b with a key of its own (RFC 7693), derived from HASH_KEY: nothing of a row can be learnt or tried from a digest.
"""

import hashlib
from collections.abc import Iterator
from functools import lru_cache

from django.conf import settings

from alumni.registry.importing.layout import DataRow
from alumni.registry.importing.parsed import Context, ParsedRow
from alumni.registry.importing.units import UnitMatcher
from mik.common.fields import hash_key
from mik.common.identifiers import as_text, valid_tckn
from mik.common.turkish import fold

# Counted up when rows are read differently: every row is then looked at anew.
RULES_VERSION = 1
SIZE = 16
_PART = 8
NOTHING = bytes(_PART)


@lru_cache(maxsize=8)
def _begun(secret: str, size: int) -> "hashlib.blake2b":
    """A digest with the key in it and nothing more, to be copied."""
    key = hashlib.blake2b(b"import digests", key=hash_key(), digest_size=32).digest()
    return hashlib.blake2b(key=key, digest_size=size)


def keyed(text: str, size: int = SIZE) -> bytes:
    """The keyed digest of a text."""
    digest = _begun(settings.HASH_KEY, size).copy()
    digest.update(text.encode(errors="surrogatepass"))
    return digest.digest()


def version_of(matcher: UnitMatcher, *choices: str) -> str:
    """What a row's verdict rests on besides the row: how rows are read, the units, the rules chosen."""
    units = "\n".join(sorted(repr(unit) for unit in matcher.units.values()))
    names = "\n".join(f"{key}={unit}" for key, unit in sorted(matcher.aliases.items()))
    return keyed("\0".join([str(RULES_VERSION), units, names, *choices])).hex()


def row_digest(row: DataRow, context: Context, version: str) -> bytes:
    """The digest of what a row says in the columns that are used, in whatever order they stand."""
    cells = (f"{name}={as_text(cell)}" for name, cell in context.cells_of(row.cells) if cell is not None)
    return keyed("\x1f".join([version, row.faculty, row.department, *sorted(cells)]))


def group_of(row: ParsedRow) -> bytes:
    """Equal for rows that may tell one graduation."""
    return keyed("\x1f".join(row.graduation_key))


def who_is(row: ParsedRow) -> bytes:
    """What tells two people of one group apart, eight bytes a fact; a fact that is not there is all zeros."""
    born = row.birth_date.isoformat() if row.birth_date else ""
    name = fold(f"{row.given_names} {row.surname}")
    facts = (row.tckn, row.passport_no, born, name, row.student_no)
    return bytes([valid_tckn(row.tckn)]) + b"".join(keyed(fact, _PART) if fact else NOTHING for fact in facts)


def person_told(row: ParsedRow) -> bytes:
    """Equal for rows that surely tell one person: the same number, or without one the same in all they say of it."""
    born = row.birth_date.isoformat() if row.birth_date else ""
    said = (fold(f"{row.given_names} {row.surname}"), str(row.year or ""), row.phone, row.email, born)
    return keyed("\x1f".join(row.person_key or said))


def same_person(one: bytes, other: bytes) -> bool:
    """Numbers decide where both rows have sound ones; else what else they agree on."""
    tckn, passport, born, name, student = zip(_facts(one), _facts(other), strict=True)
    if _agree(tckn):
        return True
    if one[0] and other[0]:
        return False
    if NOTHING not in passport:
        return _agree(passport)
    if NOTHING not in born and not _agree(born):
        return False
    return _agree(name) or _agree(student)


def _facts(who: bytes) -> Iterator[bytes]:
    return (who[start : start + _PART] for start in range(1, len(who), _PART))


def _agree(pair: tuple[bytes, bytes]) -> bool:
    return pair[0] == pair[1] != NOTHING
