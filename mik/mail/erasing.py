"""What is held of a recipient: told to the person, and not kept longer than it is of use."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from mik.mail.models import Delivery, Mailing, OutgoingMail
from mik.mail.models.delivery import DeliveryQuerySet
from mik.mail.models.states import DeliveryState, Reason
from mik.people.traces import traces_of

KEPT = timedelta(days=90)
WAITING = (DeliveryState.QUEUED, DeliveryState.RETRY)


def forget_addresses() -> int:
    """Empty the addresses of mailings that ended long enough ago; returns how many."""
    return destroy_addresses(timezone.now() - KEPT)


def due_addresses(before: datetime) -> int:
    return _over(before).count()


def destroy_addresses(before: datetime) -> int:
    """Empty the addresses of mailings that ended before then; returns how many."""
    return _over(before).update(address="", address_hash=None, answer="")


def _over(before: datetime) -> DeliveryQuerySet:
    over = Mailing.objects.filter(finished_at__lt=before)
    return Delivery.objects.filter(mailing__in=over, address_hash__isnull=False)


def erase_person(person_id: int) -> int:
    """Empty one person's addresses and what servers answered of them; what still waits is not sent."""
    rows = Delivery.objects.filter(person=person_id)
    rows.filter(state__in=WAITING).update(state=DeliveryState.SKIPPED, reason=Reason.ADDRESS, claim="")
    return rows.update(address="", address_hash=None, answer="")


def out_of_the_outbox(person_id: int) -> int:
    """Mails to the person, or about them, that have not left yet; what was sent holds nothing any more."""
    traces, gone = traces_of(person_id), 0
    unsent = OutgoingMail.objects.filter(state__in=[OutgoingMail.State.QUEUED, OutgoingMail.State.SENDING])
    for mail in unsent.iterator(chunk_size=500) if traces else ():
        if traces.found_in(mail.to, mail.subject, mail.text, mail.html, mail.unsubscribe):
            gone += OutgoingMail.objects.filter(pk=mail.pk).delete()[0]
    return gone


def told_to(person_id: int) -> Iterator[dict[str, Any]]:
    """The mails sent to a person, for the file of the own data."""
    rows = Delivery.objects.filter(person=person_id).select_related("mailing").order_by("pk")
    for row in rows:
        yield {
            "subject": row.mailing.subject_in(row.language),
            "address": row.address,
            "state": str(row.get_state_display()),
            "at": timezone.localtime(row.at).isoformat(timespec="seconds") if row.at else None,
        }
