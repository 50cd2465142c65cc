"""Writing compared rows into the registry, a chunk at a time, all or nothing.

A chunk is one transaction under one lock, so that two imports of the same rows wait for each other instead of
doubling people.
"""

from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction

from alumni.registry.importing import ParsedRow
from alumni.registry.importing.comparing import Landing, Scope, compare, identifier_hashes, pk_of
from alumni.registry.models import Alumnus, Graduation, ImportRun
from mik.people.models import ContactPoint, Person

CHUNK = 500
# Any constant will do; it names the lock that chunks of imports take one after another.
IMPORT_LOCK = 7_202_611


@transaction.atomic
def land(rows: list[ParsedRow], *, scope: Scope, run: ImportRun | None) -> list[Landing]:
    """Compare and write one chunk; nothing half-lands."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])
    landings = compare(rows, scope=scope)
    inside = [landing for landing in landings if not landing.outside]
    _create_persons(inside, scope)
    _update_persons(inside)
    _write_graduations(inside, scope, run)
    _write_contacts(inside, scope)
    return landings


def _create_persons(landings: list[Landing], scope: Scope) -> None:
    """New people once each, though a chunk may hold several diplomas of one."""
    new: dict[tuple[str, str], Person] = {}
    for landing in landings:
        if landing.person is None:
            # A row without a key was rejected by the reader.
            key = landing.row.person_key or ("row", str(landing.row.row))
            landing.person = new.setdefault(key, _new_person(landing.row))
    created = Person.objects.bulk_create(new.values())
    persons = {p.pk for p in created} | {pk for landing in landings if (pk := pk_of(landing))}
    recorded = set(Alumnus.objects.filter(pk__in=persons).values_list("pk", flat=True))
    Alumnus.objects.bulk_create(Alumnus(person_id=pk, source=scope.source) for pk in sorted(persons - recorded))


def _new_person(row: ParsedRow) -> Person:
    national, passport = identifier_hashes(row)
    return Person(
        given_names=row.given_names,
        surname=row.surname,
        former_surname=row.former_surname,
        birth_date=row.birth_date,
        sex=row.sex.lower(),
        nationality=row.nationality,
        tckn=row.tckn or row.foreigner_no,
        tckn_hash=national,
        passport_no=row.passport_no,
        passport_hash=passport,
    )


def _update_persons(landings: list[Landing]) -> None:
    for landing in landings:
        if landing.person_changes and landing.person is not None:
            for name, value in landing.person_changes.items():
                setattr(landing.person, name, value)
            landing.person.save(update_fields=[*landing.person_changes, "updated_at"])


def _write_graduations(landings: list[Landing], scope: Scope, run: ImportRun | None) -> None:
    new = [_new_graduation(landing, scope, run) for landing in landings if landing.graduation is None]
    Graduation.objects.bulk_create(new)
    for landing in landings:
        if landing.graduation is not None and landing.graduation_changes:
            for name, value in landing.graduation_changes.items():
                setattr(landing.graduation, name, value)
            landing.graduation.save(update_fields=[*landing.graduation_changes, "updated_at"])


def _new_graduation(landing: Landing, scope: Scope, run: ImportRun | None) -> Graduation:
    row = landing.row
    facts: dict[str, Any] = {"programme_id": row.programme_id, "level": row.level, "year": row.year}
    return Graduation(
        **facts,
        alumnus_id=pk_of(landing),
        graduated_on=row.graduated_on,
        diploma_no=row.diploma_no,
        student_no=row.student_no,
        source=scope.source,
        import_run=run,
    )


def _write_contacts(landings: list[Landing], scope: Scope) -> None:
    """New addresses; the first of its kind becomes the primary one."""
    persons = {landing.person.pk for landing in landings if landing.person and landing.new_contacts}
    primary = set(ContactPoint.objects.filter(person__in=persons, is_primary=True).values_list("person_id", "kind"))
    written: dict[tuple[int, str, str], ContactPoint] = {}
    for person, kind, value in _pairs(landings):
        if (person, kind, value) not in written:
            written[(person, kind, value)] = ContactPoint(
                person_id=person,
                kind=kind,
                value=value,
                normalised=value,
                is_primary=(person, kind) not in primary,
                source=scope.source,
            )
            primary.add((person, kind))
    ContactPoint.objects.bulk_create(written.values())


def _pairs(landings: list[Landing]) -> Iterator[tuple[int, str, str]]:
    for landing in landings:
        for kind, value in landing.new_contacts:
            if landing.person is not None:
                yield landing.person.pk, kind, value
