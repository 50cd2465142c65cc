"""Counts that are dear, kept for a few minutes with the moment they were taken; what acts on them counts anew."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from django.core.cache import cache
from django.utils import timezone

T = TypeVar("T")
KEPT = 600  # seconds


@dataclass(frozen=True)
class Counted(Generic[T]):
    value: T
    at: datetime


def counted(*key: object, count: Callable[[], T], anew: bool = False) -> Counted[T]:
    """``key``: everything the count depends on, but the records themselves. ``anew`` counts whatever is kept."""
    digest = hashlib.sha256(json.dumps(key, default=str, sort_keys=True).encode()).hexdigest()
    name = f"counted:{digest[:40]}"
    kept = None if anew else cache.get(name)
    if isinstance(kept, Counted):
        return kept
    fresh = Counted(count(), timezone.now())
    cache.set(name, fresh, KEPT)
    return fresh
