"""What hangs on what: every foreign key of our own tables, by the model it leads to."""

from collections import defaultdict
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from pghistory.models import Event

from mik.common.fields import column_of

Model = type[models.Model]
Key = models.ForeignKey  # one-to-one keys are foreign keys too


@cache
def _keys() -> "dict[Model, list[Key[models.Model, models.Model]]]":
    found = defaultdict(list)
    for model in apps.get_models(include_auto_created=True):
        if issubclass(model, Event) or model._meta.proxy or not model._meta.managed:
            continue
        for field in model._meta.local_fields:
            # Without a constraint the row may outlive what it refers to: a log.
            if isinstance(field, models.ForeignKey) and getattr(field, "db_constraint", True):
                found[field.related_model].append(field)
    return found


def keys_to(model: Model) -> "list[Key[models.Model, models.Model]]":
    """The foreign keys that lead to this model, hidden ones and those of many-to-many tables too.

    Events are no part of it: history stays as it was written.
    """
    return _keys().get(model, [])


@cache
def columns_of(model: Model) -> "dict[str, models.Field[Any, Any]]":
    """Columns that can be written, by name; generated ones follow from the others."""
    return {
        column_of(field): field
        for field in model._meta.local_concrete_fields
        if not isinstance(field, models.GeneratedField)
    }


@cache
def pk_column(model: Model) -> str:
    key = model._meta.pk
    assert key is not None
    return column_of(key)


@cache
def key_columns(model: Model) -> "dict[str, Key[models.Model, models.Model]]":
    """The columns that refer to other rows."""
    return {name: f for name, f in columns_of(model).items() if isinstance(f, models.ForeignKey)}
