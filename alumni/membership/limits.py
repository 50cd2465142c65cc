"""How often somebody may try: sliding windows kept in the cache, which lives in the database and needs no Redis."""

import hashlib
import time
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpRequest

MINUTE, HOUR, DAY = 60, 3600, 86400


@dataclass(frozen=True)
class Limit:
    action: str
    amount: int
    seconds: int

    def key(self, of: object) -> str:
        digest = hashlib.sha256(f"{self.action}\0{of}".encode()).hexdigest()
        return f"claim-limit:{digest[:40]}"

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


# What one account may send in a day; the draft is kept whatever happens.
SUBMISSIONS = Limit("submit", 5, DAY)
# Anything posted to the claim's pages: a person filling in five steps stays far below.
POSTS = Limit("post", 60, 10 * MINUTE)
# A whole campus may share an address, and a graduation day brings many at once.
POSTS_FROM_ADDRESS = Limit("post-address", 1000, HOUR)
# What the addresses of one record get, however many accounts claim it.
CODES = Limit("code", 3, DAY)
NOTICES = Limit("notice", 1, DAY)


def may_post(request: HttpRequest) -> bool:
    address = get_adapter().get_client_ip(request)
    return POSTS.allows(request.user.pk) and POSTS_FROM_ADDRESS.allows(address)
