"""The daily look for records nobody has confirmed for a year."""

from celery import shared_task


@shared_task(name="alumni.remind_to_confirm")
def remind_to_confirm() -> int:
    from alumni.registry.reminding.services import remind_all

    return remind_all()
