"""Databases of the benchmarks: made beside the developer's own, on the same server, and dropped afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import sql

PREFIX = "bench_"
# The sessions of ours that are still in a database.
ENDING = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename = current_user"


@contextmanager
def bench_database(name: str, *, keep: bool = False) -> Iterator[None]:
    """Everything inside works on a freshly migrated database ``bench_<name>``, with the restricted role as ever.

    ``keep`` leaves it on the server, and takes it as it is where it is there already: for registries that take long
    to make.
    """
    name = PREFIX + name
    kept = {alias: connections[alias].settings_dict["NAME"] for alias in connections}
    is_new = _create(name, keep=keep)
    _turn_to(dict.fromkeys(kept, name))
    try:
        if is_new:
            call_command("migrate", database="owner", verbosity=0)
        yield
    finally:
        _turn_to(kept)
        if not keep:
            drop(name)


def _turn_to(names: dict[str, str]) -> None:
    for alias, name in names.items():
        connections[alias].close()
        connections[alias].close_pool()  # type: ignore[attr-defined]  # or its connections would go on with the database before
        connections[alias].settings_dict["NAME"] = name
        settings.DATABASES[alias]["NAME"] = name


def _server() -> "psycopg.Connection[tuple[object, ...]]":
    owner = connections["owner"].settings_dict
    return psycopg.connect(
        host=owner["HOST"], port=owner["PORT"], user=owner["USER"], password=owner["PASSWORD"], dbname="postgres",
        autocommit=True,
    )  # fmt: skip


def _create(name: str, *, keep: bool) -> bool:
    """Whether the database was made now."""
    with _server() as server:
        there = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if there and keep:
            return False
    drop(name)
    with _server() as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return True


def drop(name: str) -> None:
    """Without force, which may end no session of the server's own: asked like this, autovacuum gives way. A session of
    the restricted role that has just said goodbye may take a moment.
    """
    for patience in range(20, -1, -1):
        try:
            with _server() as server:
                server.execute(ENDING, [name])
                server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
            return
        except psycopg.errors.ObjectInUse:
            if not patience:
                raise
