"""The night's look at the records' health."""

from celery import shared_task

from mik.audit.context import acting


@shared_task(name="alumni.look_at_health", ignore_result=True)
def look_at_health() -> None:
    from alumni.registry.health.looking import look_and_count

    with acting(user_id=None, view="task:look_at_health"):
        look_and_count()
