"""Bringing lists in: against django-import-export on the same tables, and against the database's own floor.

Every way writes the same rows into the same tables (person, record, graduation, contacts) with the same history. Ours
starts from the file, with reading, validation, encryption and digests; the others are given rows that are read already.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from django.core.management import call_command
from django.db import connections

from tests.bench.database import bench_database
from tests.bench.lists import write_csv_list, write_xlsx_list
from tests.bench.measure import Measure, at_least, at_most, seconds

ROWS = int(os.environ.get("BENCH_ROWS", 100_000))
# Theirs take minutes for what ours takes seconds; their speed does not change with the number of rows.
ROWS_OF_THEIRS = min(ROWS, 10_000)
MANY = 10 * ROWS
ROUNDS = int(os.environ.get("BENCH_ROUNDS", 3))
TABLES = "people_contactpoint, alumni_graduation, alumni_alumnus, people_person, alumni_importrun, alumni_importsource"


def measures() -> Iterator[Measure]:
    with tempfile.TemporaryDirectory() as folder, bench_database("importing"):
        call_command("load_units", verbosity=0)
        lists = {
            "csv": write_csv_list(Path(folder) / "a.csv", ROWS),
            "xlsx": write_xlsx_list(Path(folder) / "a.xlsx", ROWS),
        }
        runs: dict[str, list[float]] = {}
        for _round in range(ROUNDS):
            for name, work in ways(lists).items():
                empty()
                runs.setdefault(name, []).append(work())
            again = rate(ROWS, lambda: bring_in(lists["xlsx"]))  # the last way of a round has just brought it in
            runs.setdefault("again", []).append(again)
        yield from ratios(runs)
        yield from memory(Path(folder))


def ratios(runs: dict[str, list[float]]) -> Iterator[Measure]:
    def against(one: str, other: str) -> list[float]:
        return [mine / theirs for mine, theirs in zip(runs[one], runs[other], strict=True)]

    print(f"# rows/s: {', '.join(f'{name} {max(speeds):,.0f}' for name, speeds in runs.items())}")
    unit = "rows/s of ours / of theirs"
    yield at_least("import_csv_upsert", 12, against("csv", "upsert"), unit=f"{unit}: import-export, same upsert")
    yield at_least("import_csv_insert", 3, against("csv", "insert"), unit=f"{unit}: import-export, insert only")
    yield at_least("import_csv_floor", 0.5, against("csv", "premade"), unit=f"{unit}: staged COPY of premade rows")
    yield at_least("import_xlsx", 0.6, against("xlsx", "csv"), unit="rows/s of the XLSX / of the CSV")
    yield at_least("import_again", 3, against("again", "xlsx"), unit="rows/s of the same file again / the first time")


def ways(lists: dict[str, Path]) -> dict[str, Callable[[], float]]:
    """Each way by name: brings its rows into an empty registry and returns rows a second."""
    from tests.bench import import_export_way, premade

    return {
        "upsert": lambda: import_export_way.run(lists["csv"], ROWS_OF_THEIRS, lookup=True),
        "insert": lambda: import_export_way.run(lists["csv"], ROWS_OF_THEIRS, lookup=False),
        "premade": lambda: premade.run(lists["csv"], ROWS),
        "csv": lambda: rate(ROWS, lambda: bring_in(lists["csv"])),
        "xlsx": lambda: rate(ROWS, lambda: bring_in(lists["xlsx"])),
    }


def rate(rows: int, work: Callable[[], object]) -> float:
    return rows / seconds(work)


def bring_in(path: Path) -> None:
    """As the nightly command does it, from the file to the last row."""
    from alumni.registry.importing.comparing import Scope
    from alumni.registry.importing.drops import dropped
    from alumni.registry.importing.services import run_import

    with dropped(path=path, source="bench") as (run, graduates):
        tally = run_import(graduates, scope=Scope(), run=run, apply=True)
    assert tally.good == tally.rows, tally


def empty() -> None:
    """An empty registry, its statistics forgotten alike for every way.

    Analysed before: changes still counted would have autovacuum analyse it while it is empty, and the checks of
    foreign keys would read whole tables until it comes again.
    """
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"ANALYZE {TABLES}")
        cursor.execute(f"TRUNCATE {TABLES} RESTART IDENTITY CASCADE")
    connections["owner"].close()


# --- memory -------------------------------------------------------------------------------------


def memory(folder: Path) -> Iterator[Measure]:
    """Peak resident memory of a process that brings in ten times as many rows."""
    few, many = write_csv_list(folder / "few.csv", ROWS), write_csv_list(folder / "many.csv", MANY)
    peaks = []
    for path in (few, many):
        empty()
        peaks.append(peak_of(path))
    print(f"# peak memory: {peaks[0]:.0f} MB for {ROWS:,} rows, {peaks[1]:.0f} MB for {MANY:,}")
    yield at_most("import_memory", 1.2, [peaks[1] / peaks[0]], unit=f"peak memory at {MANY:,} rows / at {ROWS:,}")


def peak_of(path: Path) -> float:
    """Megabytes, told by the process itself."""
    environment = os.environ | {"BENCH_DATABASE": connections["default"].settings_dict["NAME"]}
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.peak", str(path)], env=environment, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return float(done.stdout)
