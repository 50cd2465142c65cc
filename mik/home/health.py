"""Is the platform well? 200 or 503 for everybody; what ails it only for who knows the token."""

import logging
from collections.abc import Callable
from datetime import timedelta

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mik.audit.roles import can_rewrite_history
from mik.home.models import WorkerHeartbeat

logger = logging.getLogger(__name__)

HEARTBEAT_LIMIT = timedelta(seconds=90)
# Migrations once applied stay applied while a process lives; looking again would read every file anew.
_migrated = False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone())


def _redis() -> bool:
    client = redis.Redis.from_url(settings.CELERY_BROKER_URL, socket_connect_timeout=1, socket_timeout=1)
    with client:
        return bool(client.ping())


def _worker() -> bool:
    return WorkerHeartbeat.objects.filter(at__gte=timezone.now() - HEARTBEAT_LIMIT).exists()


def _migrations() -> bool:
    global _migrated
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrated


def _audit_role() -> bool:
    """The connected role can neither alter the history nor own it."""
    return not can_rewrite_history(connection)


CHECKS: dict[str, Callable[[], bool]] = {
    "database": _database,
    "redis": _redis,
    "worker": _worker,
    "migrations": _migrations,
    "audit_role": _audit_role,
}


def examine() -> dict[str, bool]:
    return {name: _passes(name, check) for name, check in CHECKS.items()}


def _passes(name: str, check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception as problem:  # whatever it is, this part is not well
        logger.warning("health: %s: %s", name, type(problem).__name__)
        return False


def _knows_the_token(request: HttpRequest) -> bool:
    scheme, _space, bearer = request.headers.get("Authorization", "").partition(" ")
    given = bearer if scheme.lower() == "bearer" else request.headers.get("X-Health-Token", "")
    return bool(settings.HEALTH_TOKEN) and constant_time_compare(given, settings.HEALTH_TOKEN)


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    results = examine()
    well = all(results.values())
    body: dict[str, object] = {"status": "ok" if well else "unwell"}
    if _knows_the_token(request):
        body["checks"] = {name: "ok" if passed else "failed" for name, passed in results.items()}
    return JsonResponse(body, status=200 if well else 503)
