"""Runs a job once, whatever happens to messages and workers.

Three guards: a conditional UPDATE lets one worker take a queued job; an advisory lock, held by the database
session for the whole run, keeps a second worker out while the first still lives; the number of the attempt
fences off a worker that was given up. A thread of its own keeps the heartbeat going during a long chunk.
"""

import logging
import threading
import traceback
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from typing import Any

from django.db import connection, connections
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mik.common import hooks
from mik.common.disk import is_full
from mik.common.jobs import (
    MAX_ATTEMPTS,
    Handler,
    JobCancelled,
    JobError,
    JobLost,
    JobRests,
    RunningJob,
    dispatch,
    handlers,
)
from mik.common.models import Job, JobState

logger = logging.getLogger(__name__)

LOCK_SPACE = 0x4A4F42 << 32  # "JOB": our own corner of the advisory locks
BEAT_SECONDS = 10
DEAD_AFTER = timedelta(seconds=60)
UNSENT_AFTER = timedelta(seconds=30)
RESEND_AFTER = timedelta(minutes=2)


def run(job_id: int) -> None:
    """Run a queued job to its end or its next rest; does nothing if it is not queued or another worker has it."""
    rests = False
    with _lock(job_id) as ours:
        job = _take(job_id) if ours else None
        if job is not None:
            with translation.override(getattr(job.owner, "language", None) or "tr"):
                rests = _run(job)
    if rests:  # the lock is free again for whoever takes it up
        dispatch(job_id)


@contextmanager
def _lock(job_id: int) -> Iterator[bool]:
    key = LOCK_SPACE + job_id
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        ours: bool = cursor.fetchone()[0]
    try:
        yield ours
    finally:
        if ours:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


def _take(job_id: int) -> Job | None:
    now = timezone.now()
    taken = Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(
        state=JobState.RUNNING,
        attempts=F("attempts") + 1,
        started_at=Coalesce(F("started_at"), now),
        heartbeat_at=now,
    )
    return Job.objects.select_related("owner").get(pk=job_id) if taken else None


def _run(job: Job) -> bool:
    """Whether it rests and wants another turn."""
    handler = handlers.get(job.kind)
    if handler is None:
        logger.error("job %s: no handler for %s", job.pk, job.kind)
        _finish(Job.objects.filter(pk=job.pk), JobState.FAILED, error=_("Bu iş türü artık yok."))
        return False
    running = RunningJob(job, handler)
    try:
        result = _work(job, running, handler)
    except JobRests:
        return bool(running.rows().update(state=JobState.QUEUED, dispatched_at=None, attempts=F("attempts") - 1))
    except JobLost:
        logger.warning("job %s was taken over; this worker leaves it", job.pk)
    except JobCancelled:
        _finish(running.rows(), JobState.CANCELLED, log=running.note(_("İş durduruldu")))
    except JobError as problem:
        _finish(running.rows(), JobState.FAILED, error=str(problem), log=running.note(_("İş tamamlanamadı")))
    except Exception as problem:
        logger.error("job %s (%s) failed: %s", job.pk, job.kind, safe_traceback(problem))
        _finish(running.rows(), JobState.FAILED, error=_said(problem, job), log=running.note(_("İş tamamlanamadı")))
    else:
        _finish(running.rows(), JobState.DONE, result=result or {}, log=running.note(_("İş tamamlandı")))
    return False


def _work(job: Job, running: RunningJob, handler: Handler) -> dict[str, Any] | None:
    with ExitStack() as stack:
        for context in hooks.job_contexts:
            stack.enter_context(context(job))
        stack.enter_context(heartbeat(running))
        running.check_rights()
        return handler.run(running)


def _said(problem: Exception, job: Job) -> str:
    """What a person is told of an error nobody foresaw."""
    if is_full(problem):
        return _(
            "Sunucuda yer kalmadı; iş durdu. O ana kadar yapılanlar duruyor;"
            " yer açılınca işi yeniden başlatabilirsiniz."
        )
    return _("Beklenmeyen bir hata oldu; iş tamamlanamadı. Hata kaydedildi (iş no: %(id)s).") % {"id": job.pk}


def _finish(rows: Any, state: JobState, **changes: Any) -> None:
    now = timezone.now()
    rows.update(state=state, finished_at=now, heartbeat_at=now, **changes)


def safe_traceback(problem: BaseException) -> str:
    """Types and places of an error and its causes, without the messages: those may quote personal values."""
    lines = []
    error: BaseException | None = problem
    while error is not None:
        frames = traceback.extract_tb(error.__traceback__)
        places = " > ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
        lines.append(f"{type(error).__module__}.{type(error).__qualname__} at {places}")
        error = error.__cause__ or error.__context__
    return " | caused by ".join(lines)


@contextmanager
def heartbeat(running: RunningJob) -> Iterator[None]:
    """Says "still alive" every few seconds from a thread with its own connection, during a long chunk too."""
    stop = threading.Event()
    thread = threading.Thread(target=_beat, args=(running, stop), name=f"job-{running.id}-heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _beat(running: RunningJob, stop: threading.Event) -> None:
    try:
        while not stop.wait(BEAT_SECONDS):
            try:
                _beat_once(running)
            except Exception as problem:  # the next beat may get through; sixty seconds are allowed
                logger.warning("job %s: heartbeat missed: %s", running.id, type(problem).__name__)
    finally:
        connections.close_all()


def _beat_once(running: RunningJob) -> None:
    with connection.cursor() as cursor:
        # The handler may hold the row in an open transaction; never wait behind it.
        cursor.execute("SET lock_timeout = '2s'")
        try:
            running.rows().update(heartbeat_at=timezone.now())
        finally:
            cursor.execute("RESET lock_timeout")


# --- The sweeper ----------------------------------------------------------------------------------


def sweep() -> dict[str, int]:
    """Give every job a way on: send what waits unsent, revive or end what a dead worker left. Returns
    counts.
    """
    revived, ended = _bury_the_dead()
    return {"revived": revived, "failed": ended, "sent": sum(dispatch(job_id) for job_id in _unsent())}


def _unsent() -> list[int]:
    now = timezone.now()
    never = Q(dispatched_at=None, created_at__lt=now - UNSENT_AFTER)
    lost = Q(dispatched_at__lt=now - RESEND_AFTER)
    waiting = Job.objects.filter(never | lost, state=JobState.QUEUED)
    return list(waiting.order_by("created_at").values_list("pk", flat=True))


def _bury_the_dead() -> tuple[int, int]:
    dead = Job.objects.filter(state=JobState.RUNNING, heartbeat_at__lt=timezone.now() - DEAD_AFTER)
    revived = ended = 0
    for job in dead.select_related("owner"):
        # Compare and set: if the worker gave a sign of life meanwhile, leave it alone.
        same = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, heartbeat_at=job.heartbeat_at)
        with translation.override(getattr(job.owner, "language", None) or "tr"):
            if job.cancel_requested:
                ended += _end(same, JobState.CANCELLED, "")
            elif job.handler and job.handler.resumable and job.attempts < MAX_ATTEMPTS:
                revived += _requeue(same, job)
            else:
                ended += _end(same, JobState.FAILED, _interrupted())
    return revived, ended


def _interrupted() -> str:
    return _(
        "İş yarıda kesildi; sunucu yeniden başlamış olabilir. O ana kadar yapılanlar duruyor;"
        " işi yeniden başlatabilirsiniz."
    )


def _requeue(rows: Any, job: Job) -> int:
    line = [
        timezone.now().isoformat(timespec="seconds"),
        _("İş yarıda kesilmişti; kaldığı yerden yeniden başlatılıyor"),
    ]
    count: int = rows.update(state=JobState.QUEUED, dispatched_at=None, log=[*job.log, line])
    return count


def _end(rows: Any, state: JobState, error: str) -> int:
    count: int = rows.update(state=state, error=error, finished_at=timezone.now())
    return count
