"""The restricted role of web and workers may add to history but not rewrite, forge or silence it.

``apply_roles`` runs after every migrate by the owner and may run as often as one likes. In short:

- events, their contexts, erasures and redaction rules: the role reads, the owner's trigger functions write;
- the log of looks and the ledgers (``mik.audit.ledgers``): the role reads and adds, the database sets the time;
- trigger functions run as the owner with a fixed search path, and nobody else may call them or hang them on a
table;
- the primary key of a tracked table cannot be changed: an event is found by it;
- the libraries' ignore switch does nothing.
"""

from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from pghistory.core import event_models
from psycopg import sql

from mik.audit import redaction
from mik.audit.ledgers import ledgers
from mik.audit.models import AccessEvent, Erasure, Redaction
from mik.audit.sql import FUNCTIONS, GUARDED_FUNCTIONS
from mik.common.fields import column_of

SEARCH_PATH = sql.SQL("public, pg_temp")


def read_only_tables() -> list[str]:
    """Tables the restricted role may only read."""
    context = apps.get_model("pghistory", "Context")
    models: list[type[Model]] = [*event_models(), context, Erasure, Redaction]
    return sorted({model._meta.db_table for model in models} | {"django_migrations"})


def append_only_tables() -> list[str]:
    """Tables to which the restricted role may add rows and nothing else."""
    models: list[type[Model]] = [AccessEvent, *ledgers()]
    return sorted(model._meta.db_table for model in models)


def tracked_models() -> list[type[Model]]:
    tracked: list[type[Model]] = [model.pgh_tracked_model for model in event_models()]  # type: ignore[attr-defined]  # set by pghistory
    return tracked


def after_migrate(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Once, after the last app; a migrate to a point before these tables exist changes nothing."""
    last = [config for config in apps.get_app_configs() if config.models_module is not None][-1]
    if sender.name == last.name:
        apply_roles(connections[using])


def apply_roles(connection: BaseDatabaseWrapper) -> bool:
    """Install the functions and grants; False if this role does not own the tables, or they do not exist
    yet.
    """
    existing = set(connection.introspection.table_names())
    if not {*read_only_tables(), *append_only_tables()} <= existing or not _owns(connection):
        return False
    statements = [
        *(sql.SQL(text) for text in FUNCTIONS),
        *_guard_functions(connection),
        *_grants(_app_role(connection), existing),
    ]
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for statement in statements:
            # The cursor beneath Django's: these statements hold % signs and no parameters.
            cursor.cursor.execute(statement)
        redaction.fill(connection)
    return True


def _owns(connection: BaseDatabaseWrapper) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_has_role(current_user, relowner, 'USAGE') FROM pg_class WHERE oid = %s::regclass",
            [AccessEvent._meta.db_table],
        )
        return bool(cursor.fetchone()[0])


def _app_role(connection: BaseDatabaseWrapper) -> str:
    role: str = settings.APP_DB_ROLE
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname = current_user, rolsuper FROM pg_roles WHERE rolname = %s", [role])
        row = cursor.fetchone()
    if row is None:
        raise ImproperlyConfigured(
            f"The database role {role!r} (APP_DB_ROLE) does not exist; create it before migrating."
        )
    if any(row):
        raise ImproperlyConfigured(
            f"The database role {role!r} (APP_DB_ROLE) must be neither the owner nor a superuser."
        )
    return role


def _guard_functions(connection: BaseDatabaseWrapper) -> list[sql.Composable]:
    with connection.cursor() as cursor:
        cursor.cursor.execute(GUARDED_FUNCTIONS)
        names = [sql.SQL(row[0]) for row in cursor.fetchall()]
    return [
        statement
        for name in names
        for statement in (
            sql.SQL("ALTER FUNCTION {} SECURITY DEFINER").format(name),
            sql.SQL("ALTER FUNCTION {} SET search_path = {}").format(name, SEARCH_PATH),
            sql.SQL("ALTER FUNCTION {} OWNER TO CURRENT_USER").format(name),
            sql.SQL("REVOKE ALL ON FUNCTION {} FROM PUBLIC").format(name),
        )
    ]


def _grants(role_name: str, existing: set[str]) -> list[sql.Composable]:
    role = sql.Identifier(role_name)
    return [
        sql.SQL(text).format(role=role)
        for text in (
            "REVOKE CREATE ON SCHEMA public FROM PUBLIC, {role}",
            "GRANT USAGE ON SCHEMA public TO {role}",
            "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {role}",
            "REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, {role}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
            "REVOKE ALL ON FUNCTION mik_erase_person(bigint, bigint) FROM PUBLIC",
            "GRANT EXECUTE ON FUNCTION mik_erase_person(bigint, bigint) TO {role}",
            "REVOKE ALL ON FUNCTION mik_redact_gone(text, bigint[]) FROM PUBLIC",
            "GRANT EXECUTE ON FUNCTION mik_redact_gone(text, bigint[]) TO {role}",
            "REVOKE ALL ON FUNCTION mik_redact_rows(bigint, bigint, text, bigint[]) FROM PUBLIC",
            "GRANT EXECUTE ON FUNCTION mik_redact_rows(bigint, bigint, text, bigint[]) TO {role}",
            "REVOKE ALL ON FUNCTION mik_empty_value(text, text) FROM PUBLIC",
        )
    ] + [grant for table in sorted(existing) for grant in _table_grants(role, table)]


def _table_grants(role: sql.Identifier, table: str) -> list[sql.Composable]:
    name = sql.Identifier(table)
    if table in read_only_tables():
        return [sql.SQL("REVOKE INSERT, UPDATE, DELETE ON {} FROM {}").format(name, role)]
    if table in append_only_tables():
        return [sql.SQL("REVOKE UPDATE, DELETE ON {} FROM {}").format(name, role)]
    return _columns_without_key(role, table)


def _columns_without_key(role: sql.Identifier, table: str) -> list[sql.Composable]:
    """A tracked table's primary key cannot be updated: the update's event joins old and new rows by it."""
    model = next((model for model in tracked_models() if model._meta.db_table == table), None)
    if model is None:
        return []
    columns = [sql.Identifier(column_of(field)) for field in model._meta.local_concrete_fields if not field.primary_key]
    return [
        sql.SQL("REVOKE UPDATE ON {} FROM {}").format(sql.Identifier(table), role),
        sql.SQL("GRANT UPDATE ({}) ON {} TO {}").format(sql.SQL(", ").join(columns), sql.Identifier(table), role),
    ]


def can_rewrite_history(connection: BaseDatabaseWrapper) -> bool:
    """Whether the connected role could alter events or entries: for the health page, which must say no."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT bool_or(has_table_privilege(name, 'INSERT') AND name = ANY(%(read)s)"
            " OR has_table_privilege(name, 'UPDATE') OR has_table_privilege(name, 'DELETE')"
            " OR has_table_privilege(name, 'TRUNCATE')) FROM unnest(%(read)s::text[] || %(add)s::text[]) AS name",
            {"read": read_only_tables(), "add": append_only_tables()},
        )
        return bool(cursor.fetchone()[0])
