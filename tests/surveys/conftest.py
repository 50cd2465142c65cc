"""Somebody who answers: a wave, an invitation, a link as it stands in the mail."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from surveys.answering.access import make_token
from surveys.models import Answer, Invitation, Response, Wave
from tests.factories.surveys import InvitationFactory, WaveFactory


@dataclass
class Respondent:
    """A browser that came by the link of an invitation."""

    invitation: Invitation
    client: Any = field(default_factory=Client)  # answers of redirects have a url, which the stubs do not know

    def arrive(self) -> Any:
        token = make_token(self.invitation)
        return self.client.get(reverse("surveys:arrive", args=[token]))

    def send(self, number: int, do: str = "next", *, shown: str | None = None, **answers: Any) -> Any:
        """Send a page in as it was shown: dots of a name stand for dashes (``hours`` → ``q-hours``)."""
        address = reverse("surveys:page", args=[number])
        if shown is None:
            page = self.client.get(address)
            shown = page.context["shown"] if page.status_code == 200 else ""
        fields = {f"q-{name.replace('__', '-')}": value for name, value in answers.items()}
        return self.client.post(address, {"do": do, "shown": shown, **fields})

    @property
    def response(self) -> Response:
        return Response.objects.get(invitation=self.invitation)

    def answers(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for row in Answer.objects.filter(response__invitation=self.invitation).order_by("pk"):
            value = (
                row.option or row.text or (f"{row.number:f}".rstrip("0").rstrip(".") if row.number is not None else "")
            )
            said = str(row.date) if row.date else value
            found.setdefault(row.question, []).append(f"{row.row}:{said}" if row.row else said)
        return found


@pytest.fixture
def wave(db: None) -> Wave:
    return WaveFactory.create()


@pytest.fixture
def respondent(wave: Wave) -> Respondent:
    found = Respondent(InvitationFactory.create(wave=wave))
    found.arrive()
    return found


def queries(client: Client, address: str) -> int:
    """How many a page asks, once the session knows the role."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
