"""Mending many records by one click, taking that back, and saying that a rule does not hold for a record."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from alumni.registry.health.models import HealthDismissal, HealthFinding, HealthRepair
from alumni.registry.health.reach import Reach
from alumni.registry.health.repairs import Edit
from alumni.registry.health.rules import Rule
from alumni.registry.models import Alumnus
from alumni.registry.scopes import Scope
from mik.audit.context import acting
from mik.audit.tracking import event_model_of
from mik.people.models import ContactPoint, Person

# What a repair may touch, and the column of the person in its events.
MENDED: tuple[tuple[Any, str], ...] = ((ContactPoint, "person_id"), (Person, "pgh_obj_id"))


# --- Mending ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Planned:
    """One record of a repair list and what would be done to it."""

    alumnus: Alumnus
    edits: list[Edit]


def plan(*, rule: Rule, reach: Reach, ids: Iterable[int] | None = None) -> list[Planned]:
    """What one click would do to these records (all that break the rule); those of the asker's own are left out."""
    wanted = reach.offenders(rule).exclude(person__user=reach.scope.user)
    wanted = wanted if ids is None else wanted.filter(pk__in=list(ids))
    return [_planned(rule, alumnus) for alumnus in reach.to_show(wanted).order_by("pk")]


def _planned(rule: Rule, alumnus: Alumnus) -> Planned:
    assert rule.repair is not None, rule.code
    return Planned(alumnus, list(rule.repair.plan(alumnus)))


@transaction.atomic
def repair(*, rule: Rule, reach: Reach, ids: Sequence[int], into: HealthRepair | None = None) -> HealthRepair | None:
    """Mend these records as planned now, under lock; None where nothing was left to do.

    ``into`` goes on with a repair begun by the same job.
    """
    list(Person.objects.filter(pk__in=ids).select_for_update().order_by("pk").values_list("pk"))
    with acting(user_id=reach.scope.user.pk, role=reach.scope.role) as context:
        mended = [one.alumnus.pk for one in plan(rule=rule, reach=reach, ids=ids) if _save(one.edits)]
        if not mended:
            return into
        HealthFinding.objects.filter(rule=rule.code, alumnus__in=mended).delete()
        if into is None:
            by = reach.scope.user
            return HealthRepair.objects.create(rule=rule.code, context=context.id, count=len(mended), by=by)
        into.count += len(mended)
        into.save(update_fields=["count"])
        return into


def _save(edits: list[Edit]) -> bool:
    for edit in edits:
        edit.save()
    return bool(edits)


# --- Taking it back --------------------------------------------------------------------------------


@dataclass
class Undone:
    """How many values were put back, and how many stay because somebody changed them since."""

    restored: int = 0
    changed_since: int = 0


@transaction.atomic
def undo_repair(*, repair: HealthRepair, scope: Scope) -> Undone:
    """Put back from history what the repair changed, where nobody has changed it since. A second time does nothing."""
    held = HealthRepair.objects.select_for_update().get(pk=repair.pk)
    done = Undone()
    if held.undone_at is not None:
        return done
    with acting(user_id=scope.user.pk, role=scope.role):
        for model, person in MENDED:
            _undo_in(model, person, held, scope, done)
    held.undone_at = timezone.now()
    held.save(update_fields=["undone_at"])
    return done


def _undo_in(model: Any, person: str, repair: HealthRepair, scope: Scope, done: Undone) -> None:
    """The last change is put back first: of two contacts one may be primary at a time."""
    events = event_model_of(model).objects
    changes = list(events.filter(pgh_context=repair.context, pgh_label="update").order_by("-pgh_id"))
    seen = set(scope.alumni().filter(pk__in=[getattr(one, person) for one in changes]).values_list("pk", flat=True))
    mine = [one for one in changes if getattr(one, person) in seen]
    ids = [one.pgh_obj_id for one in mine]
    things = {thing.pk: thing for thing in model.objects.filter(pk__in=ids).select_for_update().order_by("pk")}
    earlier = list(events.filter(pgh_obj_id__in=ids).order_by("pgh_id"))
    for change in mine:
        before = [one for one in earlier if one.pgh_obj_id == change.pgh_obj_id and one.pgh_id < change.pgh_id]
        _put_back(things.get(change.pgh_obj_id), change, before[-1] if before else None, done)


def _put_back(thing: Any, change: Any, before: Any, done: Undone) -> None:
    if thing is None or before is None:
        return
    names = [field.attname for field in change._meta.local_fields if not field.name.startswith("pgh_")]
    changed = [name for name in names if getattr(change, name) != getattr(before, name)]
    if any(getattr(thing, name) != getattr(change, name) for name in changed):
        done.changed_since += 1
        return
    for name in changed:
        setattr(thing, name, getattr(before, name))
    thing.save(update_fields=[*changed, "updated_at"])
    done.restored += 1


# --- «This rule does not hold for this record» -------------------------------------------------------


@transaction.atomic
def dismiss(*, rule: Rule, reach: Reach, ids: Sequence[int], reason: str) -> int:
    """Remember that these records break the rule rightly; returns how many were not known to."""
    wanted = reach.offenders(rule).filter(pk__in=ids).values_list("pk", flat=True)
    by = reach.scope.user
    with acting(user_id=by.pk, role=reach.scope.role):
        new = [HealthDismissal(rule=rule.code, alumnus_id=pk, reason=reason[:200], by=by) for pk in wanted]
        HealthDismissal.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


@transaction.atomic
def withdraw_dismissal(*, rule: Rule, reach: Reach, ids: Sequence[int]) -> int:
    """Let the rule hold for these records again."""
    mine = reach.dismissed(rule).filter(pk__in=ids).values("pk")
    with acting(user_id=reach.scope.user.pk, role=reach.scope.role):
        count, _models = HealthDismissal.objects.filter(rule=rule.code, alumnus__in=mine).delete()
    return count
