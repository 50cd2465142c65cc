"""Writing to another member: a request with one message, its answer, then a conversation."""

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.messages import limits, telling
from alumni.messages.limits import Refused
from alumni.messages.models import Conversation, Message, Report, Side
from alumni.messages.permissions import in_touch, is_suspended, may_write_first
from alumni.registry.models import Alumnus
from mik.accounts.models import User

State = Conversation.State
# A request can be answered for so long; the next one to the same member is possible after twice that time, counted
# from the request: so at least so long after being declined, and who asked cannot tell that from never being answered.
ANSWERABLE = timedelta(days=90)
AGAIN = 2 * ANSWERABLE


def lapsed(conversation: Conversation) -> bool:
    """Asked too long ago to be answered."""
    return conversation.state == State.REQUESTED and conversation.requested_at <= timezone.now() - ANSWERABLE


@transaction.atomic
def write_first(*, sender: Alumnus, to: Alumnus, text: str, key: uuid.UUID) -> Conversation:
    """Ask another member for contact with one message; the same form again gives the same request.

    Where the other has asked already, writing is accepting. Raises Refused with what the sender is told.
    """
    limits.lock_sender(sender)
    limits.lock("pair", *sorted([sender.pk, to.pk]))
    said = Message.objects.filter(sender=sender, key=key).select_related("conversation").first()
    if said is not None:
        return said.conversation
    found = Conversation.objects.between(sender, to).select_for_update().first()
    if found is not None and found.state == State.ACCEPTED:
        _post(found, sender, to, text, key)
        return found
    if found is not None and found.asker_id == sender.pk and found.requested_at > timezone.now() - AGAIN:
        raise Refused(_("Bu üyeye yazdığınız istek henüz yanıtlanmadı. Yanıtlanmadan yenisi gönderilemez."))
    if found is not None and found.asked_id == sender.pk:
        _answer(found, State.ACCEPTED)
        _post(found, sender, to, text, key)
        return found
    if not may_write_first(sender, to):
        raise Refused(_("Bu üye şu anda yeni mesaj almıyor."))
    return _request(found, sender, to, text, key)


def _request(found: Conversation | None, sender: Alumnus, to: Alumnus, text: str, key: uuid.UUID) -> Conversation:
    mark = _check(sender, text, found.pk if found else None, is_new=True)
    held = found or Conversation(asker=sender, asked=to)
    held.asker, held.asked, held.state = sender, to, State.REQUESTED
    held.requested_at, held.answered_at = timezone.now(), None
    held.save()
    message = _put(held, sender, to, text, key, mark)
    telling.tell_request(held, message, sender, to)
    return held


def _check(sender: Alumnus, text: str, conversation_id: int | None, *, is_new: bool) -> bytes | None:
    """Every limit; returns the digest of the text."""
    if is_suspended(sender):
        raise Refused(_("Mezun Ofisi mesaj göndermenizi bir süre için durdurdu."))
    allowance, mark = limits.allowance_of(sender), limits.digest_of(text)
    if is_new:
        limits.check_contacts(sender, allowance)
    limits.check_text(sender, allowance, mark, conversation_id)
    limits.check_pace(sender, allowance)
    return mark


def _put(
    conversation: Conversation, sender: Alumnus, to: Alumnus, text: str, key: uuid.UUID, mark: bytes | None
) -> Message:
    """The message, and the conversation first in both lists."""
    now = timezone.now()
    message = Message.objects.create(
        conversation=conversation, sender=sender, text=text, key=key, digest=mark, sent_at=now
    )
    for member in (sender, to):
        Side.objects.update_or_create(
            conversation=conversation, alumnus=member, defaults={"last_at": now, "is_hidden": False}
        )
    Side.objects.filter(conversation=conversation, alumnus=sender).update(read_up_to=message.pk)
    return message


@transaction.atomic
def send_message(*, conversation: Conversation, sender: Alumnus, text: str, key: uuid.UUID) -> Message:
    """Go on in an accepted conversation; the same form sent twice is one message. Raises Refused."""
    limits.lock_sender(sender)
    held = _locked(conversation)
    if said := Message.objects.filter(sender=sender, key=key).first():
        return said
    if held.state != State.ACCEPTED:
        raise Refused(_("Bu istek henüz yanıtlanmadı."))
    return _post(held, sender, partner_of(held, sender), text, key)


def _post(conversation: Conversation, sender: Alumnus, to: Alumnus, text: str, key: uuid.UUID) -> Message:
    if not in_touch(sender, to):
        raise Refused(_("Bu konuşma kapandı; yeni mesaj yazılamıyor."))
    mark = _check(sender, text, conversation.pk, is_new=False)
    waiting = Side.objects.filter(conversation=conversation, alumnus=to).first()
    has_unread = waiting is not None and Message.objects.unread_on(waiting).exists()
    message = _put(conversation, sender, to, text, key, mark)
    if not has_unread:
        telling.tell_message(conversation, message, sender, to)
    return message


def partner_of(conversation: Conversation, member: Alumnus) -> Alumnus:
    other_id = conversation.asked_id if conversation.asker_id == member.pk else conversation.asker_id
    return Alumnus.objects.select_related("person__user").get(pk=other_id)


def _locked(conversation: Conversation) -> Conversation:
    return Conversation.objects.select_for_update().get(pk=conversation.pk)


def _answer(conversation: Conversation, state: str) -> None:
    conversation.state, conversation.answered_at = state, timezone.now()
    conversation.save(update_fields=["state", "answered_at"])


@transaction.atomic
def accept(*, conversation: Conversation, member: Alumnus) -> bool:
    """The asked lets the other write. False where there is nothing to answer any more."""
    held = _locked(conversation)
    if held.asked_id != member.pk or held.state != State.REQUESTED or lapsed(held):
        return False
    _answer(held, State.ACCEPTED)
    last = Message.objects.filter(conversation=held).order_by("-pk").values("pk")[:1]
    Side.objects.filter(conversation=held, alumnus=member).update(read_up_to=Coalesce(Subquery(last), 0))
    telling.tell_accepted(held, partner_of(held, member))
    return True


@transaction.atomic
def decline(*, conversation: Conversation, member: Alumnus) -> bool:
    """Silently: whoever asked sees «not answered» as before. False where there is nothing to answer any more."""
    held = _locked(conversation)
    if held.asked_id != member.pk or held.state != State.REQUESTED or lapsed(held):
        return False
    _answer(held, State.DECLINED)
    telling.forget_request(held, member)
    return True


def mark_conversation_read(*, side: Side, user: User) -> None:
    """All that is there now was seen; with it go the notices of it."""
    newest = Message.objects.seen_from(side).order_by("-pk").values_list("pk", flat=True).first()
    if newest and newest > side.read_up_to:
        Side.objects.filter(pk=side.pk, read_up_to__lt=newest).update(read_up_to=newest)
        telling.mark_told(user, side.conversation_id)


@transaction.atomic
def delete_for_oneself(*, side: Side) -> None:
    """Take what was said so far from the own side; what neither has any more is deleted for good."""
    _locked(side.conversation)
    newest = Message.objects.filter(conversation=side.conversation_id).order_by("-pk").values_list("pk", flat=True)
    last = newest.first() or 0
    Side.objects.filter(pk=side.pk).update(cleared_up_to=last, read_up_to=last, is_hidden=True)
    delete_unseen(side.conversation_id)


def delete_unseen(conversation_id: int) -> int:
    """Delete what no side has any more; what the office is asked to look at waits for its decision."""
    sides = list(Side.objects.filter(conversation=conversation_id).values_list("cleared_up_to", flat=True))
    gone = Message.objects.filter(conversation=conversation_id)
    if sides:
        gone = gone.filter(pk__lte=min(sides))
    waiting = Report.objects.open().filter(conversation=conversation_id)
    return 0 if waiting.exists() else gone.delete()[0]


def next_request_on(conversation: Conversation) -> datetime:
    """From when whoever asked may ask again."""
    return conversation.requested_at + AGAIN
