"""Two members who may write to each other, and a third."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from alumni.membership.models import Membership
from alumni.messages.models import Conversation
from alumni.messages.services import accept, send_message, write_first
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.units.models import Unit
from tests.factories.accounts import UserFactory
from tests.factories.alumni import enrol, graduate
from tests.factories.units import programme_of

Sign = Callable[[User | None], Client]


def record(user: User) -> Alumnus:
    """The record as a request would load it."""
    return Alumnus.objects.select_related("person__user").get(person__user=user)


def write(sender: User, to: User, text: str = "Merhaba, aynı yıl mezun olmuşuz.") -> Conversation:
    return write_first(sender=record(sender), to=record(to), text=text, key=uuid.uuid4())


def say(conversation: Conversation, sender: User, text: str = "Nasılsınız?") -> Any:
    return send_message(conversation=conversation, sender=record(sender), text=text, key=uuid.uuid4())


def settle_in(*users: User) -> None:
    """No newcomers any more."""
    Membership.objects.filter(user__in=users).update(joined_at=timezone.now() - timedelta(days=400))


@pytest.fixture
def third(department: Unit) -> User:
    user = UserFactory.create()
    enrol(graduate(programme_of(department), given_names="Ufuk", surname="Gedik"), user)
    return user


@pytest.fixture
def talk(alumna: User, other_alumna: User) -> Conversation:
    """The alumna asked, the other one accepted."""
    settle_in(alumna, other_alumna)
    conversation = write(alumna, other_alumna)
    accept(conversation=conversation, member=record(other_alumna))
    return conversation
