"""Who wins where list and registry differ: a rule for each field, and what people have set by hand."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from mik.audit.tracking import event_model_of

# Where the acts of imports come from; whatever else has a user behind it was done by hand.
IMPORT_VIEWS = frozenset({"job:registry.import_apply", "import_graduates"})


class Winner(models.TextChoices):
    HAND = "hand", _("Elle değiştirilmişse kayıttaki kalır")
    LIST = "list", _("Listedeki geçer")
    EMPTY = "empty", _("Yalnız boşsa doldurulur")


# The fields that have a rule; year and level follow date and programme. In the order of the page.
RULED = (
    "given_names", "surname", "birth_date", "sex", "nationality", "programme_id", "graduated_on", "diploma_no",
    "student_no",
)  # fmt: skip
NOBODY: Mapping[str, Any] = {}
# Fields that go with another.
WITH = {"former_surname": "surname", "level": "programme_id", "year": "graduated_on"}


class Rules:
    """The rule of each field; ``{}`` is the default: what people have set by hand stays."""

    def __init__(self, chosen: Mapping[str, str] | None = None) -> None:
        chosen = chosen or {}
        self._chosen = {name: Winner(chosen.get(name) or Winner.HAND) for name in RULED}

    def of(self, name: str) -> Winner | None:
        """None for fields without a rule: identifiers are only ever added."""
        return self._chosen.get(WITH.get(name, name))

    def as_json(self) -> dict[str, str]:
        return {name: str(winner) for name, winner in self._chosen.items()}


def set_by_hand(model: type[models.Model], ids: Collection[int], names: Collection[str]) -> dict[int, set[str]]:
    """Of these rows, the fields whose present value a person has set, as the history tells. One query."""
    return {pk: set(hands) for pk, hands in hands_of(model, ids, names).items()}


def hands_of(
    model: type[models.Model], ids: Collection[int], names: Collection[str]
) -> dict[int, dict[str, Mapping[str, Any]]]:
    """``set_by_hand`` with the context in which each was set: who, in which role. One query."""
    if not ids or not names:
        return {}
    columns = [name for name in names if name in {field.attname for field in event_model_of(model)._meta.local_fields}]
    events = event_model_of(model).objects.filter(pgh_obj_id__in=ids).order_by("pgh_id")
    before: dict[int, dict[str, Any]] = {}
    by_hand: dict[int, dict[str, Mapping[str, Any]]] = {}
    for event in events.values("pgh_obj_id", "pgh_context__metadata", *columns):
        pk, said = event.pop("pgh_obj_id"), event.pop("pgh_context__metadata") or {}
        changed = {name for name, value in event.items() if pk not in before or before[pk][name] != value}
        hand = bool(said.get("user")) and said.get("view") not in IMPORT_VIEWS
        known = by_hand.setdefault(pk, {})
        for name in changed:
            known[name] = said if hand else NOBODY
        by_hand[pk] = {name: who for name, who in known.items() if who is not NOBODY}
        before[pk] = event
    return by_hand
