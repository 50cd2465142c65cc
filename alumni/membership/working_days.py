"""Working days of a public office in Turkey: no weekends, none of the public holidays of Law 2429.

The afternoons before the feasts and before 29 October count as working days: whoever waits is not helped by less.
"""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

# (month, day): 1 January, 23 April, 1 May, 19 May, 15 July, 30 August, 29 October.
FIXED = {(1, 1), (4, 23), (5, 1), (5, 19), (7, 15), (8, 30), (10, 29)}
# First days of the feasts of Ramazan (three days) and Kurban (four days): calendar of the Presidency of Religious
# Affairs (Diyanet), as gathered up to 2032 in the tables for Turkey of the library «holidays» (vacanza/holidays, MIT).
RAMAZAN = (
    date(2026, 3, 20), date(2027, 3, 9), date(2028, 2, 26), date(2029, 2, 14), date(2030, 2, 4), date(2031, 1, 24),
    date(2032, 1, 14),
)  # fmt: skip
KURBAN = (
    date(2026, 5, 27), date(2027, 5, 16), date(2028, 5, 5), date(2029, 4, 24), date(2030, 4, 13), date(2031, 4, 2),
    date(2032, 3, 22),
)  # fmt: skip
FEASTS = frozenset(
    first + timedelta(days=n) for firsts, days in ((RAMAZAN, 3), (KURBAN, 4)) for first in firsts for n in range(days)
)


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and (day.month, day.day) not in FIXED and day not in FEASTS


def working_days_before(moment: datetime, days: int) -> datetime:
    """The moment before which everything has waited through ``days`` whole working days by ``moment``.

    What came in on a Thursday has waited for three at the end of the next Tuesday: Friday, Monday, Tuesday.
    """
    day = timezone.localtime(moment).date()
    while days:
        day -= timedelta(days=1)
        days -= is_working_day(day)
    return timezone.make_aware(datetime.combine(day, time.min))
