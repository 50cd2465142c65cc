"""Rows as the text that COPY reads: values between tabs, a line a row, ``\\N`` for NULL.

https://www.postgresql.org/docs/current/sql-copy.html, "Text Format". Whole blocks are written by one call, where a row
at a time would pass through the driver's queue; and a block can be made by a thread that has no connection.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

from psycopg import Binary
from psycopg.adapt import PyFormat, Transformer

Write = Callable[[Any], str]

BLOCK = 500  # rows
_UNSEEN: Any = object()
_SPECIAL = re.compile(r"[\\\t\n\r]")
_ESCAPES = {ord("\\"): r"\\", ord("\t"): r"\t", ord("\n"): r"\n", ord("\r"): r"\r"}


def blocks(rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """The rows as text, some hundreds at a time. Values are as the driver takes them."""
    lines = _lines(rows)
    while some := list(islice(lines, BLOCK)):
        yield "".join(some).encode()


def _lines(rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """What stands in a column as in the row before, such as a default, is not written anew."""
    others = _written_by_driver()
    before: list[Any] = []
    texts: list[str] = []
    for row in rows:
        if not texts:
            before, texts = [_UNSEEN] * len(row), [""] * len(row)
        for place, value in enumerate(row):
            if value is not before[place]:
                before[place], texts[place] = value, _text(value, others)
        yield "\t".join(texts) + "\n"


def _text(value: Any, others: Write) -> str:
    if type(value) is str:
        return value.translate(_ESCAPES) if _SPECIAL.search(value) else value
    if value is None:
        return r"\N"
    if type(value) is int:
        return str(value)
    return _rarer(value, others)


def _rarer(value: Any, others: Write) -> str:
    match value:
        case bool():
            return "t" if value else "f"
        case Binary(obj=bytes() as data) | (bytes() as data):
            return rf"\\x{data.hex()}"
        case date():  # and a time with it
            return str(value)
        case str():  # a choice
            return _text(str.__str__(value), others)
    return _text(others(value), others)


def _written_by_driver() -> Write:
    """The driver knows how to write whatever is not named here."""
    dumpers = Transformer()

    def write(value: Any) -> str:
        told = dumpers.get_dumper(value, PyFormat.TEXT).dump(value)
        assert told is not None  # only of a type that stands for NULL, and fields give None
        return bytes(told).decode()

    return write
