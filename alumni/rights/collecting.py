"""Everything held about a person, for that person (KVKK art. 11/1-b): built from what each room declared.

Identifiers stay masked: the person knows them, whoever finds the file on a shared computer need not. What opens an
account (passwords, keys of the second step, sessions) is no information about the person and leaves in no form.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models, transaction
from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.registry.own_data import entries, name_of
from alumni.rights.models import RightsRequest
from mik.common import hooks
from mik.common.fields import EncryptedTextField
from mik.common.hooks import FileLike, PersonalData
from mik.common.identifiers import mask_identifier
from mik.common.turkish import date_long
from mik.organisations.models import Organisation
from mik.people.models import Person
from mik.units.models import Unit

# Relations that say something about the person; the others point at how the platform works.
NAMED_RELATIONS = (Unit, Organisation)
SECRETS = frozenset({"password", "claim", "message_id", "session_key", "token_hash"})
# Words of the rooms' own exports that are no field of a model.
WORDS = {
    "at": gettext_lazy("zaman"),
    "who": gettext_lazy("kim"),
    "role": gettext_lazy("hangi görevle"),
    "what": gettext_lazy("ne yaptı"),
    "reason": gettext_lazy("gerekçe"),
    "subject": gettext_lazy("konu"),
    "survey": gettext_lazy("anket"),
    "question": gettext_lazy("soru"),
    "answer": gettext_lazy("yanıt"),
    "organisation": gettext_lazy("kurum"),
    "number": gettext_lazy("başvuru no"),
    "title": gettext_lazy("başlık"),
    "type": gettext_lazy("tür"),
    "record": gettext_lazy("kayıt no"),
    "name": gettext_lazy("ad"),
    "address": gettext_lazy("adres"),
}


@dataclass(frozen=True)
class Section:
    """One class of data: its declaration and the rows, by field."""

    entry: PersonalData
    rows: list[dict[str, Any]]

    @property
    def name(self) -> str:
        return name_of(self.entry)

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.entry.model,
            "name": self.name,
            "purpose": str(self.entry.purpose),
            "legal_basis": str(self.entry.legal_basis),
            "retention": str(self.entry.retention),
            "rows": self.rows,
        }

    @property
    def tables(self) -> list[list[tuple[str, str]]]:
        """Row by row, (label, value) in the language of the reader; what is empty is left out."""
        model: Any = apps.get_model(self.entry.model)
        return [
            [(_label(model, key), _in_words(model, key, value)) for key, value in row.items() if _told(value)]
            for row in self.rows
        ]


def _told(value: object) -> bool:
    return value not in (None, "", [], {})


def _label(model: Any, key: str) -> str:
    try:
        text = force_str(model._meta.get_field(key).verbose_name)
    except FieldDoesNotExist:
        text = str(WORDS.get(key, key.replace("_", " ")))
    return text[:1].upper() + text[1:]


def _in_words(model: Any, key: str, value: object) -> str:
    """A code by its label, as the pages show it; JSON keeps the code."""
    try:
        labels = dict(model._meta.get_field(key).flatchoices)
    except (FieldDoesNotExist, AttributeError):
        labels = {}
    return force_str(labels[value]) if isinstance(value, str | int) and value in labels else _shown(value)


def _shown(value: object) -> str:
    match value:
        case bool():
            return _("evet") if value else _("hayır")
        case list() | tuple():
            return ", ".join(_shown(one) for one in value)
        case dict():
            return "; ".join(f"{key}: {_shown(one)}" for key, one in value.items())
        case _ if hasattr(value, "hour"):
            return timezone.localtime(value).strftime("%d.%m.%Y %H.%M")  # type: ignore[arg-type]  # a moment
        case _ if hasattr(value, "year") and hasattr(value, "day"):
            return date_long(value)  # type: ignore[arg-type]  # a day
    return str(value)


@contextmanager
def subject_of(request: RightsRequest) -> Iterator[int]:
    """The number of the person; an account without a record is given one for the while, which nobody else sees."""
    if request.person_id is not None:
        yield request.person_id
        return
    with transaction.atomic():
        stand_in = Person.objects.create(given_names="—", surname="—", user=request.user)
        try:
            yield stand_in.pk
        finally:
            transaction.set_rollback(True)


def sections_of(person_id: int) -> list[Section]:
    """Every class of which anything is held, the own record first."""
    found = (Section(entry, list(_rows(entry, person_id))) for entry in entries())
    return [section for section in found if section.rows]


def files_of(person_id: int) -> list[FileLike]:
    """Photos and documents, each once."""
    found = {file.id: file for room in hooks.personal_files for file in room(person_id)}
    return list(found.values())


def _rows(entry: PersonalData, person_id: int) -> Iterable[dict[str, Any]]:
    if entry.export is not None:
        return entry.export(person_id)
    model: Any = apps.get_model(entry.model)
    if entry.person is None:
        return ()
    return map(_row, model._base_manager.filter(**{entry.person or "pk": person_id}).order_by("pk"))


def _row(record: models.Model) -> dict[str, Any]:
    return dict(_values(record))


def _values(record: models.Model) -> Iterator[tuple[str, Any]]:
    for field in record._meta.concrete_fields:
        if field.name in SECRETS or (field.primary_key and not isinstance(field, models.ForeignKey)):
            continue
        if isinstance(field, EncryptedTextField):
            yield field.name, mask_identifier(getattr(record, field.name))
        elif isinstance(field, models.ForeignKey):
            if field.related_model in NAMED_RELATIONS:
                yield field.name, str(getattr(record, field.name) or "")
        elif not isinstance(field, models.BinaryField | models.GeneratedField):
            yield field.name, getattr(record, field.name)
