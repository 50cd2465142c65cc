"""Background work of the mail room: one mail; and the round that takes up what was left."""

from celery import shared_task

from mik.mail import services


@shared_task(name="mail.send_outgoing", ignore_result=True)
def send_outgoing(mail_id: int) -> None:
    services.send_outgoing(mail_id)


@shared_task(name="mail.sweep", expires=60)
def sweep() -> dict[str, int]:
    return services.sweep()
