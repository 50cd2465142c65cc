"""Background work of the inbox."""

from celery import shared_task

from mik.work import digest


@shared_task(name="work.send_digests", expires=3000)
def send_digests() -> int:
    return digest.send_due()
