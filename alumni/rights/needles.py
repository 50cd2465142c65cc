"""Searching stored files for a person: lists row by row, anything else by its bytes."""

import io
import zipfile
from collections.abc import Iterator
from typing import IO

from mik.common.tables import TableError, read_table
from mik.files.models import StoredFile
from mik.files.services import open_file
from mik.people.traces import Traces

ENCODINGS = ("utf-8", "utf-16", "cp1254")
# A ZIP in a ZIP, and no deeper.
DEPTH = 2


def rows_naming(file: StoredFile, traces: Traces) -> set[int] | None:
    """Numbers of the rows of a list that name the person; None where the file is no list or cannot be read."""
    try:
        with open_file(file) as content, read_table(content, file.name) as table:
            rows = (row for sheet in table.sheets for row in sheet.rows())
            return {row.number for row in rows if traces.found_in(*row.cells)}
    except (TableError, OSError, ValueError):
        return None


def names_person(file: StoredFile, traces: Traces) -> bool:
    """Whether the file names the person anywhere; one that cannot be read is taken to."""
    rows = rows_naming(file, traces)
    if rows is not None:
        return bool(rows)
    try:
        with open_file(file) as content:
            return any(traces.found_in(text) for text in _texts(content, DEPTH))
    except FileNotFoundError:
        return False
    except (OSError, ValueError, zipfile.BadZipFile):
        return True


def _texts(content: IO[bytes], depth: int) -> Iterator[str]:
    raw = content.read()
    if raw.startswith(b"PK") and depth:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for name in archive.namelist():
                yield name
                yield from _texts(io.BytesIO(archive.read(name)), depth - 1)
        return
    for encoding in ENCODINGS:
        yield raw.decode(encoding, errors="ignore")
