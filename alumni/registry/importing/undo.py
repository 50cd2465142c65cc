"""Undoing an import: every record it touched goes back to what history says it was, unless somebody touched it since.

The history is the source: an import's acts carry its number in their context, so what it inserted and changed, and
what stood there before, is known to the field. Nothing newer is ever lost.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from pghistory.models import Context

from alumni.registry.importing.landing import lock_imports
from alumni.registry.importing.models import ImportVerdict, ToldGraduation
from alumni.registry.models import Alumnus, Graduation, ImportRun
from alumni.registry.provenance.models import KeptValue
from alumni.rights.models import Erased
from mik.audit.tracking import event_model_of
from mik.people.models import ContactPoint, Person

# The last first: what hangs on another goes before it. The column that names the person in the events.
TOUCHED: tuple[tuple[type[models.Model], str], ...] = (
    (ContactPoint, "person_id"),
    (Graduation, "alumnus_id"),
    (Alumnus, "pgh_obj_id"),
    (Person, "pgh_obj_id"),
)
# What may hang on a record that an import made without keeping it.
OWN = {ContactPoint, Graduation, Alumnus, Person, ToldGraduation, ImportVerdict, KeptValue}
CHUNK = 500


@dataclass
class Acts:
    """What an import did to one row: made it, or changed it from ``before``."""

    made: bool = False
    before: dict[str, Any] | None = None
    after: dict[str, Any] = field(default_factory=dict)
    is_newer: bool = False


def contexts_of(run: ImportRun) -> frozenset[Any]:
    """Of everything done by this import, in however many attempts. The index pghistory_context_of_import serves it."""
    return frozenset(Context.objects.filter(metadata__import=run.pk).values_list("pk", flat=True))


def runs_of(contexts: Collection[Any]) -> list[int]:
    """The imports that these contexts name: one, of however many attempts."""
    found = Context.objects.filter(pk__in=contexts).values_list("metadata__import", flat=True)
    return sorted({int(run) for run in found if run})


def people_of(contexts: Collection[Any]) -> list[int]:
    """Everybody whose record this import touched, in order of their keys."""
    found: set[int] = set()
    for model, column in TOUCHED:
        events = event_model_of(model).objects.filter(pgh_context__in=contexts)
        found.update(events.values_list(column, flat=True).distinct())
    return sorted(found)


@dataclass
class Undone:
    """How many records went back, and which stay as they are because somebody touched them since."""

    undone: int = 0
    kept: list[int] = field(default_factory=list)


@transaction.atomic
def undo_chunk(*, contexts: Collection[Any], people: Collection[int], write: bool) -> Undone:
    """Undo, for these people, the import with these ``contexts``; without ``write`` only tell what would happen."""
    if write:
        lock_imports()
        list(Person.objects.select_for_update().filter(pk__in=people).order_by("pk").values_list("pk"))
    acts = {model: dict(_acts(model, column, people, contexts)) for model, column in TOUCHED}
    owner = {model: _owners(model, column, people) for model, column in TOUCHED}
    kept = {owner[model][pk] for model in acts for pk, act in acts[model].items() if act.is_newer}
    kept |= set(_with_more(acts)) | set(_given_more(acts))
    # Of somebody who was erased since there is nothing left to go back to.
    kept |= set(Erased.objects.filter(alumnus__in=people).values_list("alumnus_id", flat=True))
    if write:
        # What this list said and did not win, and what it won over, which now stands in the record again.
        KeptValue.objects.filter(alumnus__in=set(people) - kept, run__in=runs_of(contexts)).delete()
        for model, _column in TOUCHED:
            _put_back(model, {pk: act for pk, act in acts[model].items() if owner[model][pk] not in kept})
    return Undone(len(set(people) - kept), sorted(kept))


def _acts(
    model: type[models.Model], column: str, people: Collection[int], contexts: Collection[Any]
) -> Iterator[tuple[int, Acts]]:
    """Row → what the import did to it; rows it did nothing to are left out."""
    events = event_model_of(model).objects.filter(**{f"{column}__in": list(people)}).order_by("pgh_obj_id", "pgh_id")
    names = [f.attname for f in event_model_of(model)._meta.local_fields if not f.name.startswith("pgh_")]
    rows: dict[int, Acts] = {}
    before: dict[int, dict[str, Any]] = {}
    for event in events.values("pgh_obj_id", "pgh_label", "pgh_context_id", *names):
        pk, label, context = event.pop("pgh_obj_id"), event.pop("pgh_label"), event.pop("pgh_context_id")
        if context in contexts:
            act = rows.setdefault(pk, Acts(made=label == "insert", before=before.get(pk)))
            act.after = event
            act.is_newer = act.is_newer or label == "delete" or not (act.made or act.before)
        elif pk in rows:
            rows[pk].is_newer = True
        before[pk] = event
    yield from rows.items()


def _owners(model: type[models.Model], column: str, people: Collection[int]) -> dict[int, int]:
    events = event_model_of(model).objects.filter(**{f"{column}__in": list(people)})
    return dict(events.values_list("pgh_obj_id", column))


def _with_more(acts: dict[type[models.Model], dict[int, Acts]]) -> Iterator[int]:
    """People with rows the import made, on which something else hangs by now: a membership, a card, an answer."""
    for model in (Person, Alumnus, Graduation):
        own = [pk for pk, act in acts[model].items() if act.made]
        for relation in model._meta.related_objects:
            related: Any = relation.related_model
            key: Any = relation.field
            if related in OWN or not key.db_constraint:
                continue
            name = key.attname
            holders = set(related._base_manager.filter(**{f"{name}__in": own}).values_list(name, flat=True))
            yield from _people_behind(model, holders)


def _people_behind(model: type[models.Model], keys: set[int]) -> Iterator[int]:
    if model is Graduation:
        yield from Graduation.objects.filter(pk__in=keys).values_list("alumnus_id", flat=True)
    else:
        yield from keys


def _given_more(acts: dict[type[models.Model], dict[int, Acts]]) -> Iterator[int]:
    """People the import made who have since been given a graduation or a contact by somebody else."""
    made = {pk for pk, act in acts[Person].items() if act.made}
    for model, column in ((Graduation, "alumnus_id"), (ContactPoint, "person_id")):
        rows: Any = model
        known = [pk for pk, act in acts[model].items() if act.made]
        others = rows.objects.filter(**{f"{column}__in": made}).exclude(pk__in=known)
        yield from others.values_list(column, flat=True)


def _put_back(model: type[models.Model], acts: dict[int, Acts]) -> None:
    rows: Any = model._base_manager
    rows.filter(pk__in=[pk for pk, act in acts.items() if act.made]).delete()
    for pk, act in acts.items():
        if not act.made and act.before is not None:
            changes = {name: value for name, value in act.before.items() if value != act.after[name]}
            rows.filter(pk=pk).update(**changes, **_without_numbers(model, changes))


def _without_numbers(model: type[models.Model], changes: dict[str, Any]) -> dict[str, str]:
    """The numbers themselves are in no history; an import only ever adds one, so without its hash it goes."""
    if model is not Person:
        return {}
    pairs = (("tckn", "tckn_hash"), ("passport_no", "passport_hash"))
    return {name: "" for name, hashed in pairs if hashed in changes and changes[hashed] is None}


def forget_what_was_told(run: ImportRun) -> None:
    """The source's next list is looked at anew."""
    ToldGraduation.objects.filter(source=run.source_id, run=run).delete()
