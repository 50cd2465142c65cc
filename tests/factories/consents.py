"""Words of the ledger, cheaply; and the seeded texts, where a flush took them."""

from collections.abc import Iterable
from datetime import datetime
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.db import connection
from django.utils import timezone

from mik.people.consents.models import Act, ConsentEntry, ConsentText, How
from mik.people.consents.purposes import Channel, Purpose
from mik.people.models import Person


def agreed(
    *people: Person, purpose: str = Purpose.NEWS, channel: str = Channel.EMAIL, at: datetime | None = None, **said: Any
) -> list[ConsentEntry]:
    """These persons said yes, under whatever text is there (``version``)."""
    return _said(people, purpose, channel, Act.GIVEN, at, said)


def withdrew(
    *people: Person, purpose: str = Purpose.NEWS, channel: str = Channel.EMAIL, at: datetime | None = None, **said: Any
) -> list[ConsentEntry]:
    return _said(people, purpose, channel, Act.WITHDRAWN, at, said)


def _said(
    people: Iterable[Person], purpose: str, channel: str, act: Act, at: datetime | None, said: dict[str, Any]
) -> list[ConsentEntry]:
    fields = {"version": 1, "text_version": "2026-11", "how": How.IMPORT, "said_at": at or timezone.now(), **said}
    return ConsentEntry.objects.bulk_create(
        ConsentEntry(person=person.pk, purpose=purpose, channel=channel, act=act, **fields) for person in people
    )


def published(
    subject: str, *, asks_again: bool = False, channels: Iterable[str] = (), body: str = "Metin"
) -> ConsentText:
    """The next version of a subject, in force from now."""
    number = (ConsentText.objects.of(subject).values_list("number", flat=True).first() or 0) + 1
    return ConsentText.objects.create(
        subject=subject,
        number=number,
        code=f"2027-{number:02d}",
        body_tr=f"{body} {number}",
        body_en=f"{body} {number} (English)",
        channels=list(channels),
        asks_again=asks_again,
        change_tr="Kapsam değişti." if number > 1 else "",
        published_at=timezone.now(),
    )


def lay_texts() -> None:
    """The first versions, as the migration lays them."""
    migration = import_module("mik.people.migrations.0011_consents_carried")
    migration.lay_texts(apps, SimpleNamespace(connection=connection))
