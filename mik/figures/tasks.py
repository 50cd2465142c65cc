"""Background work of the figures."""

from celery import shared_task

from mik.figures import snapshots


@shared_task(name="figures.take_snapshots", ignore_result=True)
def take_snapshots() -> int:
    return snapshots.take_due_snapshots()
