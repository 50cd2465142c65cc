"""Regular work of exports."""

from celery import shared_task


@shared_task(name="alumni.forget_exports")
def forget_exports() -> int:
    from alumni.registry.exchange import services

    return services.forget_exports()
