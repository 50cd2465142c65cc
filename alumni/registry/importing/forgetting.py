"""What is done about imports when their time is over; called by the periodic destruction."""

from datetime import datetime

from django.db import transaction

from alumni.registry.models import ImportRun
from mik.files.services import delete_file


def forget_import_files(*, before: datetime) -> int:
    """Delete the files of older imports, also of those nobody went on with; the history stays."""
    forgotten = 0
    for run in ImportRun.objects.filter(created_at__lt=before, file__isnull=False).select_related("file", "job"):
        if run.file is not None and not run.is_at_work:
            with transaction.atomic():
                run.verdicts.all().delete()
                delete_file(file=run.file)
            forgotten += 1
    return forgotten
