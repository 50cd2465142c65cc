"""``python -m tests.bench [subject …]``: run the benchmarks, print a line a measure, write var/bench.json.

A subject is a module of this package with ``measures() -> Iterator[Measure]``; without a name all of them run. What
was measured before for other subjects stays in the file.
"""

import json
import os
import platform
import sys
from importlib import import_module, metadata
from pathlib import Path

from tests.bench.measure import Measure

SUBJECTS = (
    "importing", "search", "members", "claims", "enumeration", "tryton", "duplicates", "exporting", "faults",
)  # fmt: skip
REPORT = Path("var/bench.json")
VERSIONS = ("django", "psycopg", "duckdb", "splink", "django-import-export")


def prepare() -> None:
    """Django with the settings of a production web process, on the private services."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mik.settings")
    django.setup()


def machine() -> str:
    """The machine and the versions, as one line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    found = [f"{name} {metadata.version(name)}" for name in VERSIONS if _is_installed(name)]
    return f"# {os.cpu_count()} cores, {memory:.0f} GiB, Python {platform.python_version()}, {', '.join(found)}"


def _is_installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def keep(measures: list[Measure]) -> None:
    """Write the report anew; older measures of other names stay."""
    known = {entry["name"]: entry for entry in json.loads(REPORT.read_text())} if REPORT.exists() else {}
    known |= {measure.name: measure.as_json() for measure in measures}
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps(list(known.values()), indent=2) + "\n")


def main(subjects: list[str]) -> int:
    prepare()
    print(machine(), flush=True)
    found: list[Measure] = []
    for subject in subjects or SUBJECTS:
        for measure in import_module(f"tests.bench.{subject}").measures():
            print(measure.line, flush=True)
            found.append(measure)
            keep(found)
    return 0 if all(measure.ok for measure in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
