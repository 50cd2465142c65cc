"""Background tasks of files."""

from celery import shared_task

from mik.files import sweep


@shared_task(name="files.sweep_orphans")
def sweep_orphans() -> int:
    return sweep.sweep_orphans()
