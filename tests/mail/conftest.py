"""A mail server in a thread, and rules that let everybody send."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.factories.mail import sending_allowed
from tests.mail.sink import Sink, listening


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    with listening(settings) as sink, sending_allowed():
        yield sink
