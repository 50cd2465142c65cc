"""Background work of the messages."""

from celery import shared_task

from alumni.messages import erasing


@shared_task(name="alumni.forget_messages", expires=3600)
def forget_messages() -> dict[str, int]:
    return erasing.forget_old()
