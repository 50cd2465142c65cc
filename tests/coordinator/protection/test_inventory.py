"""The processing inventory: every field that may say something of a person is declared, and the page tells all."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.test import Client

from coordinator.protection.inventory import headings, lines
from mik.accounts.models import User
from mik.common import hooks
from tests.coordinator.protection.aside import FIELDS, MODELS, TECHNICAL

PERSONS = {"people.Person", settings.AUTH_USER_MODEL}
UNDECLARED = (
    "{what}: holds something of a person and no room declares it. Add it to fields=(…) of the model's"
    " hooks.personal_data.add(PersonalData(…)) in the room's hooks.py (to stays={{…}} too, with the reason, if it"
    " outlives an erasure); a model without an entry needs one with purpose, legal basis, retention, keep, sees and"
    " an erase."
    " Only what truly says nothing of anybody goes, with the reason, into tests/coordinator/protection/aside.py."
)


def around_people() -> list[type[models.Model]]:
    """Our models and the sign-in library's from which relations lead to a person or an account; event tables follow."""
    found: set[Any] = {apps.get_model(label) for label in PERSONS}
    while True:
        more = {
            model
            for model in apps.get_models()
            if model not in found
            and not hasattr(model, "pgh_tracked_model")
            and any(isinstance(f, models.ForeignKey) and f.related_model in found for f in model._meta.local_fields)
        }
        if not more:
            return sorted(found, key=lambda model: model._meta.label)
        found |= more


def is_key(field: Any) -> bool:
    return field.primary_key or isinstance(field, models.ForeignKey | models.GeneratedField)


def test_every_model_around_people_is_declared() -> None:
    declared = {entry.model for entry in hooks.personal_data} | set(MODELS)
    missing = [model._meta.label for model in around_people() if model._meta.label not in declared]
    assert missing == [], UNDECLARED.format(what=", ".join(missing))


def test_every_field_of_a_declared_model_is_declared() -> None:
    missing = []
    for entry in hooks.personal_data:
        told = {*entry.fields, *entry.stays}
        for field in apps.get_model(entry.model)._meta.local_concrete_fields:
            name = f"{entry.model}.{field.name}"
            if not (is_key(field) or field.name in told or field.name in TECHNICAL or name in FIELDS):
                missing.append(name)
    assert missing == [], UNDECLARED.format(what=", ".join(missing))


def test_what_is_named_exists_and_nothing_is_set_aside_twice() -> None:
    for entry in hooks.personal_data:
        model = apps.get_model(entry.model)
        for name in (*entry.fields, *entry.stays):
            model._meta.get_field(name)
        assert entry.model not in MODELS
    for name in FIELDS:
        label, _dot, field = name.rpartition(".")
        apps.get_model(label)._meta.get_field(field)
        declared = hooks.personal_data.get(label)
        assert declared is not None
        assert field not in {*declared.fields, *declared.stays}, name


def test_a_number_of_days_is_kept_by_a_destruction() -> None:
    kept = {(one.model, one.keep) for one in hooks.destructions}
    promised = [entry for entry in hooks.personal_data if isinstance(entry.keep, timedelta)]
    assert [entry.model for entry in promised if (entry.model, entry.keep) not in kept] == []


@pytest.mark.django_db
def test_the_page_and_its_files_tell_every_class(client_for: Callable[[User], Client], coordinator: User) -> None:
    client = client_for(coordinator)
    page = client.get("/koordinator/kvkk/envanter/").content.decode()
    assert all(line.what.replace("’", "&#x27;") in page or line.what in page for line in lines())
    assert len(lines()) == len(list(hooks.personal_data))
    assert all(len(line.cells()) == len(headings()) for line in lines())
    for form, start in (("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf"), ("pdf", b"%PDF")):
        response = client.get(f"/koordinator/kvkk/envanter/indir/{form}/")
        assert response.content.startswith(start)
    assert client.get("/koordinator/kvkk/envanter/yazdir/").status_code == 200
