"""What is done about imports at night."""

from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from alumni.registry.models import ImportRun
from mik.files.services import delete_file


@shared_task(name="alumni.forget_import_files")
def forget_import_files() -> int:
    """Delete the files of imports, also of those nobody went on with, when their time is over; the history stays."""
    old = timezone.now() - timedelta(days=settings.IMPORT_FILE_DAYS)
    forgotten = 0
    for run in ImportRun.objects.filter(created_at__lt=old, file__isnull=False).select_related("file", "job"):
        if run.file is not None and not run.is_at_work:
            run.verdicts.all().delete()
            delete_file(file=run.file)
            forgotten += 1
    return forgotten
