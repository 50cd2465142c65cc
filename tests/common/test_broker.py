"""A broker that is away is found out at once."""

import socket
import time
from collections.abc import Iterator

import pytest

from mik.celery import app
from mik.common.broker import send
from mik.common.tasks import run_job


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port on which nobody listens, kept from others while the test runs."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


def test_a_broker_that_is_away_costs_no_time(closed_port: int) -> None:
    usual = {name: app.conf[name] for name in ("task_always_eager", "broker_url")}
    app.conf.update(task_always_eager=False, broker_url=f"redis://127.0.0.1:{closed_port}/0")
    began = time.monotonic()
    try:
        with pytest.raises(OSError, match="refused"):
            send(run_job, 1)
    finally:
        app.conf.update(usual)
    assert time.monotonic() - began < 2
