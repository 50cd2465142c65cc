"""How often somebody may try: sliding windows kept in the cache, which lives in the database and needs no Redis."""

import hashlib
import time
from dataclasses import dataclass

from django.core.cache import cache
from django.db import connection, transaction

MINUTE, HOUR, DAY = 60, 3600, 86400


@dataclass(frozen=True)
class Limit:
    """At most ``amount`` in ``seconds``, for each value that is asked about (an account, an address)."""

    action: str
    amount: int
    seconds: int

    def key(self, of: object) -> str:
        digest = hashlib.sha256(f"{self.action}\0{of}".encode()).hexdigest()
        return f"limit:{digest[:40]}"

    def forget(self, of: object) -> None:
        """Whoever proved who they are starts anew."""
        cache.delete(self.key(of))

    def allows(self, of: object) -> bool:
        """Count this attempt; False when there were too many. Attempts refused are not counted."""
        key = self.key(of)
        with transaction.atomic():
            with connection.cursor() as cursor:
                # Two requests at once must not both be the last one allowed.
                cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
            now = time.time()
            hits: list[float] = [hit for hit in cache.get(key, []) if hit > now - self.seconds]
            if len(hits) >= self.amount:
                return False
            cache.set(key, [*hits, now], self.seconds)
        return True
