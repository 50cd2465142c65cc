"""Breaches: entered, kept up to date, their people found and frozen, closed (KVKK art. 12/5; decision 2019/10)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.registry.exchange.models import Export
from alumni.registry.merging.ids import survivors_of
from alumni.registry.segments.models import Segment
from alumni.registry.segments.persons import persons_of
from coordinator.protection.models import Breach, BreachSubject
from coordinator.protection.permissions import can_handle_breaches
from mik.accounts.models import User
from mik.audit.models import AccessEvent
from mik.people.models import Person

Found = BreachSubject.Found


class BreachProblem(Exception):
    """Why something cannot be done; the message is for the desk."""


@dataclass(frozen=True)
class Choice:
    """Whom a breach concerns: what an account looked at or took in a period, one export, a segment, or numbers."""

    user: User | None = None
    since: datetime | None = None
    until: datetime | None = None
    export: int | None = None
    segment: Segment | None = None
    numbers: Collection[int] = ()


def _check(by: User) -> None:
    if not can_handle_breaches(by):
        raise PermissionDenied


@transaction.atomic
def save_breach(*, breach: Breach, by: User) -> Breach:
    """A new one, or a changed one while it is open. Raises ValidationError for dates that cannot be."""
    _check(by)
    if breach._state.adding:
        breach.created_by = by
    elif not Breach.objects.select_for_update().get(pk=breach.pk).is_open:
        raise BreachProblem(_("Bu ihlal kaydı kapatılmış."))
    breach.full_clean()
    breach.save()
    return breach


@transaction.atomic
def add_subjects(*, breach: Breach, by: User, choice: Choice) -> int:
    """Add the people the choice finds; returns how many were not on the list. Raises BreachProblem."""
    _check(by)
    held = _open(breach)
    if held.is_frozen:
        raise BreachProblem(_("Kişi listesi dondurulmuş; artık değişmez."))
    wanted = {person: found for found, people in _found(choice, by) for person in people}
    known = set(BreachSubject.objects.filter(breach=held).values_list("person_id", flat=True))
    there = Person.objects.filter(pk__in=set(wanted) - known).values_list("pk", flat=True)
    rows = [BreachSubject(breach=held, person_id=pk, found_by=wanted[pk]) for pk in there]
    BreachSubject.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _open(breach: Breach) -> Breach:
    held = Breach.objects.select_for_update().get(pk=breach.pk)
    if not held.is_open:
        raise BreachProblem(_("Bu ihlal kaydı kapatılmış."))
    return held


def _found(choice: Choice, by: User) -> list[tuple[str, set[int]]]:
    found: list[tuple[str, set[int]]] = []
    if choice.numbers:
        found.append((Found.TYPED, set(choice.numbers)))
    if choice.segment is not None:
        found.append((Found.SEGMENT, set(persons_of(choice.segment, by).values_list("pk", flat=True))))
    if choice.export is not None:
        numbers = Export.objects.filter(number=choice.export).values("number")
        found.append((Found.EXPORT, _in_events(AccessEvent.objects.filter(id__in=numbers))))
    if choice.user is not None:
        found.append((Found.ACCOUNT, _in_events(_looks(choice))))
    return found


def _looks(choice: Choice) -> "QuerySet[AccessEvent]":
    events = AccessEvent.objects.filter(user=choice.user)
    if choice.since:
        events = events.filter(at__gte=choice.since)
    if choice.until:
        events = events.filter(at__lte=choice.until)
    return events


def _in_events(events: "QuerySet[AccessEvent]") -> set[int]:
    """The people of these looks; numbers that were merged away since stand for the record that is left."""
    seen = {pk for subjects in events.values_list("subjects", flat=True).iterator() for pk in subjects}
    moved = survivors_of(seen)
    return {moved.get(pk, pk) for pk in seen}


@transaction.atomic
def drop_subject(*, breach: Breach, by: User, person_id: int) -> int:
    """Take one person off the list again, while it is not frozen."""
    _check(by)
    if _open(breach).is_frozen:
        raise BreachProblem(_("Kişi listesi dondurulmuş; artık değişmez."))
    return BreachSubject.objects.filter(breach=breach, person=person_id).delete()[0]


@transaction.atomic
def freeze(*, breach: Breach, by: User) -> Breach:
    """From now on the list is evidence: the database itself refuses a change. A second click changes nothing."""
    _check(by)
    held = _open(breach)
    if held.is_frozen:
        return held
    if not held.subjects.exists():
        raise BreachProblem(_("Listede kimse yok. Önce etkilenen kişileri bulun."))
    held.frozen_at, held.frozen_by = timezone.now(), by
    held.save(update_fields=["frozen_at", "frozen_by"])
    return held


@transaction.atomic
def close(*, breach: Breach, by: User, lessons: str) -> Breach:
    """Close with what was learnt; the Board must have heard, or the reason why not must stand. Raises BreachProblem."""
    _check(by)
    held = _open(breach)
    if held.notified_at is None and not held.not_notified_because:
        raise BreachProblem(_("Önce Kurula bildirimi ya da bildirilmeme nedenini yazın."))
    held.lessons, held.closed_at, held.closed_by = lessons, timezone.now(), by
    held.save(update_fields=["lessons", "closed_at", "closed_by"])
    return held
