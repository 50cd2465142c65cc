"""Invitations and finished answers of a survey, many at once."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from mik.home.demo.names import Chance
from mik.home.demo.survey_answers import Said
from surveys.models import Answer, Invitation, Response

BATCH = 2000


def answer(
    chance: Chance,
    invitations: Sequence[Invitation],
    *,
    since: datetime,
    days: int,
    said: Callable[[Invitation, datetime], list[Said]],
) -> list[Response]:
    """Each of the invitations answered to the end, on some day of so many after ``since``."""
    responses = []
    for invitation in invitations:
        started = since + timedelta(minutes=chance.randint(1, days * 24 * 60 - 60))
        finished = started + timedelta(minutes=chance.randint(6, 40))
        responses.append(Response(invitation=invitation, started_at=started, completed_at=finished, page=5))
    Response.objects.bulk_create(responses, batch_size=BATCH)
    Answer.objects.bulk_create(_answers(responses, said), batch_size=BATCH)
    return responses


def _answers(responses: Iterable[Response], said: Callable[[Invitation, datetime], list[Said]]) -> list[Answer]:
    return [
        Answer(response=response, **one)
        for response in responses
        if response.completed_at
        for one in said(response.invitation, response.completed_at)
    ]


def begin(chance: Chance, invitations: Iterable[Invitation], *, since: datetime) -> None:
    """Opened, one page filled in or none, and left there."""
    Response.objects.bulk_create(
        Response(invitation=one, started_at=since + timedelta(hours=chance.randint(1, 200)), page=chance.randint(0, 1))
        for one in invitations
    )
