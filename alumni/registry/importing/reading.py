"""The list of a run, opened with its mapping."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone

from alumni.registry.importing import GraduateList, OwnList, read_list
from alumni.registry.importing.services import unit_matcher
from alumni.registry.models import ImportRun
from mik.common.tables import read_table
from mik.files.services import open_file
from mik.units.models import Unit


@contextmanager
def opened(run: ImportRun, *, strict: bool = True) -> Iterator[GraduateList]:
    """Raises TableError or ListError in the reader's language, FileNotFoundError where the file is kept no longer."""
    if run.file is None:
        raise FileNotFoundError
    matcher, told = unit_matcher(run.unit_id), dict(run.mapping)
    own = own_list(told.pop("department", None) or run.unit_id) if run.by_id else None
    with open_file(run.file) as source, read_table(source, run.file_name) as table:
        yield read_list(table, matcher=matcher, today=timezone.localdate(), strict=strict, own=own, **told)


def own_list(department_id: int | None) -> OwnList:
    """What a list without numbers is of. Only people bring one in: a nightly file without its numbers is broken."""
    if department_id is None:
        return OwnList()
    programmes = Unit.objects.programmes().filter(parent=department_id)
    return OwnList(frozenset(programmes.values_list("pk", flat=True)))
