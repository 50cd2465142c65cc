"""Photographs of the whole database that can be held beside one another, whatever its keys and its clock say."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone
from pghistory.models import Event

from mik.common.merging.graph import key_columns, pk_column
from mik.people.models import NameWord
from tests.alumni.registry.merging.random_records import everything

Model = type[models.Model]
Row = dict[str, Any]
Picture = dict[str, list[Row]]
Places = Mapping[Any, Mapping[Any, int]]
Work = Callable[[], None]

TIMES = {"created_at", "updated_at", "pgh_created_at"}


def photograph(*, besides: Collection[Model] = (), marks: Sequence[datetime] = ()) -> Picture:
    """Every table and its history: keys by their place among all, times by how many ``marks`` they lie behind."""
    left_out = {*besides, NameWord}  # words stand in any order, and may stand twice
    rows = {model: found for model, found in everything().items() if model not in left_out}
    places = {model: {pk: place for place, pk in enumerate(sorted(found))} for model, found in rows.items()}
    picture = {
        model._meta.label: [_neutral(found[pk], _keys_of(model), places, marks) for pk in places[model]]
        for model, found in rows.items()
    }
    words = sorted(set(NameWord.objects.values_list("word", flat=True)))
    return picture | {"words": [{"word": word} for word in words]} | dict(_history(places, marks))


def _keys_of(model: Model) -> dict[str, Any]:
    """Column → the model whose keys stand there."""
    return {name: key.related_model for name, key in key_columns(model).items()} | {pk_column(model): model}


def _neutral(row: Row, keys: Mapping[str, Any], places: Places, marks: Sequence[datetime]) -> Row:
    """A row without what differs by nature."""
    row = dict(row)
    for column in keys.keys() & row.keys():
        row[column] = places.get(keys[column], {}).get(row[column], row[column])
    for column in TIMES & row.keys():
        row[column] = sum(datetime.fromisoformat(row[column]) >= mark for mark in marks)
    return row


def _history(places: Places, marks: Sequence[datetime]) -> Iterator[tuple[str, list[Row]]]:
    """The events of each table, object by object, each with who acted in what."""
    for model in apps.get_models():
        if issubclass(model, Event):
            keys = _event_keys(model)
            yield model._meta.label, [_neutral(event, keys, places, marks) for event in _events(model)]


def _event_keys(model: Any) -> dict[str, Any]:
    keys = {field.column: field.related_model for field in model._meta.local_fields if field.is_relation}
    return {"id": model.pgh_tracked_model} | keys


def _events(model: Model) -> Iterator[Row]:
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT to_jsonb(e)::text, c.metadata::text FROM "{model._meta.db_table}" e'
            " LEFT JOIN pghistory_context c ON c.id = e.pgh_context_id ORDER BY e.pgh_obj_id, e.pgh_id"
        )
        for text, context in cursor:
            event = json.loads(text)
            del event["pgh_id"], event["pgh_context_id"]
            yield event | {"who": json.loads(context or "{}")}


def pictured(*works: Work, besides: Collection[Model] = ()) -> Picture:
    """What the database holds after these works, one after another; it forgets them again."""
    marks = []
    with forgotten():
        for work in works:
            marks.append(timezone.now())
            work()
        return photograph(besides=besides, marks=marks)


@contextmanager
def forgotten() -> Iterator[None]:
    """What is written inside did not happen."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def assert_alike(one: Picture, other: Picture) -> None:
    for table in one.keys() | other.keys():
        assert one.get(table, []) == other.get(table, []), table
