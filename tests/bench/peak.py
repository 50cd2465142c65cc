"""``python -m tests.bench.peak FILE``: bring a list in and print the peak resident memory of this process in megabytes.

The database is named by BENCH_DATABASE.
"""

import os
import resource
import sys
from pathlib import Path

from tests.bench.__main__ import prepare


def main(path: Path) -> None:
    prepare()
    from django.db import connections

    for alias in connections:
        connections[alias].settings_dict["NAME"] = os.environ["BENCH_DATABASE"]
    from tests.bench.importing import bring_in

    bring_in(path)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
