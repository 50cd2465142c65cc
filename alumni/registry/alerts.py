"""What the office must hear of: exports, and representatives who looked at many people's contacts in one day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Func, QuerySet
from django.utils import timezone

from mik.accounts.models import Office, User
from mik.audit.models import AccessEvent, Action
from mik.people.models import ContactPoint

# How long an export stays among the things that want the office's attention.
RECENT = timedelta(days=7)


def midnight() -> datetime:
    """The beginning of the day in Türkiye."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


def recent_exports() -> QuerySet[AccessEvent]:
    return AccessEvent.objects.filter(action=Action.EXPORT, at__gte=timezone.now() - RECENT)


@dataclass(frozen=True)
class ManyLooks:
    """A representative and the number of contact rows on the records opened or exported today."""

    user: User
    rows: int


def contact_rows_today(user_ids: Iterable[int] | None = None) -> dict[int, int]:
    """Contact rows that representatives saw today, by user; a record opened twice counts once."""
    seen = AccessEvent.objects.filter(
        action__in=[Action.VIEW, Action.EXPORT], as_role=Office.REPRESENTATIVE, at__gte=midnight()
    )
    if user_ids is not None:
        seen = seen.filter(user__in=user_ids)
    people = seen.annotate(person=Func("subjects", function="unnest"))
    pairs: set[tuple[int | None, int]] = set(people.values_list("user_id", "person"))
    return _rows_of(pairs)


def _rows_of(pairs: set[tuple[int | None, int]]) -> dict[int, int]:
    people = {person for __, person in pairs}
    contacts: dict[int, int] = {}
    for person in ContactPoint.objects.filter(person__in=people).values_list("person_id", flat=True):
        contacts[person] = contacts.get(person, 0) + 1
    rows: dict[int, int] = {}
    for user, person in pairs:
        if user is not None:
            rows[user] = rows.get(user, 0) + contacts.get(person, 0)
    return rows


def many_looks_today() -> list[ManyLooks]:
    """Representatives above CONTACT_ROWS_ALERT today, the most first."""
    over = {user: rows for user, rows in contact_rows_today().items() if rows > settings.CONTACT_ROWS_ALERT}
    users = User.objects.filter(pk__in=over)
    return sorted((ManyLooks(user, over[user.pk]) for user in users), key=lambda looks: -looks.rows)
