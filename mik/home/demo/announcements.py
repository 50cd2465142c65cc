"""Announcements and a finished mailing."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from alumni.registry.models import Alumnus
from coordinator.newsroom.models import Announcement, State
from coordinator.newsroom.services import mailing_of
from mik.accounts.models import Appointment, User
from mik.common.fields import keyed_hash
from mik.home.demo import accounts
from mik.home.demo.announcement_texts import TEXTS, Text
from mik.home.demo.names import SEED, Chance
from mik.mail.audience import Recipient, recipients_of
from mik.mail.models import Delivery, Mailing
from mik.units.models import Kind, Unit

# How each hundred mails end, and what the server said.
ENDS: dict[tuple[str, str, str], float] = {
    ("accepted", "", "250 2.0.0 OK"): 96.4,
    ("bounced", "", "550 5.1.1 Böyle bir kullanıcı yok; adres listeden çıkarıldı"): 1.6,
    ("refused", "", "552 5.2.2 Posta kutusu dolu"): 0.8,
    ("skipped", "consent", ""): 1.0,
    ("uncertain", "interrupted", ""): 0.2,
}


def make() -> None:
    """Does nothing where they are there already."""
    if Announcement.objects.exists():
        return
    now = timezone.now()
    for text in TEXTS:
        announcement = _announcement(text, now)
        announcement.save()
        if text.mailed:
            _mail(announcement, Chance(SEED + 3))


def _announcement(text: Text, now: datetime) -> Announcement:
    unit = _unit(text)
    own = unit if text.by_representative else None
    author = _user(accounts.REPRESENTATIVE if own else accounts.COORDINATOR)
    levels = text.levels or (_levels(author, own) if own else ())
    return Announcement(
        kind=text.kind,
        unit=own,
        author=author,
        units=[unit.pk] if unit else [],
        levels=sorted(levels),
        year_from=text.year_from,
        year_to=text.year_to,
        provinces=sorted(text.provinces),
        for_students=text.for_students,
        link=text.link,
        place=text.place,
        **text.texts,
        **_times(text, timezone.localdate(now)),
        **_state(text, author, now),
    )


def _times(text: Text, today: date) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if text.event_in is not None:
        day = today + timedelta(days=text.event_in)
        found["starts_at"], found["ends_at"] = (_moment(day, at) for at in text.event_at)
    if text.deadline_in is not None:
        found["deadline"] = today + timedelta(days=text.deadline_in)
    return found


def _moment(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))


def _state(text: Text, author: User, now: datetime) -> dict[str, Any]:
    if text.days is None:
        return {"created_at": now - timedelta(days=2), "updated_at": now - timedelta(hours=20)}
    published = _moment(timezone.localdate(now) - timedelta(days=text.days), time(9, 40 + text.days % 20))
    found: dict[str, Any] = {"state": State.PUBLISHED, "published_at": published, "published_by": author}
    found |= {"created_at": published - timedelta(days=1), "updated_at": published}
    if text.withdrawn:
        withdrawn = published + timedelta(days=4)
        found |= {"state": State.WITHDRAWN, "withdrawn_at": withdrawn, "withdrawn_by": author, "updated_at": withdrawn}
    return found


def _unit(text: Text) -> Unit | None:
    if not text.department:
        return None
    return Unit.objects.get(kind=Kind.DEPARTMENT, name=text.department, parent__name=text.faculty)


def _user(email: str) -> User:
    return User.objects.get(email=email)


def _levels(author: User, unit: Unit) -> set[int]:
    terms = Appointment.objects.filter(user=author, unit=unit)
    return {level for term in terms for level in term.levels}


# --- The mailing ----------------------------------------------------------------------------------


def _mail(announcement: Announcement, chance: Chance) -> None:
    """As if it had gone out on the morning it was published, sixty a minute."""
    started = announcement.published_at or timezone.now()
    mailing = mailing_of(announcement, by=announcement.author)
    persons = announcement.criteria.persons(Alumnus.objects.all())
    recipients = list(recipients_of(persons=persons, purpose=announcement.purpose))
    mailing.state, mailing.created_at, mailing.started_at = Mailing.State.DONE, started, started
    mailing.finished_at = started + timedelta(seconds=len(recipients) + 5)
    mailing.save()
    Delivery.objects.bulk_create(_deliveries(mailing, recipients, started, chance), batch_size=1000)
    Announcement.objects.filter(pk=announcement.pk).update(mailing=mailing)


def _deliveries(mailing: Mailing, recipients: list[Recipient], started: datetime, chance: Chance) -> Iterator[Delivery]:
    for index, one in enumerate(recipients):
        at = started + timedelta(seconds=index)
        state, reason, answer = chance.weighted(ENDS)
        yield Delivery(
            mailing=mailing,
            person_id=one.person_id,
            contact_id=one.contact_id,
            address=one.address,
            address_hash=keyed_hash(one.address, purpose="email"),
            language=mailing.language_for(one.language),
            state=state,
            reason=reason,
            answer=answer,
            attempts=1,
            claimed_at=at,
            data_at=at if state != Delivery.State.SKIPPED else None,
            accepted_at=at if state == Delivery.State.ACCEPTED else None,
        )
