"""Background work of the mail room: one mail; and the rounds that take up what was left and forget what is over."""

from celery import shared_task

from mik.mail import mailings, services


@shared_task(name="mail.send_outgoing", ignore_result=True)
def send_outgoing(mail_id: int) -> None:
    services.send_outgoing(mail_id)


@shared_task(name="mail.sweep", expires=60)
def sweep() -> dict[str, int]:
    return services.sweep()


@shared_task(name="mail.continue_mailings", expires=60)
def continue_mailings() -> int:
    return mailings.continue_mailings()
