"""Writing compared rows into the registry, a chunk at a time, by COPY and set-based statements."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from django.db import connection, models

from alumni.registry.importing import ParsedRow
from alumni.registry.importing.comparing import Scope
from alumni.registry.importing.outcomes import Landing
from alumni.registry.models import Alumnus, Graduation, ImportRun
from alumni.registry.provenance.keeping import Said, keep, text_of
from alumni.registry.provenance.spoken import source_of_context
from mik.common.bulk import copy_tables, give_keys, update_from
from mik.people.models import ContactPoint, Person, Source

M = TypeVar("M", bound=models.Model)
# A row to copy, by the names of its attributes.
Facts = dict[str, Any]

CHUNK = 2000
# Any constant will do; it names the lock that chunks of imports take one after another.
IMPORT_LOCK = 7_202_611


def lock_imports() -> None:
    """Until the end of the transaction no other import writes: two lists of the same people wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])


def write(landings: list[Landing], *, scope: Scope, run: ImportRun | None) -> None:
    """Write compared rows, inside the caller's transaction; those outside the scope are left alone.

    New rows get their keys first and are copied together, so that each table's text is made while the database is busy
    with the one before.
    """
    inside = [landing for landing in landings if landing.lands]
    persons, alumni = _new_persons(inside, scope)
    graduations = _new_graduations(inside, scope, run)
    _update(Person, [(landing.person, landing.person_changes) for landing in inside])
    _update(Graduation, [(landing.graduation, landing.graduation_changes) for landing in inside])
    contacts = _new_contacts(inside, scope)
    copy_tables((Person, persons), (Alumnus, alumni), (Graduation, graduations), (ContactPoint, contacts))
    keep(_losers(inside, scope, run))


def _losers(landings: list[Landing], scope: Scope, run: ImportRun | None) -> Iterator[Said]:
    """What the list says and does not win, and what people said and it wins over."""
    for landing in landings:
        for loser in landing.losers:
            if landing.person_id is not None:
                yield Said(
                    alumnus_id=landing.person_id,
                    graduation_id=loser.graduation_id,
                    field=loser.field,
                    value=text_of(loser.value),
                    source=scope.source if loser.spoke is None else _spoken_by(loser.spoke),
                    rule=loser.rule,
                    run_id=run.pk if run else None,
                )


def _spoken_by(context: Mapping[str, Any]) -> str:
    """By the office acted in; whoever acted in none was the member."""
    return source_of_context(context) or str(Source.MEMBER)


def _new_persons(landings: list[Landing], scope: Scope) -> tuple[list[Facts], list[Facts]]:
    """New people once each, though a chunk may hold several diplomas of one; and the records of all who lack one."""
    new: dict[tuple[str, str], list[Landing]] = defaultdict(list)
    for landing in landings:
        if landing.person is None:
            row = landing.told_with or landing.row
            # A row without a key was rejected by the reader.
            new[row.person_key or ("row", str(row.row))].append(landing)
    persons = [person_facts(same[0].told_with or same[0].row) for same in new.values()]
    created = give_keys(Person, persons)
    known = {landing.person.pk for landing in landings if landing.person}
    for pk, same in zip(created, new.values(), strict=True):
        for landing in same:
            landing.made_person = pk
    recorded = set(Alumnus.objects.filter(pk__in=known).values_list("pk", flat=True)) if known else set()
    return persons, [{"person_id": pk, "source": scope.source} for pk in [*created, *sorted(known - recorded)]]


def person_facts(row: ParsedRow) -> Facts:
    """The person a row tells of."""
    national, passport = row.hashes
    return {
        "given_names": row.given_names,
        "surname": row.surname,
        "former_surname": row.former_surname,
        "birth_date": row.birth_date,
        "sex": row.sex.lower(),
        "nationality": row.nationality,
        "tckn": row.tckn or row.foreigner_no,
        "tckn_hash": national,
        "passport_no": row.passport_no,
        "passport_hash": passport,
    }


def _update(model: type[M], pairs: Iterable[tuple[M | None, dict[str, Any]]]) -> None:
    """One statement for each set of fields that changes."""
    groups: dict[tuple[str, ...], dict[Any, M]] = {}
    for thing, changes in pairs:
        if thing is not None and changes:
            for name, value in changes.items():
                setattr(thing, name, value)
            groups.setdefault(tuple(sorted(changes)), {})[thing.pk] = thing
    for names, things in groups.items():
        update_from(model, things.values(), names)


def _new_graduations(landings: list[Landing], scope: Scope, run: ImportRun | None) -> list[Facts]:
    new = [landing for landing in landings if landing.graduation is None]
    graduations = [_new_graduation(landing, scope, run) for landing in new]
    for landing, pk in zip(new, give_keys(Graduation, graduations), strict=True):
        landing.made_graduation = pk
    return graduations


def _new_graduation(landing: Landing, scope: Scope, run: ImportRun | None) -> Facts:
    row = landing.row
    return {
        "alumnus_id": landing.person_id,
        "programme_id": row.programme_id,
        "level": row.level,
        "year": row.year,
        "graduated_on": row.graduated_on,
        "diploma_no": row.diploma_no,
        "student_no": row.student_no,
        "source": scope.source,
        "import_run_id": run.pk if run else None,
    }


def _new_contacts(landings: list[Landing], scope: Scope) -> list[Facts]:
    """New addresses; the first of its kind becomes the primary one."""
    known = {landing.person.pk for landing in landings if landing.person and landing.new_contacts}
    _make_room(landings)
    primary = set(ContactPoint.objects.filter(person__in=known, is_primary=True).values_list("person_id", "kind"))
    written: dict[tuple[int, str, str], Facts] = {}
    for person, kind, value in _pairs(landings):
        if (person, kind, value) not in written:
            written[(person, kind, value)] = {
                "person_id": person,
                "kind": kind,
                "value": value,
                "normalised": value,
                "is_primary": (person, kind) not in primary,
                "source": scope.source,
            }
            primary.add((person, kind))
    return list(written.values())


def _make_room(landings: list[Landing]) -> None:
    """An address changed in an exported list becomes the first of its kind; the old one stays behind it."""
    for landing in landings:
        if landing.row.row_key and landing.person is not None:
            for kind, _value in landing.new_contacts:
                ContactPoint.objects.filter(person=landing.person, kind=kind, is_primary=True).update(is_primary=False)


def _pairs(landings: list[Landing]) -> Iterator[tuple[int, str, str]]:
    for landing in landings:
        for kind, value in landing.new_contacts:
            if landing.person_id is not None:
                yield landing.person_id, kind, value
