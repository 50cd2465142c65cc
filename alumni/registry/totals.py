"""Numbers over the whole registry, counted at most every few minutes once it is large."""

import time
from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from django.core.cache import cache
from django.db import connection

from alumni.registry.models import Alumnus

T = TypeVar("T")

# Fewer records than this are counted anew for each page; above, a page would wait for seconds.
LARGE = 50_000
SECONDS = 300


def remembered(key: str, count: Callable[[], T]) -> T:
    """What ``count`` gives, or gave a few minutes ago where the registry is large. Nothing in it may name a person."""
    if not is_large():
        return count()
    found: T | None = cache.get(key)
    if found is None:
        found = count()
        cache.set(key, found, SECONDS)
    return found


def is_large() -> bool:
    """By the planner's own estimate, asked once a minute for a process and a database."""
    return _is_large(int(time.monotonic() // 60), str(connection.settings_dict["NAME"]))


@lru_cache(maxsize=2)
def _is_large(minute: int, database: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [Alumnus._meta.db_table])
        return bool(cursor.fetchone()[0] > LARGE)
