"""The same comparing on a public set of record linkage."""

from collections.abc import Iterator
from tests.bench.measure import Measure


def linkage() -> Iterator[Measure]:
    yield from ()
