"""The claim: web and workers cannot rewrite, forge or silence history. The whole suite runs as their role."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import environ
import psycopg
import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection, transaction
from pghistory.core import event_models

from mik.audit.log import log_access
from mik.audit.models import AccessEvent
from mik.audit.roles import apply_roles, can_rewrite_history, read_only_tables, tracked_models
from mik.audit.tracking import history_of
from mik.people.models import Person
from tests.audit.conftest import as_owner
from tests.factories.accounts import UserFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db

ACCESS_LOG = AccessEvent._meta.db_table


def run(statement: str, params: Any = None) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, params)


def refused(statement: str, params: Any = None) -> str:
    """Run what must not be possible; returns the database's reason."""
    with pytest.raises(DatabaseError) as caught:
        run(statement, params)
    return str(caught.value)


def test_the_suite_runs_as_the_restricted_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone()[0] == settings.APP_DB_ROLE
    assert not can_rewrite_history(connection)


def test_the_owner_could() -> None:
    with as_owner():
        assert can_rewrite_history(connection)


# --- rewrite ------------------------------------------------------------------------------------


def test_every_event_table_is_guarded() -> None:
    guarded = set(read_only_tables())
    assert {model._meta.db_table for model in event_models()} <= guarded
    assert {"pghistory_context", "audit_erasure", "audit_redaction", "django_migrations"} <= guarded


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM {}",
        "TRUNCATE {}",
        "INSERT INTO {} DEFAULT VALUES",
        "DROP TABLE {}",
        "ALTER TABLE {} ADD x int",
    ],
)
def test_guarded_tables_cannot_be_written(statement: str) -> None:
    for table in read_only_tables():
        reason = refused(statement.format(table))
        assert "permission denied" in reason or "must be owner" in reason


def test_no_column_of_a_guarded_table_can_be_updated() -> None:
    run("GRANT ALL ON people_personevent TO PUBLIC")  # only warns that nothing was granted
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.column_privileges"
            " WHERE grantee IN (%s, 'PUBLIC') AND privilege_type <> 'SELECT' AND table_name = ANY(%s)",
            [settings.APP_DB_ROLE, read_only_tables()],
        )
        assert cursor.fetchall() == []


@pytest.mark.parametrize("verb", ["UPDATE {} SET reason = ''", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_log_of_looks_cannot_be_rewritten(verb: str) -> None:
    log_access(request_or_user=UserFactory.create(), action="view", subjects=[1])
    assert "permission denied" in refused(verb.format(ACCESS_LOG))


def test_a_look_cannot_be_backdated() -> None:
    run(
        f"INSERT INTO {ACCESS_LOG} (at, action, view, subjects, count, reason, as_role)"
        " VALUES ('2001-01-01', 'view', '', '{1}', 1, '', '')"
    )
    assert AccessEvent.objects.filter(at__year=2001).count() == 0
    assert AccessEvent.objects.count() == 1


# --- forge --------------------------------------------------------------------------------------


@pytest.mark.parametrize("function", ["_pgh_attach_context()", "mik_empty_value('a', 'b')"])
def test_the_functions_behind_history_cannot_be_called(function: str) -> None:
    assert "permission denied" in refused(f"SELECT {function}")


def history_functions() -> list[str]:
    with connection.cursor() as cursor:
        cursor.cursor.execute("SELECT proname FROM pg_proc WHERE proname LIKE 'pgtrigger\\_%'")
        return [row[0] for row in cursor.fetchall()]


def test_trigger_functions_cannot_be_called_or_hung_on_a_table_of_the_own() -> None:
    run("CREATE TEMPORARY TABLE forged (LIKE people_person)")
    names = history_functions()
    assert names
    for name in names:
        assert "permission denied" in refused(f"SELECT {name}()")
        reason = refused(f"CREATE TRIGGER t AFTER INSERT ON forged FOR EACH ROW EXECUTE FUNCTION {name}()")
        assert "permission denied" in reason


def test_no_trigger_can_be_added_to_a_real_table() -> None:
    assert "permission denied" in refused(
        "CREATE TRIGGER t BEFORE INSERT ON people_person FOR EACH ROW"
        " EXECUTE FUNCTION suppress_redundant_updates_trigger()"
    )


def test_every_trigger_function_is_the_owners_with_a_fixed_path() -> None:
    with connection.cursor() as cursor:
        cursor.cursor.execute(
            "SELECT proname, prosecdef, proconfig, pg_get_userbyid(proowner) FROM pg_proc"
            " WHERE proname LIKE 'pgtrigger\\_%' OR proname LIKE '\\_pgh\\_%' OR proname = 'mik_erase_person'"
        )
        rows = cursor.fetchall()
    assert {(row[1], tuple(row[2])) for row in rows} == {(True, ("search_path=public, pg_temp",))}
    assert settings.APP_DB_ROLE not in {row[3] for row in rows}


# --- silence ------------------------------------------------------------------------------------


def events_of(person: Person) -> int:
    return history_of(person).count()


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE people_person DISABLE TRIGGER ALL",
        "ALTER TABLE people_person DISABLE TRIGGER USER",
        "SET session_replication_role = replica",
        "SET LOCAL session_replication_role = replica",
        "TRUNCATE people_person CASCADE",
        "CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name NAME) RETURNS BOOLEAN"
        " AS 'SELECT TRUE' LANGUAGE sql",
        "DROP FUNCTION _pgtrigger_should_ignore(NAME) CASCADE",
        "DROP FUNCTION _pgh_attach_context() CASCADE",
        "ALTER FUNCTION _pgh_attach_context() SECURITY INVOKER",
        "CREATE TABLE public.mine (id int)",
        "CREATE FUNCTION public.mine() RETURNS int AS 'SELECT 1' LANGUAGE sql",
        "CREATE SCHEMA mine",
        "CREATE RULE r AS ON UPDATE TO people_person DO INSTEAD NOTHING",
        "UPDATE people_person SET id = id + 1000000",
        "ALTER TABLE people_personevent OWNER TO CURRENT_USER",
    ],
)
def test_history_cannot_be_silenced(statement: str) -> None:
    PersonFactory.create()
    refused(statement)


def test_the_ignore_switch_does_nothing() -> None:
    person = PersonFactory.create()
    everything = "{" + ",".join(history_functions()) + "}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", [everything])
    Person.objects.filter(pk=person.pk).update(surname="Sessiz")
    assert events_of(person) == 2


def test_temporary_tables_and_paths_do_not_draw_events_away() -> None:
    person = PersonFactory.create()
    run("CREATE TEMPORARY TABLE people_personevent (LIKE public.people_personevent INCLUDING ALL)")
    run("CREATE TEMPORARY TABLE pghistory_context (LIKE public.pghistory_context INCLUDING ALL)")
    run("SET LOCAL search_path = pg_temp, public")
    run("SELECT set_config('pghistory.context_id', '7b0f5f3e-0b0c-4b39-9d8f-1f1f6f0a0001', true)")
    run("SELECT set_config('pghistory.context_metadata', '{\"user\": 3}', true)")
    run("UPDATE people_person SET surname = 'Gölge' WHERE id = %s", [person.pk])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM public.people_personevent e"
            " JOIN public.pghistory_context c ON c.id = e.pgh_context_id"
            " WHERE e.pgh_obj_id = %s AND e.surname = 'Gölge'",
            [person.pk],
        )
        assert cursor.fetchone()[0] == 1


def test_a_torn_context_stops_the_change_instead_of_losing_it() -> None:
    person = PersonFactory.create()
    run("SELECT set_config('pghistory.context_id', 'nonsense', true)")
    with pytest.raises(DatabaseError), transaction.atomic():
        Person.objects.filter(pk=person.pk).update(surname="Yırtık")


def test_primary_keys_of_tracked_tables_cannot_be_moved() -> None:
    for model in tracked_models():
        key = model._meta.pk
        assert key is not None
        assert "permission denied" in refused(f"UPDATE {model._meta.db_table} SET {key.column} = {key.column}")


def test_ordinary_work_goes_on() -> None:
    person = PersonFactory.create()
    person.surname = "Yeni"
    person.save()
    assert Person.objects.select_for_update().get(pk=person.pk).surname == "Yeni"
    person.delete()


# --- a session of its own, as web and workers have it -------------------------------------------


@pytest.fixture
def session() -> Iterator[psycopg.Connection[Any]]:
    """A real connection with the restricted role's own password, not the owner's in disguise."""
    address = urlsplit(environ.Env().str("DATABASE_URL"))
    with psycopg.connect(
        host=address.hostname,
        port=address.port,
        user=address.username,
        password=address.password,
        dbname=connection.settings_dict["NAME"],
        autocommit=True,
    ) as own:
        yield own


@pytest.mark.parametrize(
    "statement",
    [
        "SET ROLE mik_owner",
        "SET SESSION AUTHORIZATION mik_owner",
        "SET session_replication_role = replica",
        "DELETE FROM people_personevent",
        "INSERT INTO pghistory_context (id, created_at, updated_at, metadata)"
        " VALUES (gen_random_uuid(), now(), now(), '{}')",
        "UPDATE audit_erasure SET by_id = 1",
        "INSERT INTO audit_redaction (event_table, condition, columns) VALUES ('x', 'true', '{}')",
        "SELECT _pgh_attach_context()",
        "ALTER ROLE mik_app SUPERUSER",
        "COPY (SELECT 1) TO PROGRAM 'true'",
    ],
)
def test_a_session_of_the_role_itself_is_refused(session: psycopg.Connection[Any], statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        session.execute(statement)


# --- applying -----------------------------------------------------------------------------------


def test_applying_again_changes_nothing() -> None:
    with as_owner():
        assert apply_roles(connection)
        assert apply_roles(connection)
    assert not can_rewrite_history(connection)


def test_the_restricted_role_does_not_apply_and_does_not_fail() -> None:
    assert not apply_roles(connection)


def test_a_missing_role_is_named() -> None:
    with as_owner(), pytest.raises(ImproperlyConfigured, match="nobody_of_that_name"):
        apply_roles_to("nobody_of_that_name")


def apply_roles_to(role: str) -> None:
    usual, settings.APP_DB_ROLE = settings.APP_DB_ROLE, role
    try:
        apply_roles(connection)
    finally:
        settings.APP_DB_ROLE = usual
