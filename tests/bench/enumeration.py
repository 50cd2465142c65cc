"""Whether the time of an answer tells who has an account: tries for known and unknown people at each door, by turns.

A door is a function that makes one try for one person; ``DOORS`` lists them, and whoever has a door of another kind
(a claim, the directory) adds it there. Printed is the difference of the medians in milliseconds; at most 10 is the
goal. Runs in a database of its own that is thrown away, with the hashes of production.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.test import Client

from mik.accounts.models import User
from tests.bench.database import bench_database
from tests.bench.measure import Measure, at_most

TRIES = 200
GOAL_MS = 10.0
PASSWORD = "mor-fındık-yayla-73"
_addresses = count(1)

Door = Callable[[Client, str], Any]


def password(client: Client, email: str) -> Any:
    return client.post("/hesap/login/", {"login": email, "password": "yanlis-fındık-73"})


def code(client: Client, email: str) -> Any:
    return client.post("/hesap/login/code/", {"email": email})


def sign_up(client: Client, email: str) -> Any:
    return client.post("/hesap/signup/", {"email": email, "password1": PASSWORD, "notice": "on"})


def reset(client: Client, email: str) -> Any:
    return client.post("/hesap/password/reset/", {"email": email})


DOORS: dict[str, Door] = {"password": password, "code": code, "sign-up": sign_up, "reset": reset}


def visitor() -> Client:
    """From another address each time, or the limits of the doors would be measured."""
    number = next(_addresses)
    return Client(REMOTE_ADDR=f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}")


def timed(door: Door, email: str) -> float:
    """Milliseconds of one try."""
    client = visitor()
    began = time.perf_counter()
    answer = door(client, email)
    took = (time.perf_counter() - began) * 1000
    assert answer.status_code in (200, 302), answer.status_code
    return took


def differences(door: Door, known: list[str], unknown: list[str]) -> tuple[float, float]:
    """Medians (ms) for known and unknown people, tried by turns so that both meet the same load."""
    pairs = [(timed(door, one), timed(door, other)) for one, other in zip(known, unknown, strict=True)]
    return statistics.median(a for a, __ in pairs), statistics.median(b for __, b in pairs)


def people(amount: int) -> list[str]:
    """Accounts with a confirmed address and a password hashed as in production."""
    hashed = make_password(PASSWORD)
    emails = [f"var{number}@ornek.example" for number in range(amount)]
    users = User.objects.bulk_create(User(email=email, password=hashed) for email in emails)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
    )
    return emails


def measured(name: str, door: Door, known: list[str]) -> Measure:
    unknown = [f"yok{number}-{name}@ornek.example" for number in range(len(known))]
    for email in ("once-var@ornek.example", "once-yok@ornek.example"):
        timed(door, email)  # what is slow only the first time
    with_account, without = differences(door, known, unknown)
    print(
        f"# {name}: {with_account:.1f} ms with an account, {without:.1f} ms without, {len(known)} tries each",
        flush=True,
    )
    return at_most(f"enumeration_{name}", GOAL_MS, [abs(with_account - without)], unit="ms between the medians")


def measures() -> Iterator[Measure]:
    settings.ALLOWED_HOSTS = ["*"]
    with bench_database("enumeration"):
        known = people(TRIES)
        for name, door in DOORS.items():
            yield measured(name, door, known)
