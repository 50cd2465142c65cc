"""Handing a task to the workers without making a page wait."""

import socket
from typing import Any
from urllib.parse import urlsplit

from celery import Task

ANSWERS_WITHIN = 0.5  # seconds


def send(task: "Task[Any, Any]", *args: Any) -> None:
    """Publish a task. Raises at once when the broker does not answer: its client would try again for six seconds."""
    if not task.app.conf.task_always_eager:
        _knock(str(task.app.conf.broker_url))
    task.delay(*args)


def _knock(url: str) -> None:
    """Raises OSError where nobody listens. A broker on a socket of its own file needs no knock."""
    address = urlsplit(url)
    if address.hostname:
        socket.create_connection((address.hostname, address.port or 6379), timeout=ANSWERS_WITHIN).close()
