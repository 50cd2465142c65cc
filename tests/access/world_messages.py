"""What of messages hangs on a member in the matrix."""

from typing import Any

from django.utils import timezone

from alumni.messages.models import Block, Conversation, Message, Report, Side
from alumni.messages.telling import reply_token
from alumni.registry.models import Alumnus
from tests.access.side import Side as Department
from tests.factories.accounts import UserFactory
from tests.factories.alumni import enrol, graduate
from tests.factories.units import programme_of


def objects(side: Department) -> dict[str, Any]:
    """The member talks to one, is asked by another, has blocked a third; a fourth may be written to."""
    member = Alumnus.objects.get(person__user=side.member)
    talk = conversation(member, somebody(side, "Konuşan"), Conversation.State.ACCEPTED)
    asker = somebody(side, "İsteyen")
    request = conversation(asker, member, Conversation.State.REQUESTED)
    message = Message.objects.filter(conversation=request).get()
    return {
        "conversation": talk,
        "message_request": request,
        "reply_token": reply_token(Side.objects.get(conversation=talk, alumnus=member)),
        "block": Block.objects.create(blocker=member, blocked=somebody(side, "Engelli")),
        "listed_member": somebody(side, "Listeli"),
        "message_report": Report.objects.create(
            reporter=member, about=asker, conversation=request, message=message, reason="spam"
        ),
    }


def somebody(side: Department, name: str) -> Alumnus:
    alumnus = graduate(programme_of(side.unit), contacts=False, given_names=name, surname=f"Üye{side.unit.pk}")
    enrol(alumnus, UserFactory.create())
    return alumnus


def conversation(asker: Alumnus, asked: Alumnus, state: str) -> Conversation:
    answered = timezone.now() if state == Conversation.State.ACCEPTED else None
    made = Conversation.objects.create(asker=asker, asked=asked, state=state, answered_at=answered)
    for member in (asker, asked):
        Side.objects.create(conversation=made, alumnus=member)
    Message.objects.create(conversation=made, sender=asker, text="Yalnız ikimizin arasında")
    return made
