"""What is held of somebody's messages: told to the person, and gone when the person goes (KVKK art. 7 and 11)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from alumni.messages.models import Block, Conversation, Message, MessageSettings, Report, Side
from mik.audit.erasure import redact_gone

REPORTS_KEPT = timedelta(days=730)
# A text that no side has any more goes with the next night.
UNSEEN_KEPT = timedelta(0)


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
    """What the person reported goes. Of what others reported about the person the office's decision stays, since the
    reporter may ask for it; the reporter's words, which tell of the person, go.
    """
    told = Report.objects.filter(about=person_id).update(note="")
    return told + Report.objects.filter(reporter=person_id).delete()[0]


def reports_by(person_id: int) -> Iterator[dict[str, Any]]:
    for one in Report.objects.filter(reporter=person_id).order_by("pk"):
        yield {
            "reason": one.get_reason_display(),
            "note": one.note,
            "created_at": one.created_at,
            "outcome": one.get_outcome_display(),
            "decided_at": one.decided_at,
        }


# --- when the time is over -------------------------------------------------------------------------


def _old_reports(before: datetime) -> "QuerySet[Report]":
    return Report.objects.filter(decided_at__lt=before)


def due_reports(before: datetime) -> int:
    return _old_reports(before).count()


@transaction.atomic
def destroy_reports(before: datetime) -> int:
    """Reports that were decided before, out of the rows and out of the history; returns how many."""
    ids = list(_old_reports(before).values_list("pk", flat=True))
    gone = Report.objects.filter(pk__in=ids).delete()[0]
    redact_gone(table=Report._meta.db_table, ids=ids)
    return gone


def _unseen() -> "QuerySet[Message]":
    """Texts no side has any more, unless the office has still to look at one of their conversation."""
    sides = Side.objects.filter(conversation=OuterRef("conversation")).order_by().values("conversation")
    bound = sides.annotate(bound=Min("cleared_up_to")).values("bound")
    waiting = Report.objects.open().filter(conversation=OuterRef("conversation"))
    return Message.objects.alias(bound=bound).filter(pk__lte=F("bound")).exclude(Exists(waiting))


def due_unseen(before: datetime) -> int:
    return _unseen().count()


def destroy_unseen(before: datetime) -> int:
    """At once, whatever day is asked here: both sides have deleted them."""
    return _unseen().delete()[0]
