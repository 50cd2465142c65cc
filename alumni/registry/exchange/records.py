"""Records as an export reads them: a chunk at a time, as many queries for one record as for a thousand.

Plain tuples instead of model instances: a list of 100,000 passes through, and nothing of it is kept.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from django.db.models import Exists, F, OuterRef

from alumni.career.models import Employment
from alumni.registry.managers import AlumnusQuerySet
from alumni.registry.scopes import Scope
from alumni.registry.states import DECEASED, FRESH, PROPOSED, STALE, UNREACHABLE
from mik.people.models import ConsentEntry, ContactPoint, Death

CHUNK = 1000
JOBS, CONTACTS, CONSENTS = "jobs", "contacts", "consents"
T = TypeVar("T", bound=tuple[Any, ...])


class Diploma(NamedTuple):
    pk: int
    programme_id: int
    level: int
    graduated_on: date | None
    year: int
    diploma_no: str
    student_no: str
    source: str


class Contact(NamedTuple):
    kind: str
    value: str
    country: str
    province: str
    source: str
    updated_at: datetime


class Job(NamedTuple):
    title: str
    employer: str
    sector: str
    occupation: str
    country: str
    province: str
    starts: date | None
    source: str
    updated_at: datetime


@dataclass(slots=True)
class Entry:
    """One record: its graduations in scope (the latest first), its living contacts, its present jobs."""

    pk: int
    given_names: str
    surname: str
    former_surname: str
    birth_date: date | None
    sex: str
    nationality: str
    state: str
    source: str
    confirmed_at: datetime | None
    confirmed_source: str
    tags: list[str]
    created_at: datetime
    updated_at: datetime
    joined_at: datetime | None
    is_deceased: bool = False
    diplomas: Sequence[Diploma] = ()
    contacts: Sequence[Contact] = ()
    jobs: Sequence[Job] = ()
    consents: Sequence[tuple[str, str]] = ()

    @property
    def diploma(self) -> Diploma | None:
        return self.diplomas[0] if self.diplomas else None

    @property
    def job(self) -> Job | None:
        return self.jobs[0] if self.jobs else None

    def of_kind(self, kind: str) -> list[Contact]:
        """The primary one first."""
        return [contact for contact in self.contacts if contact.kind == kind]

    @property
    def home(self) -> tuple[str, str]:
        """Country and province: of the address, else of the job; as the list of graduates shows them."""
        address = next(iter(self.of_kind("address")), None)
        job = self.job
        country = address.country if address else job.country if job else ""
        return country, (address.province if address else "") or (job.province if job else "")

    def pill(self, fresh_since: datetime) -> str:
        """The state as ``states.state_column`` has it."""
        if self.state == PROPOSED:
            return PROPOSED
        if self.is_deceased:
            return DECEASED
        if not any(contact.kind in ("email", "phone") for contact in self.contacts):
            return UNREACHABLE
        return FRESH if self.confirmed_at and self.confirmed_at >= fresh_since else STALE


_RECORD = (
    "pk", "person__given_names", "person__surname", "person__former_surname", "person__birth_date", "person__sex",
    "person__nationality", "state", "source", "confirmed_at", "confirmed_source", "tags", "created_at", "updated_at",
    "membership__joined_at", Exists(Death.objects.in_force().filter(person=OuterRef("pk")).order_by()),
)  # fmt: skip


@dataclass(frozen=True)
class Reader:
    """Reads chunks of ids. The scope is asked anew for each chunk, and what has left it is left out."""

    scope: Callable[[], Scope]
    parts: Collection[str] = field(default=(JOBS, CONTACTS))

    def read(self, ids: Sequence[int]) -> Iterator[Entry]:
        for start in range(0, len(ids), CHUNK):
            yield from self.chunk(ids[start : start + CHUNK])

    def chunk(self, ids: Sequence[int]) -> list[Entry]:
        """In the order of ``ids``; one query for the records and one for each part."""
        scope = self.scope()
        rows = scope.alumni().filter(pk__in=list(ids)).order_by().values_list(*_RECORD)
        found = {row[0]: Entry(*row) for row in rows}
        for pk, diplomas in self._diplomas(scope, found).items():
            found[pk].diplomas = diplomas
        if CONTACTS in self.parts:
            for pk, contacts in self._contacts(found).items():
                found[pk].contacts = contacts
        if JOBS in self.parts:
            for pk, jobs in self._jobs(scope, found).items():
                found[pk].jobs = jobs
        if CONSENTS in self.parts:
            for pk, purposes in self._consents(scope, found).items():
                found[pk].consents = purposes
        return [found[pk] for pk in ids if pk in found]

    def _diplomas(self, scope: Scope, found: Collection[int]) -> dict[int, list[Diploma]]:
        rows = scope.graduations().filter(alumnus__in=list(found)).order_by("-year", "pk")
        return _grouped(Diploma, rows.values_list("alumnus_id", *Diploma._fields))

    def _contacts(self, found: Collection[int]) -> dict[int, list[Contact]]:
        """Of records just read from the scope; dead addresses stay here."""
        rows = ContactPoint.objects.alive().filter(person__in=list(found)).order_by("kind", "-is_primary", "pk")
        return _grouped(Contact, rows.values_list("person_id", *Contact._fields))

    def _jobs(self, scope: Scope, found: Collection[int]) -> dict[int, list[Job]]:
        seen = Employment.objects.visible_to(scope.user).filter(alumnus__in=list(found), ends__isnull=True)
        rows = seen.order_by("-is_primary", F("starts").desc(nulls_last=True), "-pk")
        columns = ["employer__name" if name == "employer" else name for name in Job._fields]
        return _grouped(Job, rows.values_list("alumnus_id", *columns))

    def _consents(self, scope: Scope, found: Collection[int]) -> dict[int, list[tuple[str, str]]]:
        """What is in force just now: purpose and channel."""
        given = ConsentEntry.objects.visible_to(scope.user).in_force().filter(person__in=list(found))
        groups: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for pk, purpose, channel in given.order_by("purpose", "channel").values_list("person", "purpose", "channel"):
            groups[pk].append((purpose, channel))
        return groups


def _grouped(kind: type[T], rows: Iterable[tuple[Any, ...]]) -> dict[int, list[T]]:
    groups: dict[int, list[T]] = defaultdict(list)
    for pk, *values in rows:
        groups[pk].append(kind(*values))
    return groups


def ids_of(alumni: AlumnusQuerySet) -> list[int]:
    """In the order of the query set, without dragging anything else along."""
    return list(alumni.values_list("pk", flat=True).iterator(chunk_size=10_000))
