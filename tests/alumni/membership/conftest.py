"""A person who joins: an account without a record, and what such a person types."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from alumni.membership.models import Claim
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.mail.models import OutgoingMail
from mik.units.models import Unit
from tests.factories.accounts import UserFactory
from tests.factories.alumni import ClaimFactory, graduate
from tests.factories.people import tckn
from tests.factories.units import programme_of

NUMBER = tckn(424242)
PERSON = {"given_names": "hüseyin", "surname": "ince", "former_surname": "", "birth_date": "2001-03-04"}
GRADUATION = {"unit_text": "Makine Mühendisliği", "level": "6", "year": "2022", "student_no_unknown": "on"}
IDENTITY = {"identifier_kind": "national", "identifier": NUMBER, "phone": ""}


@pytest.fixture
def newcomer(db: None) -> User:
    """Signed up and confirmed, nothing more."""
    return UserFactory.create(email="huseyin@ornek.example", name="")


@pytest.fixture
def record(department: Unit) -> Alumnus:
    """The newcomer's record, as Student Affairs wrote it: with an e-mail address of long ago."""
    return graduate(
        programme_of(department),
        year=2023,
        given_names="Hüseyin",
        surname="İNCE",
        birth_date=date(2001, 3, 4),
        tckn=NUMBER,
    )


@pytest.fixture
def join(client_for: Callable[[User], Any]) -> Callable[..., Any]:
    """Walk through all steps and send; returns the client and the page after sending."""

    def walk(user: User, client: Any = None, **answers: Any) -> tuple[Any, Any]:
        client = client or client_for(user)
        for step, given in (("person", PERSON), ("graduation", GRADUATION), ("identity", IDENTITY)):
            changed = {name: answers.get(name, value) for name, value in given.items()}
            page = client.post(reverse(f"alumni:claim_{step}"), changed)
            assert page.status_code == 302, page.content.decode()
        return client, client.post(reverse("alumni:claim_summary"), {"note": ""})

    return walk


@pytest.fixture
def claim(newcomer: User, department: Unit) -> Claim:
    """A claim that waits at the department, without an identifier."""
    return waiting_claim(newcomer, department)


def waiting_claim(user: User, unit: Unit | None, **fields: Any) -> Claim:
    fields.setdefault("submitted_at", timezone.now())
    return ClaimFactory.create(user=user, unit=unit, level=fields.pop("level", 6), **fields)


def mails_to(address: str) -> list[OutgoingMail]:
    """What waits in the outbox for an address; the tests' transactions never end, so nothing leaves it."""
    return [mail for mail in OutgoingMail.objects.order_by("pk") if mail.to == address]
