"""Background work of the inbox."""

from celery import shared_task

from mik.work import digest, forgetting


@shared_task(name="work.send_digests", expires=3000)
def send_digests() -> int:
    return digest.send_due()


@shared_task(name="work.forget_read", expires=3600)
def forget_read() -> int:
    return forgetting.forget_read()
