"""Long work: declare a handler, start a job, and report from inside it.

    @job_handler("registry.import", title=_("İçe aktarma"), resumable=True, may_run=can_import, tiles=[…])
    def run(job: RunningJob) -> dict[str, Any]:
        for chunk in chunks:
            with transaction.atomic():
                save(chunk)
            job.checkpoint(done=…, total=…, counters={…}, note=_("…"))
        return {"message": _("…"), "file": str(stored_file.pk)}

Call ``checkpoint`` between transactions, not inside one, or nobody sees the progress. A resumable handler may
be run again from the start after its worker died, so what it did before must not count twice. Rights are
asked at the start, at each checkpoint and at the download of a result. Result keys the page knows:
``message``, ``file`` (id of a StoredFile), ``url`` with ``url_label``; a ``warning`` is shown beside the
message.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mik.common.broker import send
from mik.common.models import Job, JobState

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from mik.common.hooks import AnyUser, FileLike

    Text = str | _StrPromise

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 3
LOG_LINES = 200
STOP_NOTE = _("Durdurursanız işlenmiş olanlar kalır, kalanlar işlenmez. Hiçbir kayıt yarım kalmaz.")


class JobError(Exception):
    """The job cannot go on; the message is shown to the user, so it is friendly and names no personal
    value.
    """

    def __init__(self, message: "Text") -> None:
        super().__init__(str(message))


class JobCancelled(Exception):
    """The user asked to stop. Let it pass through the handler."""


class JobLost(Exception):
    """Another worker took the job over, or it was declared dead. Let it pass through the handler."""


class JobRests(Exception):
    """Raised by a handler of long work between two steps: others get their turn, then it is run again from where it
    was. Its attempts start afresh, since it got on.
    """


class RightsLost(JobError):
    """The owner may no longer do this."""

    def __init__(self) -> None:
        super().__init__(_("Bu iş için yetkiniz kalmadı; iş durduruldu. O ana kadar yapılanlar duruyor."))


@dataclass(frozen=True)
class Tile:
    """A counter as the page shows it. Tones: "", ok, warn, bad, blue; icons from the sprite."""

    key: str
    label: "Text"
    tone: str = ""
    icon: str = "check"


@dataclass(frozen=True)
class Handler:
    """What is known of one kind of job."""

    kind: str
    title: "Text"
    run: "Callable[[RunningJob], dict[str, Any] | None]"
    may_run: Callable[[Any, dict[str, Any]], bool]
    resumable: bool = False
    tiles: Sequence[Tile] = ()
    stop_note: "Text" = STOP_NOTE


handlers: dict[str, Handler] = {}


def job_handler(
    kind: str,
    *,
    title: "Text",
    may_run: Callable[[Any, dict[str, Any]], bool],
    resumable: bool = False,
    tiles: Sequence[Tile] = (),
) -> "Callable[[Callable[[RunningJob], dict[str, Any] | None]], Callable[[RunningJob], dict[str, Any] | None]]":
    """Register the function that does the work of ``kind``. Import its module in ``tasks.py`` or
    ``ready()``.
    """

    def decorate(
        run: "Callable[[RunningJob], dict[str, Any] | None]",
    ) -> "Callable[[RunningJob], dict[str, Any] | None]":
        if kind in handlers:
            raise ValueError(f"There is a handler for {kind!r} already.")
        handlers[kind] = Handler(kind, title, run, may_run, resumable, tuple(tiles))
        return run

    return decorate


class RunningJob:
    """A job from inside its handler. ``attempt`` fences off a worker that was given up for dead."""

    def __init__(self, job: Job, handler: Handler) -> None:
        self.id: int = job.pk
        self.params: dict[str, Any] = job.params
        self.counters: dict[str, Any] = dict(job.counters)
        self.attempt = job.attempts
        self._handler = handler
        self._log: list[list[str]] = list(job.log)
        self._owner_id = job.owner_id
        self.owner = self._load_owner()

    def _load_owner(self) -> AbstractBaseUser:
        return get_user_model()._default_manager.get(pk=self._owner_id)

    def check_rights(self) -> None:
        """Ask with a freshly loaded user, so that powers cached on the old one do not count."""
        self.owner = self._load_owner()
        if not self.owner.is_active or not self._handler.may_run(self.owner, self.params):
            raise RightsLost

    def checkpoint(
        self,
        *,
        done: int | None = None,
        total: int | None = None,
        counters: dict[str, int] | None = None,
        note: "Text" = "",
    ) -> None:
        """Save progress and heartbeat; raises JobCancelled, JobLost or RightsLost, which the handler lets
        pass.
        """
        changes: dict[str, Any] = {"heartbeat_at": timezone.now()}
        if done is not None:
            changes["done"] = done
        if total is not None:
            changes["total"] = total
        if counters is not None:
            changes["counters"] = self.counters = {**self.counters, **counters}
        if note:
            changes["log"] = self.note(note)
        if not self.rows().update(**changes):
            raise JobLost
        if self.rows().filter(cancel_requested=True).exists():
            raise JobCancelled
        self.check_rights()

    def note(self, text: "Text") -> list[list[str]]:
        """The log with one more line; the oldest lines fall off."""
        self._log = [*self._log, [timezone.now().isoformat(timespec="seconds"), str(text)]][-LOG_LINES:]
        return self._log

    def rows(self) -> "Any":
        """This job, as long as it is ours: the WHERE of every change of state."""
        return Job.objects.filter(pk=self.id, state=JobState.RUNNING, attempts=self.attempt)


def start_job(*, kind: str, owner: AbstractBaseUser, params: dict[str, Any] | None = None) -> Job:
    """Put a job in the queue; it is sent on commit. With the broker away it waits and the sweeper sends it
    later.

    ``params`` holds ids and choices, never personal data. Raises KeyError for an unknown kind.
    """
    handler = handlers[kind]
    first = [timezone.now().isoformat(timespec="seconds"), str(_("İş sıraya alındı"))]
    job = Job.objects.create(kind=handler.kind, owner_id=owner.pk, params=params or {}, log=[first])
    transaction.on_commit(lambda: dispatch(job.pk))
    return job


def dispatch(job_id: int) -> bool:
    """Send a queued job to the workers; False when the broker cannot be reached."""
    from mik.common.tasks import run_job

    Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(dispatched_at=timezone.now())
    try:
        send(run_job, job_id)
    except Exception as problem:  # whatever ails the broker: the job waits in the database
        logger.warning("job %s could not be sent: %s", job_id, type(problem).__name__)
        Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(dispatched_at=None)
        return False
    return True


def cancel_job(*, job: Job) -> None:
    """Stop a job: a waiting one at once, a running one at its next checkpoint. A finished one stays as it
    is.
    """
    waiting = Job.objects.filter(pk=job.pk, state=JobState.QUEUED)
    if not waiting.update(state=JobState.CANCELLED, finished_at=timezone.now(), cancel_requested=True):
        Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(cancel_requested=True)


def may_still_run(job: Job, user: "AnyUser") -> bool:
    """Whether its owner may still do what this job does: asked again before a result is shown."""
    handler = job.handler
    return bool(handler and user.is_active and job.owner_id == user.pk and handler.may_run(user, job.params))


def may_download_result(user: "AnyUser", file: "FileLike") -> bool:
    """A reader for ``hooks.file_readers``: files that are a job's result belong to its owner, while the right
    lasts.
    """
    jobs = Job.objects.filter(result__file=str(file.id), owner=user.pk) if user.is_authenticated else Job.objects.none()
    return any(may_still_run(job, user) for job in jobs)
