"""Making rows refer to another row, as far as the constraints of their table allow."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.constraints import CheckConstraint, UniqueConstraint
from django.db.models.lookups import IsNull

from mik.common.merging.graph import Key, keys_to

AnyKey = Key[models.Model, models.Model]


def move(key: AnyKey, *, winner: Any, loser: Any) -> None:
    """Rows that refer to the loser come to refer to the winner. Where only one may, the winner's own stays.

    The others are deleted, and what hangs on them goes as the models say (``on_delete``): photograph them before.
    """
    rows = key.model._base_manager.filter(**{key.name: loser})
    for clash in _clashes(key, rows, winner):
        clash.delete()
    if _is_foreseeable(key):
        rows.update(**{key.name: winner})
    else:
        _try(key, rows, winner)


def _is_foreseeable(key: AnyKey) -> bool:
    """Whether fields and conditions say all that could stand in the way; exclusions and expressions do not."""
    return all(
        isinstance(one, CheckConstraint) or (isinstance(one, UniqueConstraint) and one.fields)
        for one in key.model._meta.constraints
    )


def _try(key: AnyKey, rows: "QuerySet[Any]", winner: Any) -> None:
    """All at once, or else one by one, deleting those that cannot."""
    try:
        with transaction.atomic():
            rows.update(**{key.name: winner})
    except IntegrityError:
        for row in rows:
            _move_one(key, row, winner)


def _move_one(key: AnyKey, row: models.Model, winner: Any) -> None:
    try:
        with transaction.atomic():
            key.model._base_manager.filter(pk=row.pk).update(**{key.name: winner})
    except IntegrityError:
        row.delete()


def _clashes(key: AnyKey, rows: "QuerySet[Any]", winner: Any) -> "Iterator[QuerySet[Any]]":
    """The rows that would break each unique constraint this key is part of."""
    for fields, condition, nulls_distinct in _unique(key):
        alike = Q(condition, **{key.name: winner})
        for name in fields:
            if name != key.name:
                alike &= _same(name) if nulls_distinct else _same(name) | _both_empty(name)
        yield rows.filter(condition).filter(Exists(key.model._base_manager.filter(alike)))


def _same(name: str) -> Q:
    return Q(**{name: OuterRef(name)})


def _both_empty(name: str) -> Q:
    return Q(IsNull(F(name), True)) & Q(IsNull(OuterRef(name), True))


def _unique(key: AnyKey) -> Iterator[tuple[tuple[str, ...], Q, bool]]:
    """Fields, condition and whether empty values differ, of every unique constraint with this key."""
    if key.unique and not key.primary_key:
        yield (key.name,), Q(), True
    for constraint in key.model._meta.constraints:
        if isinstance(constraint, UniqueConstraint) and key.name in constraint.fields:
            yield tuple(constraint.fields), constraint.condition or Q(), constraint.nulls_distinct is not False


def replace(model: type[models.Model], kept_for: Mapping[Any, Any], *, only: Iterable[str] = ()) -> None:
    """Rows of one model stand in for others: what referred to a key refers to its value, then the keys are deleted.

    ``only`` names the related models (labels) that follow; without it all do. What does not follow goes with its row.
    """
    if not kept_for:
        return
    labels = set(only)
    for key in keys_to(model):
        if not labels or key.model._meta.label in labels:
            to = Case(*(When(**{key.name: gone}, then=Value(kept)) for gone, kept in kept_for.items()))
            key.model._base_manager.filter(**{f"{key.name}__in": list(kept_for)}).update(**{key.name: to})
    model._base_manager.filter(pk__in=list(kept_for)).delete()
