"""``append_only``: a model whose rows are added and read, never changed; what it says was so stays said.

The restricted role may INSERT and SELECT (``mik.audit.roles``); the database stamps the moment itself, so that no entry
can be backdated. Erasure reaches such rows as it reaches history: by ``mik_erase_person`` alone, which keeps the entry
and empties the fields its ``PersonalData`` names.
"""

from typing import TypeVar

import pgtrigger
from django.db import models

M = TypeVar("M", bound=models.Model)

_LEDGERS: list[type[models.Model]] = []


def append_only(model: type[M]) -> type[M]:
    """Class decorator. Rows name their person, if at all, in a plain number: they outlive the row it points to."""
    _LEDGERS.append(model)
    return model


def ledgers() -> list[type[models.Model]]:
    return list(_LEDGERS)


def stamp(*rules: str) -> pgtrigger.Trigger:
    """The trigger that sets ``at`` to the moment of the database's own clock, then applies further rules (PL/pgSQL)."""
    return pgtrigger.Trigger(
        name="stamp",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        func=" ".join(["NEW.at := clock_timestamp();", *rules, "RETURN NEW;"]),
    )
