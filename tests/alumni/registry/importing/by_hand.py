"""The same rows entered one by one, each by ``save``."""

from typing import Any

from alumni.registry.models import Alumnus, Graduation, ImportRun
from mik.common.fields import keyed_hash
from mik.people.models import ContactPoint, Person
from mik.units.models import Kind, Unit
from tests.alumni.registry.importing.rows_both_ways import FIRST, LEVELS, SAME_PERSON, SECOND, UNITS, Later, Typed


def enter_first(run: ImportRun, source: str) -> list[Graduation]:
    made: list[Graduation] = []
    for number, row in enumerate(FIRST):
        if number in SAME_PERSON:
            made.append(add_diploma(made[SAME_PERSON[number]].alumnus, row, run, source))
            continue
        person = Person(
            given_names=row.given, surname=row.surname, former_surname=row.former, birth_date=row.born, sex=row.sex,
            nationality=row.nationality, **number_facts(row.tckn or row.foreigner), **passport_facts(row.passport),
        )  # fmt: skip
        person.save()
        alumnus = Alumnus(person=person, source=source)
        alumnus.save()
        made.append(add_diploma(alumnus, row, run, source))
    return made


def enter_second(made: list[Graduation], run: ImportRun, source: str) -> None:
    for later in SECOND:
        graduation = Graduation.objects.select_related("alumnus__person").get(pk=made[later.whose].pk)
        change(graduation, later)
        if later.is_second_diploma:
            add_diploma(graduation.alumnus, later.told, run, source)
        else:
            add_contacts(graduation.alumnus.person, later.told, source)


def change(graduation: Graduation, later: Later) -> None:
    person, facts = graduation.alumnus.person, dict(later.person)
    if "tckn" in facts:
        facts |= number_facts(facts["tckn"])
    told = dict(later.graduation)
    if unit := told.pop("unit", ""):
        told |= programme_facts(unit)
    for thing, changes in ((person, facts), (graduation, told)):
        for name, value in changes.items():
            setattr(thing, name, value)
        if changes:
            thing.save()


def add_diploma(alumnus: Alumnus, row: Typed, run: ImportRun, source: str) -> Graduation:
    graduation = Graduation(
        alumnus=alumnus, graduated_on=row.graduated, year=row.graduated.year, diploma_no=row.diploma,
        student_no=row.student, source=source, import_run=run, **programme_facts(row.unit),
    )  # fmt: skip
    graduation.save()
    add_contacts(alumnus.person, row, source)
    return graduation


def add_contacts(person: Person, row: Typed, source: str) -> None:
    """The first of its kind becomes the primary one."""
    for kind, value in row.contacts:
        is_first = not person.contacts.filter(kind=kind).exists()
        ContactPoint(
            person=person, kind=kind, value=value, normalised=value, is_primary=is_first, source=source
        ).save()  # fmt: skip


def number_facts(number: str) -> dict[str, Any]:
    return {"tckn": number, "tckn_hash": keyed_hash(number, purpose="tckn")} if number else {}


def passport_facts(number: str) -> dict[str, Any]:
    return {"passport_no": number, "passport_hash": keyed_hash(number, purpose="passport")} if number else {}


def programme_facts(unit: str) -> dict[str, Any]:
    faculty, department, level = UNITS[unit]
    programme = Unit.objects.get(
        kind=Kind.PROGRAMME, level=LEVELS[level], parent__name=department, parent__parent__name=faculty
    )
    return {"programme_id": programme.pk, "level": LEVELS[level]}
