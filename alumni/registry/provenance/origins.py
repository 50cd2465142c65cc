"""Where the present value of each field of a record comes from: source, day, list, and who at a desk set it.

The history is the source: the last event that changed a field tells who did, in which role and by which import. A
fixed number of queries, whatever the record holds.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.career.models import Employment, FurtherStudy
from alumni.registry.importing.winners import IMPORT_VIEWS
from alumni.registry.merging.ids import ids_of
from alumni.registry.models import Alumnus, Graduation, ImportRun
from alumni.registry.provenance.spoken import source_of_context
from mik.accounts.models import User
from mik.audit.tracking import event_model_of
from mik.common.turkish import date_long
from mik.people.models import ContactPoint, Person, Source

# The models of a record, the column of the person in their events.
MODELS: tuple[tuple[type[Model], str], ...] = (
    (Person, "pgh_obj_id"),
    (Graduation, "alumnus_id"),
    (ContactPoint, "person_id"),
    (Employment, "alumnus_id"),
    (FurtherStudy, "alumnus_id"),
)
# An identity number stands in no history; its hash does.
SEEN_BY = {"tckn": "tckn_hash", "passport_no": "passport_hash"}


@dataclass(frozen=True)
class Origin:
    """Of one value. ``who``: the person at a desk, by name; members are not named, they are the record's own."""

    source: str
    at: datetime
    who: str = ""
    file: str = ""

    @property
    def text(self) -> str:
        """«Öğrenci İşleri listesi (2026 mezunları.xlsx), 12 Ağustos 2026»."""
        label = str(Source(self.source).label) if self.source else _("Platform")
        inside = ", ".join(part for part in (self.who, self.file) if part)
        return f"{label}{f' ({inside})' if inside else ''}, {date_long(timezone.localtime(self.at))}"


@dataclass
class Origins:
    """Of a whole record."""

    # The record's own source: of what the history tells no speaker for.
    record: str = ""
    _found: dict[tuple[type[Model], int], dict[str, Origin]] = field(default_factory=dict)

    def of(self, row: Model, name: str) -> Origin | None:
        """Where the value of this field of this row comes from; None where history tells nothing of it."""
        known = self._found.get((type(row), row.pk), {}).get(SEEN_BY.get(name, name))
        if known is None or known.source:
            return known
        return replace(known, source=str(getattr(row, "source", "") or self.record))

    def text(self, row: Model, name: str) -> str:
        found = self.of(row, name)
        return found.text if found else ""

    def texts(self, model: type[Model], name: str) -> dict[int, str]:
        """Of all rows of one kind, by key."""
        return {
            pk: fields[name].text
            for (kind, pk), fields in self._found.items()
            if kind is model and name in fields and fields[name].source
        }

    def source_of(self, row: Model, name: str) -> str:
        found = self.of(row, name)
        return found.source if found else str(getattr(row, "source", ""))


def origins_of(person_id: int) -> Origins:
    """Five queries for the rows, and one each for the merged numbers, the lists and the names of those at a desk."""
    ids = ids_of(person_id)
    last: dict[tuple[type[Model], int], dict[str, tuple[datetime, dict[str, Any]]]] = {}
    for model, column in MODELS:
        for pk, changes, at, context in _changes(model, column, ids):
            last.setdefault((model, pk), {}).update(dict.fromkeys(changes, (at, context)))
    told = [context for fields in last.values() for _at, context in fields.values()]
    reader = _Reader(person_id, told)
    found = {
        row: {name: reader.origin(at, context) for name, (at, context) in fields.items()}
        for row, fields in last.items()
    }
    record = Alumnus.objects.filter(pk=person_id).values_list("source", flat=True).first() or ""
    return Origins(record=record, _found=found)


def _changes(
    model: type[Model], column: str, ids: Sequence[int]
) -> Iterator[tuple[int, Iterable[str], datetime, dict[str, Any]]]:
    """Each event of these people's rows with the fields it changed, oldest first."""
    events = event_model_of(model).objects.filter(**{f"{column}__in": ids}).order_by("pgh_id")
    names = [one.attname for one in event_model_of(model)._meta.local_fields if not one.name.startswith("pgh_")]
    before: dict[int, dict[str, Any]] = {}
    for event in events.values("pgh_obj_id", "pgh_created_at", "pgh_context__metadata", *names):
        pk, at = event.pop("pgh_obj_id"), event.pop("pgh_created_at")
        context = event.pop("pgh_context__metadata") or {}
        known = before.get(pk)
        yield pk, [name for name in names if known is None or known[name] != event[name]], at, context
        before[pk] = event


class _Reader:
    """Turns the context of an event into a source; names of people and files are fetched once."""

    def __init__(self, person_id: int, contexts: Sequence[Mapping[str, Any]]) -> None:
        runs = {context["import"] for context in contexts if context.get("import")}
        users = {context["user"] for context in contexts if context.get("user")}
        self._runs = {run.pk: run for run in ImportRun.objects.filter(pk__in=runs).only("file_name", "unit_id")}
        self._users = dict(User.objects.filter(pk__in=users).values_list("pk", "name"))
        self._own = set(User.objects.filter(person=person_id).values_list("pk", flat=True))

    def origin(self, at: datetime, context: Mapping[str, Any]) -> Origin:
        if context.get("import") or context.get("view") in IMPORT_VIEWS:
            run = self._runs.get(context.get("import") or 0)
            source = Source.REPRESENTATIVE if run and run.unit_id else Source.IMPORT
            return Origin(str(source), at, file=run.file_name if run else "")
        spoken = source_of_context(context, own=self._own)
        named = spoken in {Source.REPRESENTATIVE, Source.OFFICE}
        return Origin(spoken, at, who=self._users.get(context.get("user") or 0, "") if named else "")
