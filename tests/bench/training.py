"""``python -m tests.bench.training``: how often each level occurs between two records of one person and of two.

What it prints is where the numbers of ``alumni.registry.duplicates.weights`` come from. Its seeds are never those of
the benchmark.
"""

import csv
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import duckdb

from tests.bench.people import People, Record

SEEDS = (101, 102, 103)
SIZE = 30_000
RANDOM_PAIRS = 200_000


def fill(db: duckdb.DuckDBPyConnection, records: list[Record]) -> None:
    """Records straight into the tables of the comparing, without a registry around them."""
    from alumni.registry.duplicates.comparing import INPUT

    db.execute(INPUT)
    with tempfile.TemporaryDirectory() as directory:
        for table, rows in (
            ("record", _records(records)),
            ("contact", _contacts(records)),
            ("study", _studies(records)),
        ):
            path = Path(directory) / table
            with path.open("w", newline="") as file:
                csv.writer(file).writerows(rows)
            db.execute(f"COPY {table} FROM '{path}' (FORMAT csv, HEADER false)")


def _hash(value: object) -> int | None:
    return int.from_bytes(Random(str(value)).randbytes(7), "big") if value else None


def _records(records: list[Record]) -> Iterator[Sequence[object]]:
    from mik.common.turkish import fold

    for pk, one in enumerate(records, 1):
        yield [pk, fold(one.given), fold(one.surname), fold(one.former), one.birth, one.sex, one.tckn,
               _hash(one.passport)]  # fmt: skip


def _contacts(records: list[Record]) -> Iterator[Sequence[object]]:
    for pk, one in enumerate(records, 1):
        yield from ([pk, kind, _hash(value)] for kind, value in (("email", one.email), ("phone", one.phone)) if value)


def _studies(records: list[Record]) -> Iterator[Sequence[object]]:
    for pk, one in enumerate(records, 1):
        yield [pk, one.department, one.department * 4 + one.level, one.level, one.year, _hash(one.student_no),
               _hash(one.diploma_no)]  # fmt: skip


def shares(db: duckdb.DuckDBPyConnection, pairs: list[tuple[int, int]]) -> dict[tuple[str, str], float]:
    """The share of each level among these pairs, of those that can be compared."""
    from alumni.registry.duplicates import comparing

    db.execute(
        "DROP TABLE IF EXISTS studies; DROP TABLE IF EXISTS candidate; CREATE TABLE candidate (l BIGINT, r BIGINT)"
    )
    with tempfile.NamedTemporaryFile("w", newline="") as file:
        csv.writer(file).writerows(pairs)
        file.flush()
        db.execute(f"COPY candidate FROM '{file.name}' (FORMAT csv, HEADER false)")
    db.execute(comparing.STUDIES)
    found: dict[tuple[str, str], float] = {}
    for name in comparing.COMPARISONS:
        where = f"WHERE {name} IS NOT NULL"
        rows = db.execute(f"SELECT {name}::VARCHAR, count(*) FROM ({comparing.LEVELS}) {where} GROUP BY ALL").fetchall()
        found |= {(name, level): count / sum(n for _l, n in rows) for level, count in rows}
    return found


def main() -> None:
    from alumni.registry.duplicates import comparing
    from tests.bench.duplicates import true_pairs

    m: dict[tuple[str, str], list[float]] = {}
    u: dict[tuple[str, str], list[float]] = {}
    for seed in SEEDS:
        records, db = People(seed).records(SIZE), duckdb.connect()
        fill(db, records)
        for statement in (comparing.PERSONS, comparing.KEYS, comparing.CANDIDATES, comparing.SHARED):
            db.execute(statement)
        truth = true_pairs([record.who for record in records])
        chance = Random(seed)
        others = {tuple(sorted(chance.sample(range(1, SIZE + 1), 2))) for _n in range(RANDOM_PAIRS)} - truth
        for told, pairs in ((m, sorted(truth)), (u, sorted(others))):
            for level, share in shares(db, pairs).items():  # type: ignore[arg-type]
                told.setdefault(level, []).append(share)
    for level in sorted(m.keys() | u.keys()):
        means = [sum(told.get(level, [])) / len(SEEDS) for told in (m, u)]
        print(f"{level[0]:10}{level[1]:12} m {means[0]:.4f}  u {means[1]:.6f}")


if __name__ == "__main__":
    from tests.bench.__main__ import prepare

    prepare()
    main()
