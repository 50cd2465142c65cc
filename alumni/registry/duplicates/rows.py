"""Rows of a list that would make new records, beside the records they probably mean.

Set-based: one query finds whom a chunk of rows may mean, three more fetch those records, however many rows there are.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol

from django.db import connection
from django.db.models import Prefetch

from alumni.registry.duplicates.likeness import ENOUGH, OTHER_TCKN, Sought, grounds
from alumni.registry.duplicates.prevention import Likely
from alumni.registry.models import Alumnus, Graduation
from mik.common.identifiers import normalise_email, normalise_phone

SHOWN = 3
# How alike two names have to be (pg_trgm) for the pair to be looked at: with an equal birth date, and without one.
WITH_BIRTH_DATE, WITHOUT = 0.25, 0.5
# Within one department an equal name is worth a look, whatever the year; so is an equal address.
ENOUGH_AT_HOME = 12


class Row(Protocol):
    """What of a parsed row is compared (``importing.ParsedRow``)."""

    @property
    def given_names(self) -> str: ...

    @property
    def surname(self) -> str: ...

    @property
    def former_surname(self) -> str: ...

    @property
    def birth_date(self) -> Any: ...

    @property
    def tckn(self) -> str: ...

    @property
    def email(self) -> str: ...

    @property
    def phone(self) -> str: ...

    @property
    def diploma_no(self) -> str: ...

    @property
    def student_no(self) -> str: ...

    @property
    def programme_id(self) -> int | None: ...

    @property
    def year(self) -> int | None: ...


class Reach(Protocol):
    """Whose records may be compared: a registry Scope; ``programme_ids`` None means all."""

    @property
    def programme_ids(self) -> Collection[int] | None: ...


_FIND = """
    WITH new AS (
        SELECT * FROM unnest(%(n)s::int[], %(name)s::text[], %(birth)s::date[], %(email)s::text[], %(phone)s::text[],
            %(student)s::text[], %(diploma)s::text[], %(programme)s::bigint[], %(year)s::int[])
            AS new(n, name, birth, email, phone, student, diploma, programme, year)
    ), home AS MATERIALIZED (
        SELECT p.id, g.year, p.name_folded, mik_fold(p.given_names || ' ' || p.surname) AS name,
            mik_fold(p.given_names || ' ' || p.former_surname) AS former
        FROM alumni_graduation g JOIN people_person p ON p.id = g.alumnus_id
        WHERE %(at_home)s AND g.programme_id = ANY(%(reach)s)
    ), hit AS (
        SELECT n, p.id FROM new JOIN people_person p ON p.birth_date = birth
            WHERE similarity(p.name_folded, name) >= %(with_birth_date)s
        UNION SELECT n, g.alumnus_id FROM new
            JOIN alumni_graduation g ON g.programme_id = programme AND g.year = new.year
            JOIN people_person p ON p.id = g.alumnus_id
            WHERE (birth IS NULL OR p.birth_date IS NULL) AND similarity(p.name_folded, name) >= %(without)s
        UNION SELECT n, g.alumnus_id FROM new JOIN alumni_graduation g ON g.student_no = student WHERE student <> ''
        UNION SELECT n, g.alumnus_id FROM new JOIN alumni_graduation g
            ON g.diploma_no = diploma AND g.programme_id = programme AND g.diploma_no <> ''
        UNION SELECT n, c.person_id FROM new JOIN people_contactpoint c ON c.kind = 'email' AND c.normalised = email
            WHERE email <> ''
        UNION SELECT n, c.person_id FROM new JOIN people_contactpoint c ON c.kind = 'phone' AND c.normalised = phone
            WHERE phone <> ''
        UNION SELECT n, p.id FROM new JOIN home p ON p.name = new.name
        UNION SELECT n, p.id FROM new JOIN home p ON p.former = new.name
        UNION SELECT n, p.id FROM new JOIN home p ON p.year = new.year
            WHERE similarity(p.name_folded, new.name) >= %(without)s
    )
    SELECT n, id FROM hit
    WHERE %(everywhere)s OR EXISTS (
        SELECT FROM alumni_graduation g WHERE g.alumnus_id = hit.id AND g.programme_id = ANY(%(reach)s))
"""


def likely_for_rows(rows: Sequence[Row], scope: Reach, *, at_home: bool = False) -> dict[int, list[Likely]]:
    """By the row's place in ``rows``, the records within the scope it probably means, the surest first.

    Give it only rows that would create a record. Two different identity numbers are two people, so such pairs are left
    out; ask with at most a few thousand rows at a time. ``at_home``: the rows are a department's own list and the scope
    is that department, so less has to speak for a record.
    """
    sought = [sought_of_row(row) for row in rows]
    at_home = at_home and scope.programme_ids is not None
    meant = _candidates(sought, scope.programme_ids, at_home=at_home) if sought else {}
    records = _records({pk for pks in meant.values() for pk in pks}, scope.programme_ids)
    enough = ENOUGH_AT_HOME if at_home else ENOUGH
    found = {n: _surest(sought[n], [records[pk] for pk in pks if pk in records], enough) for n, pks in meant.items()}
    return {n: likely for n, likely in sorted(found.items()) if likely}


def sought_of_row(row: Row) -> Sought:
    return Sought(
        given=row.given_names,
        surname=row.surname,
        former=row.former_surname,
        birth_date=row.birth_date,
        tckn=row.tckn,
        email=normalise_email(row.email),
        phone=normalise_phone(row.phone),
        diploma_no=row.diploma_no,
        student_no=row.student_no,
        programme_id=row.programme_id,
        year=row.year,
    )


def _candidates(sought: list[Sought], reach: Collection[int] | None, *, at_home: bool) -> dict[int, list[int]]:
    values: dict[str, Any] = {
        "n": list(range(len(sought))),
        "name": [one.folded for one in sought],
        "birth": [one.birth_date for one in sought],
        "email": [one.email for one in sought],
        "phone": [one.phone for one in sought],
        "student": [one.student_no for one in sought],
        "diploma": [one.diploma_no for one in sought],
        "programme": [one.programme_id for one in sought],
        "year": [one.year for one in sought],
        "with_birth_date": WITH_BIRTH_DATE,
        "without": WITHOUT,
        "everywhere": reach is None,
        "at_home": at_home,
        "reach": list(reach or ()),
    }
    meant: dict[int, list[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_FIND, values)
        for n, pk in cursor.fetchall():
            meant.setdefault(n, []).append(pk)
    return meant


def _records(ids: Collection[int], reach: Collection[int] | None) -> Mapping[int, Alumnus]:
    """The records with the graduations that may be spoken of."""
    graduations = Graduation.objects.all() if reach is None else Graduation.objects.filter(programme__in=reach)
    fetched = Alumnus.objects.filter(pk__in=ids).select_related("person")
    return {
        alumnus.pk: alumnus
        for alumnus in fetched.prefetch_related("person__contacts", Prefetch("graduations", queryset=graduations))
    }


def _surest(sought: Sought, records: list[Alumnus], enough: float) -> list[Likely]:
    found = []
    for alumnus in records:
        person, graduations = alumnus.person, list(alumnus.graduations.all())
        why = grounds(sought, person, person.contacts.all(), graduations)
        if OTHER_TCKN not in why:
            year = graduations[0].year if graduations else None
            found.append(Likely(alumnus, tuple(why), year=year))
    found.sort(key=lambda one: (-one.weight, one.alumnus.pk))
    return [one for one in found if one.weight >= enough][:SHOWN]
