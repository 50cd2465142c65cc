"""Background tasks of the desk."""

from celery import shared_task

from mik.audit.context import acting


@shared_task(name="coordinator.destroy_expired", ignore_result=True, expires=3600)
def destroy_expired() -> None:
    """Every night; the regulation asks for it every six months at least."""
    from coordinator.protection import destroying

    with acting(user_id=None, view="task:destroy_expired"):
        destroying.destroy_expired()
