"""/saglik/: a bare yes or no for everybody, the cause for who knows the token."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from mik.home import health
from mik.home.models import WorkerHeartbeat
from mik.home.tasks import worker_heartbeat
from tests.audit.conftest import as_owner

pytestmark = pytest.mark.django_db
TOKEN = {"authorization": "Bearer gizli-anahtar"}


@pytest.fixture(autouse=True)
def _token(settings: Any) -> Iterator[None]:
    settings.HEALTH_TOKEN = "gizli-anahtar"
    health._migrated = False
    yield
    health._migrated = False


@pytest.fixture
def beating() -> None:
    worker_heartbeat.delay()


def checks(client: Client) -> dict[str, str]:
    found: dict[str, str] = client.get("/saglik/", headers=TOKEN).json()["checks"]
    return found


def test_all_is_well(client: Client, beating: None) -> None:
    answer = client.get("/saglik/")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_nobody_learns_what_ails_it_without_the_token(client: Client) -> None:
    for headers in ({}, {"authorization": "Bearer başka"}, {"x-health-token": ""}):
        answer = client.get("/saglik/", headers=headers)
        assert (answer.status_code, answer.json()) == (503, {"status": "unwell"})


def test_without_a_token_of_its_own_it_never_tells(client: Client, settings: Any) -> None:
    settings.HEALTH_TOKEN = ""
    assert client.get("/saglik/", headers={"x-health-token": ""}).json() == {"status": "unwell"}


def test_either_header_will_do(client: Client) -> None:
    assert client.get("/saglik/", headers={"x-health-token": "gizli-anahtar"}).json()["checks"] == checks(client)


def test_a_worker_that_never_answered_is_named(client: Client) -> None:
    assert checks(client) == {
        "database": "ok",
        "redis": "ok",
        "worker": "failed",
        "migrations": "ok",
        "audit_role": "ok",
    }


def test_a_worker_that_fell_silent_is_named(client: Client, beating: None) -> None:
    WorkerHeartbeat.objects.update(at=timezone.now() - timedelta(seconds=91))
    assert checks(client)["worker"] == "failed"


def test_redis_away_is_named(client: Client, beating: None, settings: Any) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    answer = client.get("/saglik/", headers=TOKEN)
    assert (answer.status_code, answer.json()["checks"]["redis"]) == (503, "failed")


def test_a_missing_migration_is_named(client: Client, beating: None) -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'home'")
    assert checks(client)["migrations"] == "failed"


def test_a_connection_that_could_rewrite_history_is_named(client: Client, beating: None) -> None:
    with as_owner():
        assert checks(client)["audit_role"] == "failed"


def test_the_heartbeat_is_one_row(beating: None) -> None:
    worker_heartbeat.delay()
    assert WorkerHeartbeat.objects.count() == 1


def test_it_is_never_stored(client: Client) -> None:
    assert "no-store" in client.get("/saglik/")["Cache-Control"]
