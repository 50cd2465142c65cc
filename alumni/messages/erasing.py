"""What is held of somebody's messages: told to the person, and gone when the person goes (KVKK art. 7 and 11)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Exists, F, Min, OuterRef, Q
from django.utils import timezone

from alumni.messages.models import Block, Conversation, Message, MessageSettings, Report, Side

REPORTS_KEPT = timedelta(days=730)


def written_by(person_id: int) -> Iterator[dict[str, Any]]:
    """The own texts, for the file of the own data; to whom is the other's affair too."""
    for one in Message.objects.filter(sender=person_id).order_by("pk"):
        at = timezone.localtime(one.sent_at).isoformat(timespec="seconds")
        yield {"conversation": one.conversation_id, "text": one.text, "at": at}


def conversations_of(person_id: int) -> Iterator[dict[str, Any]]:
    for one in Conversation.objects.filter(Q(asker=person_id) | Q(asked=person_id)).order_by("pk"):
        asked = timezone.localtime(one.requested_at).isoformat(timespec="seconds")
        yield {"conversation": one.pk, "asked_by_you": one.asker_id == person_id, "at": asked}


def erase_messages(person_id: int) -> int:
    """The person's texts, reported ones too."""
    return Message.objects.filter(sender=person_id).delete()[0]


def erase_sides(person_id: int) -> int:
    return Side.objects.filter(alumnus=person_id).delete()[0]


def erase_conversations(person_id: int) -> int:
    """Those that nobody has any more; in the others the partner keeps the own words, to «üye»."""
    mine = Conversation.objects.filter(Q(asker=person_id) | Q(asked=person_id))
    others = Side.objects.filter(conversation=OuterRef("pk")).exclude(alumnus=person_id)
    return mine.exclude(Exists(others)).delete()[0]


def erase_blocks(person_id: int) -> int:
    return Block.objects.filter(Q(blocker=person_id) | Q(blocked=person_id)).delete()[0]


def erase_settings(person_id: int) -> int:
    return MessageSettings.objects.filter(alumnus=person_id).delete()[0]


def erase_reports(person_id: int) -> int:
    """What the person reported; what was reported about the person has lost its text with the message."""
    return Report.objects.filter(reporter=person_id).delete()[0]


def forget_old() -> dict[str, int]:
    """The nightly round: texts no side has any more, decided reports after two years."""
    ended = timezone.now() - REPORTS_KEPT
    reports = Report.objects.filter(decided_at__lt=ended).delete()[0]
    sides = Side.objects.filter(conversation=OuterRef("conversation")).order_by().values("conversation")
    bound = sides.annotate(bound=Min("cleared_up_to")).values("bound")
    waiting = Report.objects.open().filter(conversation=OuterRef("conversation"))
    unseen = Message.objects.alias(bound=bound).filter(pk__lte=F("bound")).exclude(Exists(waiting))
    return {"reports": reports, "messages": unseen.delete()[0]}
