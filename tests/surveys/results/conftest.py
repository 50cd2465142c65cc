"""The answered waves are built once for this folder, inside a transaction that is rolled back behind its last test."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import translation

from surveys.indicators.measuring import Measures, measure
from tests.conftest import take_restricted_role
from tests.surveys.results.answered import Answered, build


@pytest.fixture(scope="package")
def answered(django_db_setup: None, django_db_blocker: Any) -> Iterator[Answered]:
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("tr"):
        built = build()
        connection.check_constraints()  # once and here, else behind every test again
        _analyse()
        yield built
        transaction.set_rollback(True)


def _analyse() -> None:
    """Rows the planner has never heard of would be joined one by one; in production autovacuum tells it."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("ANALYZE surveys_answer, surveys_response, surveys_invitation, alumni_graduation")
    take_restricted_role(connection=connection)


@pytest.fixture(scope="package")
def graduates(answered: Answered) -> Measures:
    return measure(answered.graduates)


@pytest.fixture(scope="package")
def employers(answered: Answered) -> Measures:
    return measure(answered.employers)
