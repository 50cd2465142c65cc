"""Background work of the numbers."""

from celery import shared_task

from alumni.numbers import freezing, nightly


@shared_task(name="alumni.keep_numbers", ignore_result=True)
def keep_numbers() -> int:
    """Every night: the table a large registry is counted from; on the first night of a year, last year's cuts."""
    return nightly.flatten() + freezing.freeze_due()
