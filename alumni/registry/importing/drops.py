"""Files dropped by another system, for the nightly command: copied first, and only once they are whole."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.registry.importing import GraduateList, read_list
from alumni.registry.importing.services import unit_matcher
from alumni.registry.importing.sources import mapping_from, source_named
from alumni.registry.importing.uploads import PURPOSE, discard_import
from alumni.registry.models import ImportRun
from mik.common.tables import read_table
from mik.files.models import StoredFile
from mik.files.services import delete_file, open_file, store_file

# Bytes: the whole registry of a large university many times over. Another system drops it, so no page waits for it.
LARGEST = 2 * 1024**3


class FileChanging(Exception):
    """The file was still being written while it was copied."""

    def __str__(self) -> str:
        return _("Dosya kopyalanırken değişti; yazılması bitince yeniden deneyin. Hiçbir kayıt değişmedi.")


@contextmanager
def dropped(*, path: Path, source: str) -> Iterator[tuple[ImportRun, GraduateList]]:
    """Copy a dropped file, encrypted, and make its run; the list is open, read as its source's lists are read.

    Raises FileChanging, TableError, ListError, FileProblem or OSError; nothing is kept then.
    """
    stored = _copied(path)
    with ExitStack() as opened:
        try:
            known, matcher, today = source_named(name=source, unit=None, by=None), unit_matcher(), timezone.localdate()
            table = opened.enter_context(read_table(opened.enter_context(open_file(stored)), path.name))
            graduates = read_list(table, matcher=matcher, today=today, strict=False)
            told: dict[str, Any] = {
                "sheet": graduates.sheet_name,
                "mapping": mapping_from(known, graduates.header.labels, graduates.mapping),
            }
            graduates = read_list(table, matcher=matcher, today=today, **told)
            run = ImportRun.objects.create(
                file=stored,
                file_name=path.name[:200],
                source=known,
                rules=known.rules,
                mapping=told,
                state=ImportRun.State.RUNNING,
            )
        except BaseException:
            delete_file(file=stored)
            raise
        yield run, graduates


def _copied(path: Path) -> StoredFile:
    """The file, whole: nobody wrote to it while it was copied."""
    with path.open("rb") as file:
        before = path.stat()
        stored = store_file(upload=file, purpose=PURPOSE, by=None, name=path.name, limit=LARGEST)
    try:
        after = path.stat()
        if (before.st_size, before.st_mtime_ns, before.st_ino) != (after.st_size, after.st_mtime_ns, after.st_ino):
            raise FileChanging
    except BaseException:
        delete_file(file=stored)
        raise
    return stored


def settle(*, run: ImportRun, state: ImportRun.State | None) -> None:
    """Say how a run by command ended; without a state it was only a look, and nothing of it is kept."""
    if state is None:
        run.state = ImportRun.State.PREVIEWED
        run.save(update_fields=["state"])
        discard_import(run=run)
        return
    run.state = state
    run.save(update_fields=["state"])
    run.verdicts.all().delete()


def settle_killed(*, source: str) -> None:
    """Runs by command that nobody ended: their process was killed. For who alone brings in the source of this name."""
    left = ImportRun.objects.filter(source__name=source, source__unit=None, by=None, job=None)
    left.filter(state=ImportRun.State.RUNNING).update(state=ImportRun.State.FAILED)
