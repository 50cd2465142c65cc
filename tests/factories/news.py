"""Announcements in every state, and graduates who agreed to hear of them."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from alumni.registry.models import Alumnus
from coordinator.newsroom.models import Announcement, Kind, State
from coordinator.newsroom.services import mailing_of
from mik.accounts.models import User
from mik.mail.models import Delivery, Mailing
from mik.people.models import Person
from mik.units.models import Unit
from tests.factories import consents
from tests.factories.alumni import graduate

LEVELS = [5, 6, 7, 8]


def written(by: User, *, unit: Unit | None = None, **fields: Any) -> Announcement:
    """A draft; a department's is for that department."""
    fields.setdefault("title_tr", "Buluşma")
    fields.setdefault("body_tr", "Sayın {ad}, buluşma **yarın**.")
    if unit:
        fields.setdefault("units", [unit.pk])
        fields.setdefault("levels", LEVELS)
    if fields.get("kind") in (Kind.JOB, Kind.INTERNSHIP, Kind.SCHOLARSHIP):
        fields.setdefault("deadline", timezone.localdate() + timedelta(days=20))
        fields.setdefault("link", "https://ilan.ornek.example/1")
    if fields.get("kind") == Kind.EVENT:
        fields.setdefault("place", "Osman Turan Kongre Merkezi")
        fields.setdefault("starts_at", timezone.now() + timedelta(days=10))
    return Announcement.objects.create(author=by, unit=unit, **fields)


def published(by: User, **fields: Any) -> Announcement:
    fields.setdefault("published_at", timezone.now())
    return written(by, state=State.PUBLISHED, published_by=by, **fields)


def withdrawn(by: User, **fields: Any) -> Announcement:
    announcement = published(by, **fields)
    announcement.state, announcement.withdrawn_at, announcement.withdrawn_by = State.WITHDRAWN, timezone.now(), by
    announcement.save()
    return announcement


def mailed(
    by: User, persons: "list[Person]", *, states: tuple[str, ...] = ("accepted",), **fields: Any
) -> Announcement:
    """Published, with a mailing under way to these persons, their deliveries in these states by turns."""
    announcement = published(by, **fields)
    mailing = mailing_of(announcement, by=by)
    mailing.state, mailing.started_at = Mailing.State.PAUSED, timezone.now()
    mailing.save()
    for index, person in enumerate(persons):
        delivery(mailing, person, states[index % len(states)])
    announcement.mailing = mailing
    announcement.save()
    return announcement


def delivery(mailing: Mailing, person: Person, state: str) -> Delivery:
    now = timezone.now()
    return Delivery.objects.create(
        mailing=mailing,
        person=person,
        address=f"alici{person.pk}@ornek.example",
        address_hash=str(person.pk).encode(),
        state=state,
        reason={"skipped": "consent", "uncertain": "interrupted"}.get(state, ""),
        accepted_at=now if state == "accepted" else None,
        claim="elde" if state == "sending" else "",
        claimed_at=now if state not in ("queued", "retry") else None,
    )


def agreed(programme: Unit, *, purposes: tuple[str, ...] = ("news", "career"), **fields: Any) -> Alumnus:
    """A graduate with an address and consent."""
    alumnus = graduate(programme, **fields)
    for purpose in purposes:
        consents.agreed(alumnus.person, purpose=purpose)
    return alumnus


def typed(**changes: Any) -> dict[str, Any]:
    """What the form of an announcement sends."""
    return {
        "kind": "news", "title_tr": "Kariyer günü", "title_en": "", "body_tr": "Sayın {ad}, bekleriz.", "body_en": "",
        "place": "", "starts_at": "", "ends_at": "", "deadline": "", "link": "", "uyelik": "all", "eylem": "kaydet",
        **changes,
    }  # fmt: skip
