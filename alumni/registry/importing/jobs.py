"""The two long works of an import: comparing a list with the registry, and bringing it in."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pghistory
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.registry.importing import GraduateList, ListError
from alumni.registry.importing.desk import scope_for
from alumni.registry.importing.reading import opened
from alumni.registry.importing.services import run_import
from alumni.registry.importing.tally import Tally
from alumni.registry.importing.undo import CHUNK as UNDO_CHUNK
from alumni.registry.importing.undo import Undone, contexts_of, people_of, undo_chunk
from alumni.registry.importing.uploads import settle_undo
from alumni.registry.models import ImportRun
from mik.accounts.models import User
from mik.common.jobs import JobError, RunningJob, Tile, job_handler
from mik.common.tables import TableError
from mik.common.turkish import number
from mik.files.crypto import DamagedFile
from mik.work.services import notify

TILES = (
    Tile("created", gettext_lazy("Yeni"), "ok", "plus"),
    Tile("updated", gettext_lazy("Değişen"), "blue", "pencil"),
    Tile("unchanged", gettext_lazy("Aynı kalan"), "", "check"),
    Tile("likely", gettext_lazy("Belki kayıtlı"), "warn", "user-check"),
    Tile("conflict", gettext_lazy("Çakışan"), "warn", "triangle-alert"),
    Tile("missing", gettext_lazy("Bu listede olmayan"), "", "circle-minus"),
    Tile("repeated", gettext_lazy("Yinelenen"), "", "layers"),
    Tile("rejected", gettext_lazy("Alınamayan"), "bad", "circle-x"),
)

# Brought in, a likely row is another record's or a new one, and what is missing is nothing that happens.
APPLY_TILES = tuple(tile for tile in TILES if tile.key not in {"likely", "missing"})

# Records somebody touched since, that a page names.
TOUCHED_SHOWN = 50


def may_import(user: Any, params: dict[str, Any]) -> bool:
    """Asked at the start, at every chunk and at the result: is this still the user's desk?"""
    run = ImportRun.objects.visible_to(user).filter(pk=params["run"]).first()
    return run is not None and scope_for(user, run.unit_id) is not None


@contextmanager
def opened_for_work(run: ImportRun, *, strict: bool = True) -> Iterator[GraduateList]:
    """The list of a run; what is wrong with it ends a job, or a page, in the reader's own words."""
    try:
        with opened(run, strict=strict) as graduates:
            yield graduates
    except FileNotFoundError:
        raise JobError(_("Dosya artık saklanmıyor; yeniden yükleyin.")) from None
    except DamagedFile:
        raise JobError(_("Saklanan dosya bozulmuş ya da değiştirilmiş; listeyi yeniden yükleyin.")) from None
    except (TableError, ListError) as error:
        raise JobError(str(error)) from error


@job_handler(
    "registry.import_preview",
    title=gettext_lazy("Liste karşılaştırması"),
    resumable=True,
    may_run=may_import,
    tiles=TILES,
)
def preview(job: RunningJob) -> dict[str, Any]:
    """Compare a list with the registry; nothing changes."""
    run = ImportRun.objects.get(pk=job.params["run"])
    run.problems.all().delete()
    run.verdicts.all().delete()
    run.counts, run.state = _run(job, run, apply=False).as_dict(), ImportRun.State.PREVIEWED
    run.save(update_fields=["counts", "state"])
    return {"counts": run.counts}


@job_handler(
    "registry.import_apply",
    title=gettext_lazy("Mezun listesi aktarımı"),
    resumable=True,
    may_run=may_import,
    tiles=APPLY_TILES,
)
def apply(job: RunningJob) -> dict[str, Any]:
    """Bring a list in, chunk by chunk; started again after a crash it finds what landed and goes on."""
    run = ImportRun.objects.get(pk=job.params["run"])
    if not run.landed_rows:
        run.problems.all().delete()
    run.counts, run.state = _run(job, run, apply=True).as_dict(), ImportRun.State.DONE
    with transaction.atomic():
        run.save(update_fields=["counts", "state"])
        run.verdicts.all().delete()
        _tell(job, run)
    return {"counts": run.counts}


@job_handler(
    "registry.import_undo",
    title=gettext_lazy("Aktarımı geri alma"),
    resumable=True,
    may_run=may_import,
    tiles=(
        Tile("undone", gettext_lazy("Geri alınan"), "ok", "undo-2"),
        Tile("kept", gettext_lazy("Sonradan değişmiş"), "warn", "pencil"),
    ),
)
def undo(job: RunningJob) -> dict[str, Any]:
    """``params``: run; ``rest``: leave what somebody touched since, instead of undoing nothing at all."""
    run = ImportRun.objects.get(pk=job.params["run"])
    contexts = contexts_of(run)
    people = people_of(contexts)
    if not job.params.get("rest") and (kept := _undo(job, contexts, people, write=False).kept):
        run.counts["touched"] = kept[:TOUCHED_SHOWN]
        run.save(update_fields=["counts"])
        raise JobError(
            _("%(n)s kayda aktarımdan sonra dokunulmuş; hiçbir şey geri alınmadı.") % {"n": number(len(kept))}
        )
    done = _undo(job, contexts, people, write=True)
    settle_undo(run=run, by=User.objects.get(pk=job.owner.pk), kept=done.kept[:TOUCHED_SHOWN])
    return {"message": _("%(n)s kayıt aktarımdan önceki durumuna döndü.") % {"n": number(done.undone)}}


def _undo(job: RunningJob, contexts: frozenset[Any], people: list[int], *, write: bool) -> Undone:
    total = Undone()
    for start in range(0, len(people), UNDO_CHUNK):
        done = undo_chunk(contexts=contexts, people=people[start : start + UNDO_CHUNK], write=write)
        total.undone += done.undone
        total.kept += done.kept
        counters = {"undone": total.undone if write else 0, "kept": len(total.kept)}
        job.checkpoint(done=start, total=len(people), counters=counters)
    return total


def _tell(job: RunningJob, run: ImportRun) -> None:
    """A notice in the bell of whoever started it, leading to the summary."""
    text = _("%(file)s: %(good)s kayıt aktarıldı, %(rejected)s satır alınamadı.") % {
        "file": run.file_name[:120],
        "good": number(run.counts["good"]),
        "rejected": number(run.counts["rejected"]),
    }
    namespace, place = ("representatives", [run.unit_id, run.pk]) if run.unit_id else ("coordinator", [run.pk])
    owner = User.objects.get(pk=job.owner.pk)
    notify(user=owner, kind="work.jobs", text=text, url=reverse(f"{namespace}:import_detail", args=place))


def _run(job: RunningJob, run: ImportRun, *, apply: bool) -> Tally:
    scope = scope_for(job.owner, run.unit_id)
    if scope is None:
        raise JobError(_("Bu işi yapma yetkiniz artık yok."))
    total = int(run.counts.get("rows", 0)) if apply else 0

    def progress(tally: Tally) -> None:
        rows = tally.rows
        job.checkpoint(done=rows, total=max(total, rows), counters=tally.numbers, note=rows_saved(rows, apply=apply))

    with opened_for_work(run) as graduates, pghistory.context(**{"import": run.pk}):
        return run_import(graduates, scope=scope, run=run, apply=apply, progress=progress)


def rows_saved(rows: int, *, apply: bool) -> str:
    """A line of the log, a chunk each."""
    text = _("%(rows)s satır kaydedildi") if apply else _("%(rows)s satır karşılaştırıldı")
    return text % {"rows": number(rows)}
