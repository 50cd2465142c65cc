"""Background work of the surveys: what has passed its last day is closed."""

from celery import shared_task

from surveys.waves import sending
from surveys.waves.services import close_overdue

__all__ = ["sending"]


@shared_task(name="surveys.close_overdue", expires=600)
def close_overdue_waves() -> int:
    return close_overdue()
