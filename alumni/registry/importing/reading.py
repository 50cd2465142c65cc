"""The list of a run, opened with its mapping."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone

from alumni.registry.importing import GraduateList, read_list
from alumni.registry.importing.services import unit_matcher
from alumni.registry.models import ImportRun
from mik.common.tables import read_table
from mik.files.services import open_file


@contextmanager
def opened(run: ImportRun, *, strict: bool = True) -> Iterator[GraduateList]:
    """Raises TableError or ListError in the reader's language, FileNotFoundError where the file is kept no longer."""
    if run.file is None:
        raise FileNotFoundError
    matcher = unit_matcher(run.unit_id)
    with open_file(run.file) as source, read_table(source, run.file_name) as table:
        yield read_list(table, matcher=matcher, today=timezone.localdate(), strict=strict, **run.mapping)
