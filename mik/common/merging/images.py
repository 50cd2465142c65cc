"""What became of every row between two photographs, in a form that can be kept: JSON, by label of the model."""

from dataclasses import dataclass, field
from typing import Any

from django.apps import apps

from mik.common.merging.graph import Model, key_columns
from mik.common.merging.rows import Row, Rows


@dataclass
class Images:
    """Of one model. ``changed``: primary key as text, then the changed columns ``[before, after]``; the other two
    hold whole rows.
    """

    changed: dict[str, dict[str, list[Any]]] = field(default_factory=dict)
    removed: list[Row] = field(default_factory=list)
    added: list[Row] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.changed or self.removed or self.added)


Book = dict[Model, Images]


def difference(before: Rows, after: Rows) -> Book:
    """Every row that was changed, removed or added."""
    book: Book = {}
    for model in [*before, *(model for model in after if model not in before)]:
        images = _of_model(before.get(model, {}), after.get(model, {}))
        if images:
            book[model] = images
    return book


def _of_model(before: dict[Any, Row], after: dict[Any, Row]) -> Images:
    images = Images(
        removed=[row for pk, row in before.items() if pk not in after],
        added=[row for pk, row in after.items() if pk not in before],
    )
    for pk, row in before.items():
        now = after.get(pk, row)
        if changed := {name: [value, now[name]] for name, value in row.items() if value != now[name]}:
            images.changed[str(pk)] = changed
    return images


def to_json(book: Book) -> dict[str, Any]:
    return {
        model._meta.label: {"changed": one.changed, "removed": one.removed, "added": one.added}
        for model, one in book.items()
    }


def from_json(data: dict[str, Any]) -> Book:
    """Rows of a model that is no more (its label was dropped since the photograph) cannot be put back and stay out."""
    known = {model._meta.label for model in apps.get_models()}
    return {apps.get_model(label): Images(**images) for label, images in data.items() if label in known}


def is_move(model: Model, changed: dict[str, list[Any]]) -> bool:
    """Whether the row came to refer to another one."""
    return bool(set(changed) & set(key_columns(model)))


def counts(book: Book) -> dict[str, dict[str, list[Any]]]:
    """The keys of the rows touched, by label and by what was done; no value of any of them."""
    from mik.common.merging.graph import pk_column

    told: dict[str, dict[str, list[Any]]] = {}
    for model, one in book.items():
        key = pk_column(model)
        kinds = {
            "moved": [pk for pk, changed in one.changed.items() if is_move(model, changed)],
            "changed": [pk for pk, changed in one.changed.items() if not is_move(model, changed)],
            "removed": [row[key] for row in one.removed],
            "added": [row[key] for row in one.added],
        }
        told[model._meta.label] = {kind: pks for kind, pks in kinds.items() if pks}
    return told
