"""django-import-export writing the same rows: one resource a model, bulk, differences skipped, foreign keys cached.

It is given values that are read, checked and hashed already; encryption and history happen in the model and the
database as everywhere.
"""

import sys
from pathlib import Path
from typing import Any

from django.db import models

from alumni.registry.models import Alumnus, Graduation
from mik.people.models import ContactPoint, Person
from tests.bench.apart import installed
from tests.bench.measure import seconds
from tests.bench.rows import Made, made_rows

REQUIREMENTS = ("django-import-export==4.4.3", "tablib==3.10.0", "diff-match-patch==20241021")
# How each model is looked up, as a unique key of the database.
KEYS: dict[type[models.Model], tuple[str, ...]] = {
    Person: ("tckn_hash",),
    Alumnus: ("person_id",),
    Graduation: ("alumnus_id", "diploma_no"),
    ContactPoint: ("person_id", "kind", "normalised"),
}


def run(path: Path, count: int, *, lookup: bool) -> float:
    """Rows a second; ``lookup`` asks for each row whether it is there, else everything is inserted."""
    if (folder := str(installed(*REQUIREMENTS, into="import_export"))) not in sys.path:
        sys.path.append(folder)
    import tablib

    made = list(made_rows(path, count))
    datasets = []
    for model in KEYS:
        columns = [field.attname for field in model._meta.local_concrete_fields if not field.generated]
        rows = [[getattr(thing, name) for name in columns] for one in made for thing in things_of(one, model)]
        datasets.append((resource_of(model, columns, lookup=lookup), tablib.Dataset(*rows, headers=columns)))

    def work() -> None:
        for resource, dataset in datasets:
            result = resource.import_data(dataset, raise_errors=True, use_transactions=True)
            assert not result.has_errors()

    return count / seconds(work)


def things_of(made: Made, model: type[models.Model]) -> list[Any]:
    found: dict[Any, list[Any]] = {
        Person: [made.person], Alumnus: [made.alumnus], Graduation: [made.graduation], ContactPoint: made.contacts,
    }  # fmt: skip
    return found[model]


def resource_of(model: Any, columns: list[str], *, lookup: bool) -> Any:
    from import_export import fields, resources, widgets

    class AsItIs(widgets.Widget):  # type: ignore[misc]  # installed apart, without types
        """Values come with their types; nothing is converted, and no foreign key is looked up."""

        def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
            return value

        def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
            return "" if value is None else str(value)

    class Resource(resources.ModelResource):  # type: ignore[misc]  # installed apart, without types
        class Meta:
            import_id_fields = KEYS[model]
            use_bulk = True
            batch_size = 1000
            skip_diff = True
            skip_unchanged = lookup
            force_init_instance = not lookup

        def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
            """Sequences belong to the owner of the database; the restricted role cannot set them."""

    Resource._meta.model = model
    Resource.fields.clear()
    for name in columns:
        Resource.fields[name] = fields.Field(column_name=name, attribute=name, widget=AsItIs())
    return Resource()
