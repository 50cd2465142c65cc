"""Blocking a member: silent, at once, both ways."""

from django.db import transaction

from alumni.messages import limits
from alumni.messages.models import Block, Conversation
from alumni.messages.services import decline
from alumni.registry.models import Alumnus


@transaction.atomic
def block_member(*, blocker: Alumnus, blocked: Alumnus) -> Block:
    """Neither writes to the other any more. A request that waits is declined with it."""
    limits.lock("pair", *sorted([blocker.pk, blocked.pk]))
    block, _new = Block.objects.get_or_create(blocker=blocker, blocked=blocked)
    waiting = Conversation.objects.between(blocker, blocked).filter(state=Conversation.State.REQUESTED).first()
    if waiting is not None:
        decline(conversation=waiting, member=blocker)
    return block


@transaction.atomic
def unblock_member(*, block: Block) -> None:
    """An accepted conversation is open again, unless the other has blocked too."""
    Block.objects.filter(pk=block.pk).delete()
