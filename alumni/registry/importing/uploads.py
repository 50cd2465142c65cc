"""The steps of the wizard that change something: receive a file, keep its mapping, start, discard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from alumni.registry.importing import read_list
from alumni.registry.importing.services import unit_matcher
from alumni.registry.importing.sources import mapping_from, name_programme, remember, source_named
from alumni.registry.importing.undo import forget_what_was_told
from alumni.registry.importing.winners import Rules
from alumni.registry.models import ImportRun
from mik.accounts.models import User
from mik.common.jobs import start_job
from mik.common.tables import read_table
from mik.files.services import delete_file, store_file
from mik.units.models import Unit

PURPOSE = "import_list"


@dataclass(frozen=True)
class SourceChoice:
    """Where a list is said to come from."""

    name: str
    is_complete: bool = False


@transaction.atomic
def receive_list(*, upload: Any, by: User, unit: Unit | None, source: SourceChoice) -> ImportRun:
    """Look into an uploaded list and keep it, encrypted. Raises TableError or ListError with words for people."""
    known = source_named(name=source.name, unit=unit, by=by)
    if known.is_complete != source.is_complete:
        known.is_complete = source.is_complete
        known.save(update_fields=["is_complete"])
    name = upload.name or ""
    with read_table(upload, name) as table:
        graduates = read_list(
            table, matcher=unit_matcher(unit.pk if unit else None), today=timezone.localdate(), strict=False
        )
        sheet = graduates.sheet_name
        columns = mapping_from(known, graduates.header.labels, graduates.mapping)
    upload.seek(0)
    stored = store_file(upload=upload, purpose=PURPOSE, by=by, name=name)
    return ImportRun.objects.create(
        file=stored,
        file_name=name[:200],
        by=by,
        unit=unit,
        source=known,
        rules=known.rules,
        mapping={"sheet": sheet, "mapping": columns},
    )


@transaction.atomic
def save_mapping(
    *,
    run: ImportRun,
    mapping: dict[str, int],
    rules: dict[str, str],
    labels: Sequence[str],
    sheet: str,
    by: User,
    department: Unit | None = None,
) -> ImportRun:
    """Keep which column holds what and who wins, for this list and its source's next ones; start comparing.

    ``department``: whose list it is, where it has no numbers and no column says so.
    """
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    run.mapping = {"sheet": sheet, "mapping": mapping}
    if department is not None:
        run.mapping["department"] = department.pk
    run.rules = Rules(rules).as_json()
    remember(run=run, labels=labels)
    return _compare(run, by)


@transaction.atomic
def name_programmes(*, run: ImportRun, answers: Mapping[tuple[str, str, str], Unit], by: User) -> ImportRun:
    """Remember which programmes the spellings of a list mean, and compare it again."""
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    for (faculty, department, level), programme in answers.items():
        name_programme(faculty=faculty, department=department, level=level, programme=programme, unit=run.unit, by=by)
    return _compare(run, by)


def _compare(run: ImportRun, by: User) -> ImportRun:
    run.state, run.counts = ImportRun.State.MAPPED, {}
    run.job = start_job(kind="registry.import_preview", owner=by, params={"run": run.pk})
    run.save(update_fields=["mapping", "rules", "state", "counts", "job"])
    return run


@transaction.atomic
def start_apply(*, run: ImportRun, by: User) -> ImportRun:
    """Start bringing a previewed list in, or go on with one that stopped; a double click starts it once."""
    run = ImportRun.objects.select_for_update(of=("self",)).select_related("job").get(pk=run.pk)
    if run.state == ImportRun.State.PREVIEWED or run.can_go_on:
        run.state = ImportRun.State.RUNNING
        run.job = start_job(kind="registry.import_apply", owner=by, params={"run": run.pk})
        run.save(update_fields=["state", "job"])
    return run


@transaction.atomic
def start_undo(*, run: ImportRun, by: User, rest: bool) -> ImportRun:
    """Start undoing an import; ``rest`` leaves what somebody touched since. A double click starts it once."""
    run = ImportRun.objects.select_for_update(of=("self",)).select_related("job").get(pk=run.pk)
    if run.can_be_undone:
        run.job = start_job(kind="registry.import_undo", owner=by, params={"run": run.pk, "rest": rest})
        run.save(update_fields=["job"])
    return run


@transaction.atomic
def settle_undo(*, run: ImportRun, by: User, kept: Sequence[int]) -> None:
    """Say that an import was undone; its source's next list is looked at anew."""
    forget_what_was_told(run)
    run.state, run.undone_at, run.undone_by = ImportRun.State.UNDONE, timezone.now(), by
    run.counts["touched"] = list(kept)
    run.save(update_fields=["state", "undone_at", "undone_by", "counts"])


@transaction.atomic
def discard_import(*, run: ImportRun) -> None:
    """Forget a list that was not brought in; the history of imports keeps only those that were."""
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.state not in {ImportRun.State.UPLOADED, ImportRun.State.MAPPED, ImportRun.State.PREVIEWED}:
        return
    stored = run.file
    run.delete()
    if stored is not None:
        delete_file(file=stored)
