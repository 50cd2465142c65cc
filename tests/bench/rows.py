"""The rows of a list as model objects, made beforehand: what the ways compared with are given to write."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.utils import timezone

from alumni.registry.importing import ParsedRow, read_list
from alumni.registry.importing.landing import person_facts
from alumni.registry.importing.services import unit_matcher
from alumni.registry.models import Alumnus, Graduation
from mik.common.tables import read_table
from mik.people.models import ContactPoint, Person


@dataclass(frozen=True)
class Made:
    """One row; the keys are numbered through, so that nothing has to be looked up."""

    person: Person
    alumnus: Alumnus
    graduation: Graduation
    contacts: list[ContactPoint]


def made_rows(path: Path, count: int) -> Iterator[Made]:
    with read_table(path) as table:
        graduates = read_list(table, matcher=unit_matcher(), today=timezone.localdate())
        items = (item for item in graduates.results() if isinstance(item, ParsedRow))
        for key, row in enumerate(islice(items, count), start=1):
            yield made_of(key, row)


def made_of(key: int, row: ParsedRow) -> Made:
    person = Person(pk=key, **person_facts(row))
    facts = {"programme_id": row.programme_id, "level": row.level, "year": row.year}
    graduation = Graduation(
        pk=key, alumnus_id=key, graduated_on=row.graduated_on, diploma_no=row.diploma_no,
        student_no=row.student_no, **facts,
    )  # fmt: skip
    pairs = [(kind, value) for kind, value in (("email", row.email), ("phone", row.phone)) if value]
    contacts = [
        ContactPoint(pk=2 * key + turn, person_id=key, kind=kind, value=value, normalised=value, is_primary=True)
        for turn, (kind, value) in enumerate(pairs)
    ]
    return Made(person, Alumnus(person_id=key), graduation, contacts)
