"""Turns ``hooks.personal_data`` into the rules ``mik_erase_person`` follows: which rows of which event
tables.

The rules reach a person's events even where the rows between are gone: a table on the way is asked both as it
is now and as its own history remembers it.
"""

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import ForeignKey, ForeignObjectRel, Model, OneToOneRel
from pghistory.core import event_models

from mik.audit.ledgers import ledgers
from mik.audit.models import Redaction
from mik.common import hooks
from mik.common.fields import column_of


class UnknownPathError(hooks.HookError):
    """A ``PersonalData.person`` lookup leads nowhere."""


def _quote(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _is_person_key(model: type[Model]) -> bool:
    """Whether the primary key of this model is the person's id: Person itself, or one-to-one by primary
    key.
    """
    while model._meta.label != "people.Person":
        key = model._meta.pk
        if not isinstance(key, ForeignKey):
            return False
        model = key.related_model
    return True


def _rows(model: type[Model], column: str, condition: str) -> str:
    """SELECT of ``column`` from the live table and from its history."""
    selects = [f"SELECT {_quote(column)} FROM {_quote(model._meta.db_table)} WHERE {condition}"]  # noqa: S608  (names of our own models)
    for event_model in event_models(tracks_model=model):
        events = _quote(event_model._meta.db_table)
        selects.append(f"SELECT {_quote(column)} FROM {events} WHERE {condition}")  # noqa: S608  (the same)
    return " UNION ".join(selects)


def condition_for_events(model: type[Model], lookup: str) -> str:
    """Every event of an object that is, or ever was, the person's: a claim, say, before it was matched to anybody."""
    key = model._meta.pk
    assert key is not None
    return f'"pgh_obj_id" IN ({_rows(model, column_of(key), condition_for(model, lookup))})'


def condition_for(model: type[Model], lookup: str) -> str:
    """SQL over the columns of ``model`` that holds for the rows of person ``$1``."""
    key = model._meta.pk
    assert key is not None
    if not lookup:
        if not _is_person_key(model):
            raise UnknownPathError(f"{model._meta.label}: the lookup to the person is missing.")
        return f"{_quote(column_of(key))} = $1"
    step, _, rest = lookup.partition("__")
    field = model._meta.get_field(step)
    if isinstance(field, ForeignObjectRel):
        return _backwards(column_of(key), field, rest)
    if not isinstance(field, ForeignKey):
        raise UnknownPathError(f"{model._meta.label}: {step!r} is not a relation.")
    return _forwards(field, rest)


def _forwards(field: "ForeignKey[Model, Model]", rest: str) -> str:
    target: type[Model] = field.related_model
    if _is_person_key(target):
        return f"{_quote(field.column)} = $1"
    target_key = target._meta.pk
    assert target_key is not None
    return f"{_quote(field.column)} IN ({_rows(target, column_of(target_key), condition_for(target, rest))})"


def _backwards(key_column: str, relation: ForeignObjectRel, rest: str) -> str:
    if not isinstance(relation, OneToOneRel):
        raise UnknownPathError(f"{relation.name!r}: only one-to-one relations can be followed backwards.")
    source = relation.related_model
    column = relation.field.column
    assert isinstance(source, type)
    return f"{_quote(key_column)} IN ({_rows(source, column, condition_for(source, rest))})"


def rules() -> list[Redaction]:
    """One rule for each tracked model that declares personal fields."""
    found = []
    for entry in hooks.personal_data:
        model = apps.get_model(entry.model)
        for name in entry.fields:
            model._meta.get_field(name)  # a misspelt field would stay in the history for ever
        for event_model in event_models(tracks_model=model):
            kept = {field.name: column_of(field) for field in event_model._meta.local_concrete_fields}
            columns = [kept[name] for name in entry.fields if name in kept]
            if columns:
                table = event_model._meta.db_table
                # Nobody's by relation: only rows that were found to name somebody are emptied (``mik_redact_rows``).
                condition = "FALSE" if entry.person is None else condition_for_events(model, entry.person)
                found.append(Redaction(event_table=table, condition=condition, columns=columns))
        if model in ledgers() and entry.fields:
            found.append(_rule_of_ledger(model, entry))
    return found


def _rule_of_ledger(model: type[Model], entry: hooks.PersonalData) -> Redaction:
    """A ledger is history itself: its entries stay, and lose what identifies."""
    known = {field.name: column_of(field) for field in model._meta.local_concrete_fields}
    columns = [known[name] for name in entry.fields]
    person = _quote(known[entry.person or "person"])
    return Redaction(event_table=model._meta.db_table, condition=f"{person} = $1", columns=columns)


def fill(connection: BaseDatabaseWrapper) -> None:
    """Write the rules anew; run as the owner after each migrate."""
    rows = Redaction.objects.using(connection.alias)
    rows.delete()
    rows.bulk_create(rules())
