"""The claim as a door to be knocked at: one submission for somebody the registry knows, or does not.

For the benchmark of enumeration: ``knock(record)`` is one whole request by an account of its own; only the request
itself is to be timed, so that the account and the draft are made by ``prepare``.
"""

from collections.abc import Callable
from datetime import date
from itertools import count
from typing import Any

from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from alumni.membership.drafts import hash_identifier
from alumni.membership.models import Claim
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from tests.factories.people import tckn

_serial = count(1)


def prepare(record: Alumnus | None) -> Callable[[], Any]:
    """A signed-in claimant with a finished draft: of ``record`` as it stands, or of somebody who is nowhere.

    Returns the request to time; its answer is the redirect to the state of the claim for both.
    """
    number = next(_serial)
    user = User.objects.create(email=f"kapi{number}@ornek.example")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    said = _of(record) if record else _of_nobody(number)
    Claim.objects.create(user=user, level=6, year=2020, identifier_hash=hash_identifier(said["identifier"]), **said)
    return lambda: client.post(reverse("alumni:claim_summary"), {"note": ""})


def _of(record: Alumnus) -> dict[str, Any]:
    person = record.person
    return {
        "given_names": person.given_names,
        "surname": person.surname,
        "birth_date": person.birth_date,
        "identifier": person.tckn or "",
    }


def _of_nobody(number: int) -> dict[str, Any]:
    return {
        "given_names": "Kimsesiz",
        "surname": f"Bulunmaz{number}",
        "birth_date": date(1991, 2, 3),
        "identifier": tckn(870_000_000 + number),
    }
