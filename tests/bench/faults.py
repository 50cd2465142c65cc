"""A million rows with one broken: that one is told with its line and its reason, and all others land, once each.

By the nightly command, as it would happen; ``BENCH_ROWS`` takes another number.
"""

import io
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management import call_command

from tests.bench.database import bench_database
from tests.bench.lists import write_csv_list
from tests.bench.measure import Measure, at_least, seconds

ROWS = int(os.environ.get("BENCH_ROWS", 1_000_000))
# Its place among the rows; in the file it stands a line lower, below the header.
BROKEN = ROWS * 2 // 3


def measures() -> Iterator[Measure]:
    with tempfile.TemporaryDirectory() as folder, bench_database("faults"):
        call_command("load_units", verbosity=0)
        path = with_one_broken(write_csv_list(Path(folder) / "whole.csv", ROWS))
        told: dict[str, Any] = {}
        taken = seconds(lambda: told.update(brought_in(path)))
        print(f"# {ROWS:,} rows with one broken: {taken:.0f} s, {ROWS / taken:,.0f} rows/s", flush=True)
        yield at_least("one_broken_landed", 1, [landed(told)], unit="people, records and diplomas there / good rows")
        yield at_least(
            "one_broken_told", 1, [problems_told(told)], unit="whether that row alone is told, with its line"
        )


def with_one_broken(whole: Path) -> Path:
    """The same list, one identity number short of a digit."""
    path = whole.with_name("broken.csv")
    with whole.open(encoding="utf-8-sig") as source, path.open("w", encoding="utf-8-sig") as target:
        for number, line in enumerate(source):
            target.write(line[1:] if number == BROKEN else line)
    whole.unlink()
    return path


def brought_in(path: Path) -> dict[str, Any]:
    out = io.StringIO()
    try:
        call_command("import_graduates", str(path), "--json", stdout=out)
    except SystemExit as end:
        return {"code": end.code, **json.loads(out.getvalue())}
    raise AssertionError("The command says how it ended.")


def landed(told: dict[str, Any]) -> float:
    """1 when every good row is there and none twice."""
    from alumni.registry.models import Alumnus, Graduation
    from mik.people.models import Person

    wanted = ROWS - 1
    counts = {told["created"], *(model.objects.count() for model in (Person, Alumnus, Graduation))}
    return min(counts) / wanted if max(counts) == wanted else 0


def problems_told(told: dict[str, Any]) -> float:
    from alumni.registry.models import ImportProblem

    problems = ImportProblem.objects.filter(is_warning=False).values_list("row", "reason")
    is_clear = list(problems) == [(BROKEN + 1, "tckn")]
    return float(is_clear and told["code"] == 1 and told["rejected"] == 1)
