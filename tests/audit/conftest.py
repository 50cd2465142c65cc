"""A separate session of the restricted role, and the owner's, beside the test's own connection."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connection

from mik.audit import redaction


@contextmanager
def as_owner() -> Iterator[None]:
    """What the owner of the tables does, within the test's transaction."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'SET ROLE "{settings.APP_DB_ROLE}"')


@pytest.fixture
def rules(db: None) -> None:
    """The redaction rules as the last migrate left them; a transactional test may have flushed them."""
    with as_owner():
        redaction.fill(connection)
