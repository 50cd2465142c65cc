"""The background work of exports. Run again after its worker died, an export is written anew and logged once."""

from functools import partial
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.registry.exchange.columns import columns_for
from alumni.registry.exchange.files import FORMS, Source, scratch, write_list
from alumni.registry.exchange.models import Export
from alumni.registry.exchange.services import EXPORT_JOB, PURPOSE, Choice, mark_of, opened, record_export
from alumni.registry.scopes import OutOfReach, Scope, scope_of
from mik.common.jobs import JobError, RunningJob, Tile, job_handler
from mik.common.turkish import number
from mik.files.services import FileProblem, store_file
from mik.work.services import notify


def may_export(user: Any, params: dict[str, Any]) -> bool:
    """Asked at the start, at each chunk, and at the download."""
    try:
        scope_of(user, params)
    except OutOfReach:
        return False
    return True


def export_of(job: RunningJob) -> Export:
    """Of the owner of the job, whatever its params say."""
    export = Export.objects.visible_to(job.owner).filter(owner=job.owner.pk, pk=job.params["export"]).first()
    if export is None:
        raise JobError(_("Dışa aktarılacak kayıt kalmadı."))
    return export


@job_handler(
    EXPORT_JOB,
    title=gettext_lazy("Mezun listesini dışa aktarma"),
    may_run=may_export,
    resumable=True,
    tiles=[Tile("rows", gettext_lazy("Yazılan kayıt"), "ok", "file-text")],
)
def run(job: RunningJob) -> dict[str, Any]:
    """``params``: unit_id and export. The scope is asked anew for each chunk; what left it is left out."""
    export = export_of(job)
    if export.finished_at:
        return result_of(export)
    scope = partial(scope_of_job, job)
    ids = Choice.from_text(export.chosen or "").in_order(scope())
    source = Source(scope, ids, columns_for(scope(), export.columns), partial(_told, job, len(ids)))
    with scratch() as target:
        written = write_list(target, export.form, source, mark_of(export, scope()))
        _told(job, len(ids), len(ids))
        if not written.subjects:
            raise JobError(_("Dışa aktarılacak kayıt kalmadı."))
        keep(export, job, target, written.subjects, _("mezunlar"))
    return result_of(export)


def scope_of_job(job: RunningJob) -> Scope:
    return scope_of(job.owner, job.params)


def _told(job: RunningJob, total: int, done: int) -> None:
    job.checkpoint(done=done, total=total, counters={"rows": done})


@transaction.atomic
def keep(export: Export, job: RunningJob, target: Any, subjects: list[int], name: str, what: str = "") -> None:
    """Keep, log and tell in one go: no file without its line in the log."""
    scope = scope_of_job(job)
    name = f"{name}-{timezone.localdate().isoformat()}.{export.form}"
    try:
        file = store_file(
            upload=opened(target), purpose=PURPOSE, by=scope.user, name=name, media_type=FORMS[export.form]
        )
    except FileProblem as problem:
        raise JobError(str(problem)) from None
    record_export(export=export, scope=scope, subjects=subjects, file=file, what=what)
    ready = _("Dışa aktardığınız dosya hazır: %(n)s kayıt.") % {"n": number(len(subjects))}
    notify(user=scope.user, kind="work.jobs", text=ready, url=reverse("common:job_detail", args=[job.id]))


def result_of(export: Export) -> dict[str, Any]:
    message = _("%(n)s kayıt dışa aktarıldı.") % {"n": number(export.people or 0)}
    return {"message": message, "file": str(export.file_id)} if export.file_id else {"message": message}
