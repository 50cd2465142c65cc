"""The house keeps its order: relations point down, every personal model declares itself and who sees it."""

from django.apps import apps
from django.conf import settings
from django.db import models

from mik.common import hooks

# From the roof down; design/house.md. Rooms on one floor never know each other.
FLOORS = [
    {"home"},
    {"coordinator"},
    {"representatives", "cards", "surveys"},
    {"alumni"},
    {"work"},
    {"mail"},
    {"figures", "organisations"},
    {"people"},
    {"accounts"},
    {"units"},
    {"files"},
    {"audit"},
    {"common"},
]
HEIGHT = {app: len(FLOORS) - floor for floor, names in enumerate(FLOORS) for app in names}


def relations() -> list[tuple[str, str, str]]:
    """(app, model.field, target app) of every relation between our rooms, save those to the user."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_fields:
            target = field.related_model
            if not isinstance(field, models.ForeignKey) or not isinstance(target, type):
                continue
            if target._meta.label == settings.AUTH_USER_MODEL:
                continue
            here, there = model._meta.app_label, target._meta.app_label
            if here in HEIGHT and there in HEIGHT:
                found.append((here, f"{model.__name__}.{field.name}", there))
    return found


def test_no_relation_points_up() -> None:
    up = [f"{name} → {there}" for here, name, there in relations() if HEIGHT[there] > HEIGHT[here]]
    assert up == []


def test_neighbours_on_one_floor_do_not_know_each_other() -> None:
    across = [
        f"{name} → {there}" for here, name, there in relations() if HEIGHT[there] == HEIGHT[here] and here != there
    ]
    assert across == []


def test_every_app_of_ours_stands_on_a_floor() -> None:
    ours = {config.label for config in apps.get_app_configs() if config.name.split(".")[0] in ROOMS}
    assert ours == set(HEIGHT)


ROOMS = {"mik", "alumni", "cards", "surveys", "representatives", "coordinator"}


def models_on(*targets: str) -> list[type[models.Model]]:
    """Our own models with a relation to one of these; event tables follow their model."""
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in HEIGHT
        and not model.__name__.endswith("Event")
        and any(
            getattr(f.related_model, "_meta", None) in {apps.get_model(t)._meta for t in targets}
            for f in model._meta.local_fields
        )
    ]


def test_models_that_hold_a_person_say_who_sees_them() -> None:
    """Whatever hangs on a person or a record has a QuerySet with ``visible_to``."""
    holders = models_on("people.Person", "alumni.Alumnus", "alumni.Claim")
    assert [m._meta.label for m in holders if not hasattr(m._default_manager, "visible_to")] == []


def test_models_that_hold_a_person_are_in_the_inventory() -> None:
    declared = {entry.model for entry in hooks.personal_data}
    holders = models_on("people.Person", "alumni.Alumnus")
    assert [m._meta.label for m in holders if m._meta.label not in declared] == []


def test_every_duty_code_is_declared() -> None:
    assert hooks.duties.undeclared() == []
