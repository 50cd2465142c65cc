"""Removes content that no row speaks of: left by a rolled-back transaction or a worker that died while
writing.
"""

import time
import uuid
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from mik.files.models import StoredFile

# Younger content may belong to a transaction that is still open.
GRACE_SECONDS = 24 * 3600


def sweep_orphans(*, grace_seconds: int = GRACE_SECONDS) -> int:
    """Delete orphans older than the grace; returns how many. Files of other names are left alone."""
    deadline = time.time() - grace_seconds
    removed = 0
    for folder in sorted(Path(settings.MEDIA_ROOT).glob("[0-9a-f][0-9a-f]")):
        old = {path: file_id for path, file_id in _contents(folder) if path.stat().st_mtime <= deadline}
        known = set(StoredFile.objects.filter(pk__in=old.values()).values_list("pk", flat=True))
        for path, file_id in old.items():
            if file_id not in known or path.name.endswith(".part"):
                path.unlink(missing_ok=True)
                removed += 1
    return removed


def _contents(folder: Path) -> Iterator[tuple[Path, uuid.UUID]]:
    for path in folder.iterdir():
        try:
            yield path, uuid.UUID(path.name.removeprefix(".").removesuffix(".part"))
        except ValueError:
            continue
