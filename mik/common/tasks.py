"""Background tasks: run a job; look after jobs whose message or worker was lost."""

from celery import shared_task

from mik.common import job_runner


@shared_task(name="common.run_job", acks_late=True, reject_on_worker_lost=True)
def run_job(job_id: int) -> None:
    job_runner.run(job_id)


@shared_task(name="common.sweep_jobs", expires=60)
def sweep_jobs() -> dict[str, int]:
    return job_runner.sweep()
