"""How well and how fast the whole registry is searched for people recorded twice.

Measured is what the product runs (``find_duplicates``), on the registry's own tables in a database of its own, with
the threshold the product shows pairs from. The seed reported was never looked at while the weights were set.
"""

import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from tests.bench.measure import Measure, at_least, at_most

# The weights were set on seeds 101 to 103.
SEED = 1955
QUALITY, FULL = (int(size) for size in os.environ.get("BENCH_DUPLICATES", "100000,300000").split(","))
Pair = tuple[int, int]


def measures() -> Iterator[Measure]:
    yield from quality()
    yield from scale()
    from tests.bench.public_linkage import linkage

    yield from linkage()


def quality() -> Iterator[Measure]:
    """Precision and recall over pairs of records."""
    from alumni.registry.duplicates.finding import find_duplicates
    from alumni.registry.duplicates.models import DuplicatePair
    from tests.bench.database import bench_database
    from tests.bench.people import People
    from tests.bench.people_tables import fill

    records = People(SEED).records(QUALITY)
    with bench_database("duplicates"):
        fill(records)
        find_duplicates()
        found = set(DuplicatePair.objects.values_list("first", "second"))
    truth = true_pairs([record.who for record in records])
    right = len(found & truth)
    unit = f"of pairs, {QUALITY} records, 10 per cent duplicates"
    yield at_least("duplicates_precision", 0.99, [right / max(len(found), 1)], unit=unit)
    yield at_least("duplicates_recall", 0.93, [right / len(truth)], unit=unit)


def true_pairs(who: list[int]) -> set[Pair]:
    """Pairs of record numbers (1, 2, …) that are one person."""
    records: dict[int, list[int]] = defaultdict(list)
    for number, person in enumerate(who, 1):
        records[person].append(number)
    return {pair for numbers in records.values() for pair in combinations(numbers, 2)}


def scale() -> Iterator[Measure]:
    """Time and memory of a process that does nothing else, from the first table read to the last pair stored."""
    from django.db import connection

    from tests.bench.database import bench_database
    from tests.bench.people import People
    from tests.bench.people_tables import fill

    with bench_database("duplicates_full"):
        fill(People(SEED).records(FULL))
        name = str(connection.settings_dict["NAME"])
        command = [sys.executable, "-m", "tests.bench.duplicates", name]
        told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    label = f"{FULL // 1000}k"
    yield at_most(f"duplicates_{label}_seconds", 60, [told["seconds"]], unit=f"seconds, {told['pairs']} pairs found")
    yield at_most(f"duplicates_{label}_memory", 1.3, [told["gigabytes"]], unit="GB, peak RSS with DuckDB's")


def child(database: str) -> None:
    """One search in a process of its own."""
    from tests.bench.__main__ import prepare
    from tests.bench.database import _turn_to

    prepare()
    _turn_to({"default": database, "owner": database})
    from alumni.registry.duplicates.finding import find_duplicates

    began = time.perf_counter()
    found = find_duplicates()
    taken = time.perf_counter() - began
    # Not getrusage: a child inherits there what its parent once held.
    peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    print(json.dumps({"seconds": taken, "gigabytes": int(peak.split()[1]) * 1024 / 1e9, "pairs": found.pairs}))


if __name__ == "__main__":
    child(sys.argv[1])
