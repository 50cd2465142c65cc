"""What has landed stands in databases: a migration of the list below is never written anew, only followed by another.

``sha256sum */migrations/0*.py */*/migrations/0*.py > tests/common/landed_migrations.txt`` once new ones have landed.
"""

import hashlib
from pathlib import Path

import pytest
from django.conf import settings

LANDED = Path(__file__).with_name("landed_migrations.txt").read_text().splitlines()


@pytest.mark.parametrize("line", LANDED, ids=[line.split()[1] for line in LANDED])
def test_a_landed_migration_stays_as_it_is(line: str) -> None:
    digest, name = line.split()
    assert hashlib.sha256((settings.BASE_DIR / name).read_bytes()).hexdigest() == digest
