"""What the benchmarks fill by SQL is filled still when the tables change; they themselves are no part of the suite."""

import re

import pytest
from django.db import connection

from alumni.registry.models import Alumnus
from tests.bench import exporting, people_tables, population

FILLED = [
    *((table, columns.split()) for table, columns in people_tables.TABLES.items()),
    *(
        (table, columns.replace(",", " ").split())
        for table, columns in re.findall(r"INSERT INTO (\w+) \(([^)]*)\)", " ".join(population.STATEMENTS))
    ),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("table", "columns"), FILLED)
def test_made_up_rows_fill_every_column_that_must_be_filled(table: str, columns: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
            " AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO' AND is_generated = 'NEVER'",
            [table],
        )
        needed = {name for (name,) in cursor.fetchall()}
    assert needed
    assert needed <= {*columns, "id"}


def test_rows_to_export_are_made(units: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(exporting._MAKE, {"rows": 3})
    assert Alumnus.objects.filter(person__contacts__isnull=False).distinct().count() == 3
