"""Work done a step ahead in a thread, while the caller waits for the database: the two share the time, not the data."""

import gc
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, ParamSpec, TypeVar

SOON = 0.0002  # seconds
SELDOM = 50_000, 20, 50

T = TypeVar("T")
P = ParamSpec("P")


class Helper:
    """One thread that does one thing after another. What it does must not touch the database."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ahead")

    def start(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        return self._pool.submit(work, *args, **kwargs)

    def stop(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def helper() -> Iterator[Helper]:
    """A helper for the time of the block; what it has not begun by then is dropped.

    Meanwhile the interpreter passes from thread to thread sooner, or the database would wait with every answer until
    the helper has used up its 5 ms, and it looks for cycles more seldom, of which rows of lists make none.
    """
    found, interval, thresholds = Helper(), sys.getswitchinterval(), gc.get_threshold()
    sys.setswitchinterval(SOON)
    gc.set_threshold(*SELDOM)
    try:
        yield found
    finally:
        gc.set_threshold(*thresholds)
        sys.setswitchinterval(interval)
        found.stop()


def one_ahead(items: Iterator[T], hand: Helper) -> Iterator[T]:
    """The items, the next one fetched by the helper while the present one is worked on."""
    end: Any = object()
    coming = hand.start(next, items, end)
    while (item := coming.result()) is not end:
        coming = hand.start(next, items, end)
        yield item
