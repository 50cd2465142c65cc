"""Generated graduates in the registry's own tables, brought in by COPY; the history is left out, nobody searches it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections, transaction

from mik.common.fields import encrypt, keyed_hash
from mik.people.models import Person
from mik.units.models import Kind, Unit
from tests.bench.people import DEPARTMENTS, Record

NOW = "2026-01-01 00:00:00+03"
TABLES = {
    "people_person": "id given_names surname former_surname birth_date sex nationality tckn tckn_hash passport_no "
    "passport_hash created_at updated_at",
    "alumni_alumnus": "person_id state source confirmed_source tags created_at updated_at",
    "people_contactpoint": "person_id kind value normalised country province city postcode visibility is_primary "
    "source dead_evidence dead_reason created_at updated_at",
    "alumni_graduation": "alumnus_id programme_id level year diploma_no student_no source created_at updated_at",
}


def tckn(nine: int) -> str:
    """A valid identity number of nine digits."""
    digits = [int(digit) for digit in f"{nine:09d}"]
    tenth = (7 * sum(digits[0::2]) - sum(digits[1::2])) % 10
    return "".join(map(str, [*digits, tenth, (sum(digits) + tenth) % 10]))


def fill(records: list[Record]) -> None:
    """Records get the numbers 1, 2, … in the order of the list."""
    programmes = _programmes()
    with transaction.atomic("owner"), _without_history():
        _copy("people_person", (_person(pk, record) for pk, record in enumerate(records, 1)))
        _copy("alumni_alumnus", (_alumnus(pk, record) for pk, record in enumerate(records, 1)))
        _copy("people_contactpoint", (row for pk, record in enumerate(records, 1) for row in _contacts(pk, record)))
        _copy("alumni_graduation", (_graduation(pk, record, programmes) for pk, record in enumerate(records, 1)))
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")


def _programmes() -> dict[tuple[int, int], int]:
    """Department and level of the generator, to the programme made for it."""
    faculty = Unit.objects.using("owner").create(kind=Kind.FACULTY, name="Fakülte", key="bench")
    found = {}
    for number in range(DEPARTMENTS):
        department = Unit(kind=Kind.DEPARTMENT, name=f"Bölüm {number}", parent=faculty, key=f"bench/{number}")
        department.save(using="owner")
        for level in (5, 6, 7, 8):
            key = f"bench/{number}/{level}"
            programme = Unit(kind=Kind.PROGRAMME, name=department.name, parent=department, level=level, key=key)
            programme.save(using="owner")
            found[number, level] = programme.pk
    return found


@contextmanager
def _without_history() -> Iterator[None]:
    with connections["owner"].cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _copy(table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    columns = ", ".join(TABLES[table].split())
    with connections["owner"].cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _person(pk: int, record: Record) -> tuple[Any, ...]:
    number = tckn(record.tckn) if record.tckn else ""
    context = Person._meta.get_field("tckn").encryption_context
    return (
        pk, record.given, record.surname, record.former, record.birth, record.sex, "TR",
        encrypt(number, context=context) if number else b"",
        keyed_hash(number, purpose="tckn") if number and not record.proposed else None,
        b"", keyed_hash(record.passport, purpose="passport") if record.passport else None, NOW, NOW,
    )  # fmt: skip


def _alumnus(pk: int, record: Record) -> tuple[Any, ...]:
    return pk, "proposed" if record.proposed else "confirmed", "import", "", "[]", NOW, NOW


def _contacts(pk: int, record: Record) -> Iterator[tuple[Any, ...]]:
    for kind, value in (("email", record.email), ("phone", record.phone)):
        if value:
            yield pk, kind, value, value, "", "", "", "", "nobody", True, "import", "", "", NOW, NOW


def _graduation(pk: int, record: Record, programmes: dict[tuple[int, int], int]) -> tuple[Any, ...]:
    programme = programmes[record.department, record.level]
    return pk, programme, record.level, record.year, record.diploma_no, record.student_no, "import", NOW, NOW
