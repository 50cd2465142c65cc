"""Putting rows back as they were, as far as nobody has touched them since.

A column edited since keeps its newer value, with its row, wherever the row goes. What cannot go back is told, never
dropped in silence: its row was deleted since, its place is taken, what it refers to is gone.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction

from mik.common.merging.graph import Model, columns_of, key_columns, pk_column
from mik.common.merging.images import Book, Images, is_move
from mik.common.merging.rows import Row, Rows, rows_of
from mik.common.merging.writing import delete_rows, insert_rows, update_rows

GONE, TAKEN, LOST, NEWER, USED = "gone", "taken", "lost", "newer", "used"


@dataclass(frozen=True)
class Leftover:
    """A row, or columns of it, that did not go back: ``gone`` (deleted since), ``taken`` (another row holds its place),
    ``lost`` (what it refers to is gone), ``newer`` (columns edited since, kept), ``used`` (added, and changed since).
    """

    label: str
    pk: Any
    why: str
    columns: tuple[str, ...] = ()


@dataclass
class Step:
    """One row to write: its new values, and what to do without should they not fit."""

    model: Model
    pk: Any
    values: Row
    insert: bool = False

    def write(self) -> None:
        write_all([self])


@dataclass
class Plan:
    moves: list[Step] = field(default_factory=list)
    edits: list[Step] = field(default_factory=list)
    inserts: list[Step] = field(default_factory=list)
    deletions: dict[Model, list[Any]] = field(default_factory=dict)
    leftovers: list[Leftover] = field(default_factory=list)


def put_back(book: Book) -> list[Leftover]:
    """Undo every change of the book; returns what could not be undone. Call within a transaction."""
    now = rows_of({model: [*_keys(model, one)] for model, one in book.items()})
    plan = Plan()
    for model, one in book.items():
        _plan_changes(plan, model, one, now)
        _plan_additions(plan, model, one, now)
        plan.inserts += [Step(model, row[pk_column(model)], dict(row), insert=True) for row in one.removed]
    _drop_lost_references(plan)
    for model, pks in plan.deletions.items():
        delete_rows(model, pks)
    # What moves away makes room for the winner's own, and both for the rows that come back.
    _write(plan, [plan.moves, plan.edits, plan.inserts])
    return plan.leftovers


def _keys(model: Model, one: Images) -> Iterator[Any]:
    key = model._meta.pk
    assert key is not None
    yield from (key.to_python(pk) for pk in one.changed)
    yield from (row[pk_column(model)] for row in one.added)


def _plan_changes(plan: Plan, model: Model, one: Images, now: Rows) -> None:
    current = {str(pk): (pk, row) for pk, row in now.get(model, {}).items()}
    for text, changed in one.changed.items():
        if text not in current:
            plan.leftovers.append(Leftover(model._meta.label, text, GONE))
            continue
        pk, row = current[text]
        values = {name: before for name, (before, after) in changed.items() if row.get(name) == after}
        if newer := tuple(name for name in changed if name not in values and row.get(name) != changed[name][0]):
            plan.leftovers.append(Leftover(model._meta.label, pk, NEWER, newer))
        if values:
            moves = is_move(model, {name: changed[name] for name in values})
            (plan.moves if moves else plan.edits).append(Step(model, pk, values))


def _plan_additions(plan: Plan, model: Model, one: Images, now: Rows) -> None:
    key = pk_column(model)
    for row in one.added:
        current = now.get(model, {}).get(row[key])
        if current == row:
            plan.deletions.setdefault(model, []).append(row[key])
        elif current is not None:
            plan.leftovers.append(Leftover(model._meta.label, row[key], USED))


# --- References to what is gone --------------------------------------------------------------------


def _drop_lost_references(plan: Plan) -> None:
    """What refers to a row deleted since goes back without the reference, or not at all where it needs one."""
    steps = [*plan.moves, *plan.edits, *plan.inserts]
    there = _there(steps)
    for step in steps:
        for name, key in key_columns(step.model).items():
            value = step.values.get(name)
            if value is None or value in there[key.related_model]:
                continue
            if key.null:
                step.values[name] = None
                plan.leftovers.append(Leftover(step.model._meta.label, step.pk, LOST, (name,)))
            else:
                _give_up(plan, step, LOST)
                break


def _there(steps: Iterable[Step]) -> dict[Any, set[Any]]:
    """Of the rows referred to, those that exist or are about to come back."""
    wanted: dict[Model, set[Any]] = {}
    for step in steps:
        for name, key in key_columns(step.model).items():
            wanted.setdefault(key.related_model, set())
            if step.values.get(name) is not None:
                wanted[key.related_model].add(step.values[name])
    found: dict[Any, set[Any]] = {model: _existing(model, pks) for model, pks in wanted.items()}
    for step in steps:
        if step.insert:
            found.setdefault(step.model, set()).add(step.pk)
    return found


def _existing(model: Model, pks: set[Any]) -> set[Any]:
    if not pks:
        return set()
    found = set(model._base_manager.filter(pk__in=pks).values_list("pk", flat=True))
    return {pk for pk in pks if pk in found or str(pk) in {str(one) for one in found}}


def _give_up(plan: Plan, step: Step, why: str) -> None:
    for steps in (plan.moves, plan.edits, plan.inserts):
        if step in steps:
            steps.remove(step)
    plan.leftovers.append(Leftover(step.model._meta.label, step.pk, why))


# --- Writing ---------------------------------------------------------------------------------------


def _write(plan: Plan, phases: list[list[Step]]) -> None:
    """Many rows a statement; where one of them does not fit, row by row, and again once the others are through."""
    waiting: list[Step] = []
    for phase in phases:
        for model in dict.fromkeys(step.model for step in phase):
            steps = [step for step in phase if step.model is model]
            if not _fits(lambda steps=steps: write_all(steps)):  # type: ignore[misc]  # the default binds the loop's value
                waiting += [step for step in steps if not _fits(step.write)]
    while waiting:
        still = [step for step in waiting if not _fits(step.write)]
        if len(still) == len(waiting):
            break
        waiting = still
    else:
        return
    for step in waiting:
        _write_less(plan, step)


def _write_less(plan: Plan, step: Step) -> None:
    """Without what may be empty and is taken; else where it belongs, its other columns as they are; else not at all."""
    plan.leftovers.append(Leftover(step.model._meta.label, step.pk, TAKEN))
    for values in _lesser(step):
        if _fits(Step(step.model, step.pk, values, step.insert).write):
            return


def _lesser(step: Step) -> Iterator[Row]:
    unique = {name for name, f in columns_of(step.model).items() if f.unique and f.null}
    keys = set(key_columns(step.model))
    if step.insert:
        yield from ({**step.values, name: None} for name in sorted(unique & set(step.values)))
        yield {**step.values, **dict.fromkeys(unique & set(step.values))}
    else:
        yield {name: value for name, value in step.values.items() if name not in unique}
        yield {name: value for name, value in step.values.items() if name in keys}


def _fits(write: Callable[[], None]) -> bool:
    try:
        with transaction.atomic():
            write()
    except IntegrityError:
        return False
    return True


def write_all(steps: list[Step]) -> None:
    """Steps of one model, all of one sort."""
    if not steps:
        return
    model, key = steps[0].model, pk_column(steps[0].model)
    if steps[0].insert:
        insert_rows(model, [{**step.values, key: step.pk} for step in steps])
    else:
        update_rows(model, {step.pk: step.values for step in steps})
