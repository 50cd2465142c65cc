"""A Django mail backend that writes to the outbox; rooms below this one name it by its path in the settings."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from mik.mail.services import queue_message


class OutboxBackend(BaseEmailBackend):
    """Never fails for want of a mail server; the outbox itself sends with the default backend."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        return sum(len(queue_message(message)) for message in email_messages)
