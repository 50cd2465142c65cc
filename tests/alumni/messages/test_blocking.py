"""Blocking: silent, both ways, taken back from the list."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from alumni.messages.blocking import block_member, unblock_member
from alumni.messages.limits import Refused
from alumni.messages.models import Block, Conversation
from mik.accounts.models import User
from tests.alumni.messages.conftest import Sign, record, say, write

pytestmark = pytest.mark.django_db


def test_blocking_closes_the_conversation_both_ways_and_tells_nobody(
    client_for: Sign, alumna: User, other_alumna: User, talk: Conversation
) -> None:
    before = other_alumna.notifications.count()
    answer = client_for(alumna).post(reverse("alumni:conversation_block", args=[talk.pk]))
    assert answer["Location"] == reverse("alumni:block_list")
    for user in (alumna, other_alumna):
        with pytest.raises(Refused, match="kapandı"):
            say(talk, user)
        page = client_for(user).get(reverse("alumni:conversation", args=[talk.pk])).content.decode()
        assert "Bu konuşma kapandı." in page
        assert "engel" not in page.lower().replace("engelle<", "").replace("/engelle/", "")
    assert other_alumna.notifications.count() == before


def test_the_blocked_cannot_tell_it_from_a_closed_door(client_for: Sign, alumna: User, other_alumna: User) -> None:
    block_member(blocker=record(alumna), blocked=record(other_alumna))
    page = client_for(other_alumna).get(reverse("alumni:message_new", args=[record(alumna).pk])).content.decode()
    assert "Bu üye şu anda yeni mesaj almıyor." in page
    for sender, to in ((alumna, other_alumna), (other_alumna, alumna)):
        with pytest.raises(Refused, match="almıyor"):
            write(sender, to)


def test_blocking_declines_a_request_that_waits(client_for: Sign, alumna: User, other_alumna: User) -> None:
    conversation = write(alumna, other_alumna)
    client_for(other_alumna).post(reverse("alumni:conversation_block", args=[conversation.pk]))
    conversation.refresh_from_db()
    assert conversation.state == Conversation.State.DECLINED


def test_unblocking_opens_the_conversation_again(
    client_for: Sign, alumna: User, other_alumna: User, talk: Conversation
) -> None:
    client = client_for(alumna)
    client.post(reverse("alumni:member_block", args=[record(other_alumna).pk]))
    assert "Işıl Iğdırlıoğlu" in client.get(reverse("alumni:block_list")).content.decode()
    client.post(reverse("alumni:unblock", args=[Block.objects.get().pk]))
    assert say(talk, other_alumna)


def test_nobody_unblocks_oneself(client_for: Sign, alumna: User, other_alumna: User) -> None:
    block = block_member(blocker=record(alumna), blocked=record(other_alumna))
    assert client_for(other_alumna).post(reverse("alumni:unblock", args=[block.pk])).status_code == 404
    assert Block.objects.exists()


def test_blocking_twice_is_one_block(alumna: User, other_alumna: User) -> None:
    one, other = record(alumna), record(other_alumna)
    assert block_member(blocker=one, blocked=other) == block_member(blocker=one, blocked=other)
    block_member(blocker=other, blocked=one)
    unblock_member(block=Block.objects.get(blocker=one))
    with pytest.raises(Refused):
        write(alumna, other_alumna)
    with pytest.raises(IntegrityError, match="block_of_somebody_else"), transaction.atomic():
        Block.objects.create(blocker=one, blocked=one)
