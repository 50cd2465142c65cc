"""Records with something wrong, so that the repair lists show what they are for, and a made-up year of daily totals.

The past cannot be read from the records (a confirmation replaces the one before), so the months before today are
today's numbers, shrunk the further back they lie.
"""

from datetime import date, timedelta

from django.db.models import F
from django.utils import timezone

from alumni.registry.health.looking import look_and_count
from alumni.registry.health.measures import FIELDS, MEASURES
from alumni.registry.health.models import HealthSnapshot
from alumni.registry.models import Alumnus, Graduation
from mik.common.turkish import upper
from mik.people.models import ContactPoint, Evidence, Person

MONTHS = 12
TOUR = 100
# What part of today's share a month had, so many months ago.
LOSS = 0.018
TYPOS = ("gmial.com", "hotmial.com", "gmail.con")
SHARED = "bolum.sekreterligi@ornek.example"


def make() -> None:
    """Does nothing where there are totals already."""
    if HealthSnapshot.objects.exists():
        return
    _spoil()
    look_and_count()
    _make_past(timezone.localdate())


def _spoil() -> None:
    """Every flaw in a few records of graduates who are no members; each record has one at most.

    The first records are those the tour of the demo leads to: they stay as they are.
    """
    known = Alumnus.objects.filter(membership__isnull=True, person__user__isnull=True, state=Alumnus.State.CONFIRMED)
    ids = list(known.order_by("pk").values_list("pk", flat=True)[TOUR::7])
    for person in Person.objects.filter(pk__in=ids[:40]):
        person.given_names, person.surname = upper(person.given_names), upper(person.surname)
        person.save(update_fields=["given_names", "surname", "updated_at"])
    Person.objects.filter(pk__in=ids[40:62]).update(former_surname=F("surname"))
    _born_late(ids[62:80])
    _misspell(ids[80:140])
    _share(ids[140:155])
    _die(ids[155:196])


def _born_late(ids: list[int]) -> None:
    """The first half was born after the graduation, the others some years before."""
    rows = Graduation.objects.filter(alumnus__in=ids).order_by("alumnus", "year").values_list("alumnus", "year")
    for place, (pk, year) in enumerate(dict(rows).items()):
        born = date(year + 1 if place < len(ids) // 2 else year - 9, 3, 14)
        Person.objects.filter(pk=pk).update(birth_date=born)


def _emails(ids: list[int]) -> list[ContactPoint]:
    return list(ContactPoint.objects.alive().filter(person__in=ids, kind="email").order_by("pk"))


def _misspell(ids: list[int]) -> None:
    emails = _emails(ids)
    for place, contact in enumerate(emails):
        contact.value = contact.normalised = f"{contact.value.partition('@')[0]}@{TYPOS[place % len(TYPOS)]}"
    ContactPoint.objects.bulk_update(emails, ["value", "normalised"])


def _share(ids: list[int]) -> None:
    """One address of an office, written down for all of them."""
    ContactPoint.objects.filter(pk__in=[one.pk for one in _emails(ids)]).update(value=SHARED, normalised=SHARED)


def _die(ids: list[int]) -> None:
    """The first address bounced; a second one lives."""
    emails = [one for one in _emails(ids) if one.is_primary]
    ContactPoint.objects.filter(pk__in=[one.pk for one in emails]).bury(Evidence.BOUNCED, reason="550 5.1.1")
    second = [f"{one.value.partition('@')[0]}.2@ornek.example" for one in emails]
    ContactPoint.objects.bulk_create(
        ContactPoint(person_id=one.person_id, kind="email", value=address, normalised=address, source=one.source)
        for one, address in zip(emails, second, strict=True)
    )


def _make_past(today: date) -> None:
    now = list(HealthSnapshot.objects.filter(day=today))
    days = [today - timedelta(days=30)]
    days += [(today.replace(day=1) - timedelta(days=1 + 30 * back)).replace(day=1) for back in range(MONTHS)]
    past = [_shrunk(one, day, (today - day).days / 30) for day in days for one in now]
    HealthSnapshot.objects.bulk_create(past, batch_size=1000, ignore_conflicts=True)


def _shrunk(one: HealthSnapshot, day: date, months: float) -> HealthSnapshot:
    """Departments do not move alike: some stood still, some were better."""
    pace = (0.4, 1.0, 1.6, -0.2)[(one.unit_id or 1) % 4]
    registered = round(one.registered * (1 - 0.004 * months))
    then = HealthSnapshot(unit_id=one.unit_id, day=day, registered=registered, wanting=one.wanting)
    then.members = round(one.members * (1 - 0.03 * months))
    for code in MEASURES:
        loss = LOSS * pace * months * (1.6 if code in {"fresh", "sound"} else 0.6)
        setattr(then, code, min(registered, max(0, round(getattr(one, code) * (1 - loss)))))
    then.lacking = dict.fromkeys(FIELDS, 0)
    return then
