"""The private room in which a search works: its own database file, its own spill files, nothing left behind.

A worker that is killed cannot tidy up, so every search begins by wiping what earlier ones left. It may, because only
one search runs at a time (``finding.only_one``); the room's name holds the registry's, so that another never wipes it.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    import duckdb

# What DuckDB may hold in memory; beyond that it spills into the room. 300,000 records need about half.
MEMORY = "640MB"
THREADS = 2


def corner() -> Path:
    """Where the rooms of this registry's searches are: readable by nobody else."""
    path = Path(tempfile.gettempdir()) / f"mik-duplicates-{os.getuid()}-{connection.settings_dict['NAME']}"
    path.mkdir(mode=0o700, exist_ok=True)
    if path.is_symlink() or path.stat().st_uid != os.getuid():
        raise PermissionError("The temporary directory belongs to somebody else.")
    path.chmod(0o700)
    return path


@contextmanager
def room() -> Iterator[Path]:
    """An empty directory, 0700, gone afterwards whatever happens; leftovers of killed searches go first."""
    home = corner()
    for leftover in home.iterdir():
        shutil.rmtree(leftover)
    try:
        yield Path(tempfile.mkdtemp(dir=home))
    finally:
        shutil.rmtree(home)


@contextmanager
def database(directory: Path) -> Iterator["duckdb.DuckDBPyConnection"]:
    """DuckDB inside the room; it reaches no file outside it and nothing on the network."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "threads": min(THREADS, os.cpu_count() or 1),
        "temp_directory": str(directory / "spill"),
        "preserve_insertion_order": False,
    }
    import duckdb  # a fifth of a second and its memory, which no web process needs

    db = duckdb.connect(str(directory / "search.duckdb"), config=config)
    try:
        db.execute(f"SET allowed_directories = ['{directory}']; SET enable_external_access = false")
        yield db
    finally:
        db.close()
