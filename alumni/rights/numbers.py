"""Numbers of requests: one row after another within a year, without gaps."""

from datetime import date

from django.db import connection
from django.db.models import Max

from alumni.rights.models import RightsRequest

# Any constant will do; it names the lock that new requests of one year take one after another.
LOCK = 6698


def next_serial(day: date) -> int:
    """The next number of that day's year; whoever asks at the same time waits for the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, day.year])
    last = RightsRequest.objects.filter(year=day.year).aggregate(last=Max("serial"))["last"]
    return int(last or 0) + 1
