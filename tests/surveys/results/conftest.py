"""The answered waves are built once for this folder, inside a transaction that is rolled back behind its last test."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.utils import translation

from surveys.indicators.measuring import Measures, measure
from tests.surveys.results.answered import Answered, build


@pytest.fixture(scope="package")
def answered(django_db_setup: None, django_db_blocker: Any) -> Iterator[Answered]:
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("tr"):
        yield build()
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def graduates(answered: Answered) -> Measures:
    return measure(answered.graduates)


@pytest.fixture(scope="package")
def employers(answered: Answered) -> Measures:
    return measure(answered.employers)
