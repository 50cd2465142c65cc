"""One database is migrated a run; every test process takes a copy of it, because migrating takes half a minute."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection


def copy_from_template(run: Path) -> None:
    """Let the test database of this process be a copy of the run's template, which the first one here migrates.

    ``run`` is the folder the processes of one run share. The template stays on the server until the next run.
    """
    test = connection.settings_dict["TEST"]
    template = f"test_{connection.settings_dict['NAME']}_template"
    with only_one(run / "template.lock"):
        migrated = run / "template.migrated"
        if not migrated.exists():
            _migrate(template)
            migrated.touch()
    test["TEMPLATE"] = template


def _migrate(name: str) -> None:
    settings = connection.settings_dict
    kept = settings["NAME"], settings["TEST"]["NAME"]
    settings["TEST"]["NAME"] = name
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        _keep_from_autovacuum()
    finally:
        connection.close()
        settings["NAME"], settings["TEST"]["NAME"] = kept


def _keep_from_autovacuum() -> None:
    """Its statistics would be of whatever test it met half-way, and send the planner astray in those behind it."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"ALTER TABLE {connection.ops.quote_name(table)} SET (autovacuum_enabled = false)")


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
