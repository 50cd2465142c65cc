"""``tracked``: every insert, update and delete of a model leaves an event, whoever makes it and however.

Statement-level triggers write the events, so bulk statements and upserts leave one event per changed row at
little cost. Generated columns stay out (they follow from others), and so do encrypted ones: equal texts have
different ciphertexts, and history should hold no second copy of a secret. The keyed hash beside it tells that
it changed.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import pghistory
import pghistory.core
import pgtrigger
from django.db import models

from mik.common.fields import EncryptedTextField

M = TypeVar("M", bound=models.Model)


def _untracked(model: type[models.Model]) -> set[str]:
    return {
        field.name
        for field in model._meta.local_fields
        if isinstance(field, models.GeneratedField | EncryptedTextField)
    }


def tracked(*, exclude: Iterable[str] = ()) -> Callable[[type[M]], type[M]]:
    """Class decorator; the event model is ``<Model>Event`` with ``pgh_label`` insert, update or delete.

    ``exclude`` names fields whose changes leave no trace (``last_login``); an update of nothing else leaves
    no event.
    """

    def decorate(model: type[M]) -> type[M]:
        pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            exclude=sorted({*exclude, *_untracked(model)}),
            obj_field=pghistory.ObjForeignKey(related_name="events"),
            level=pgtrigger.Statement,
        )(model)
        return model

    return decorate


def history_of(thing: models.Model) -> "models.QuerySet[Any]":
    """The events of one tracked object, oldest first, each with its context at hand."""
    events: models.QuerySet[Any] = event_model_of(type(thing)).objects.filter(pgh_obj_id=thing.pk)
    return events.select_related("pgh_context").order_by("pgh_id")


def event_model_of(model: type[models.Model]) -> Any:
    """The event model of a tracked model; TypeError if it is not tracked."""
    found = pghistory.core.event_models(tracks_model=model)
    if not found:
        raise TypeError(f"{model._meta.label} is not tracked.")
    return found[0]
