"""Background work of the roof."""

from celery import shared_task
from django.utils import timezone

from mik.home.models import WorkerHeartbeat


@shared_task(name="home.worker_heartbeat", expires=60)
def worker_heartbeat() -> None:
    """Beat asked and a worker answered: both are alive."""
    WorkerHeartbeat.objects.update_or_create(pk=1, defaults={"at": timezone.now()})
