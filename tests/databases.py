"""One database is migrated for all; every test process takes a copy of it, because migrating takes half a minute.

``python -m tests.databases`` makes it, so that `make test` can do that beside the checks that leave a core idle.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

import django
from django.conf import settings
from django.db import connection

PACKAGES = ("mik", "alumni", "representatives", "cards", "surveys", "coordinator")


def copy_from_template() -> None:
    """Let the test database of this process be a copy of the template, which the first one to ask migrates."""
    make_template()
    connection.settings_dict["TEST"]["TEMPLATE"] = _template()


def make_template() -> None:
    """Migrate the template unless one of this very code stands on the server; there it stays until the code changes."""
    with _only_one():
        code = digest()
        if _digest_of_template() != code:
            _migrate(_template())
            with connection._nodb_cursor() as cursor:
                cursor.execute(f"COMMENT ON DATABASE {connection.ops.quote_name(_template())} IS '{code}'")


def digest() -> str:
    """Of everything a migrated database follows from: the code and the libraries."""
    found = sha256((settings.BASE_DIR / "uv.lock").read_bytes())
    for package in PACKAGES:
        for path in sorted((settings.BASE_DIR / package).rglob("*.py")):
            found.update(path.read_bytes())
    return found.hexdigest()


def _template() -> str:
    return f"test_{connection.settings_dict['NAME']}_template"


def _digest_of_template() -> str | None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [_template()]
        )
        found = cursor.fetchone()
    return str(found[0]) if found else None


def _migrate(name: str) -> None:
    kept = connection.settings_dict["NAME"], connection.settings_dict["TEST"]["NAME"]
    connection.settings_dict["TEST"]["NAME"] = name
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        _keep_from_autovacuum()
    finally:
        connection.close()
        connection.settings_dict["NAME"], connection.settings_dict["TEST"]["NAME"] = kept


def _keep_from_autovacuum() -> None:
    """Its statistics would be of whatever test it met half-way, and send the planner astray in those behind it."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"ALTER TABLE {connection.ops.quote_name(table)} SET (autovacuum_enabled = false)")


@contextmanager
def _only_one() -> Iterator[None]:
    with (settings.BASE_DIR / "var" / f"{_template()}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mik.settings_test")
    django.setup()
    make_template()
