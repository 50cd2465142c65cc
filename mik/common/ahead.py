"""Work done a step ahead in a thread, while the caller waits for the database: the two share the time, not the data."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, ParamSpec, TypeVar

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
    """A helper for the time of the block; what it has not begun by then is dropped."""
    found = Helper()
    try:
        yield found
    finally:
        found.stop()


def one_ahead(items: Iterator[T], hand: Helper) -> Iterator[T]:
    """The items, the next one fetched by the helper while the present one is worked on."""
    end: Any = object()
    coming = hand.start(next, items, end)
    while (item := coming.result()) is not end:
        coming = hand.start(next, items, end)
        yield item
