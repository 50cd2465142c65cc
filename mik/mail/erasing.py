"""What is held of a recipient: told to the person, and not kept longer than it is of use."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.utils import timezone

from mik.mail.models import Delivery, Mailing

KEPT = timedelta(days=90)


def forget_addresses() -> int:
    """Empty the addresses of mailings that ended long enough ago; returns how many."""
    over = Mailing.objects.filter(finished_at__lt=timezone.now() - KEPT)
    return Delivery.objects.filter(mailing__in=over, address_hash__isnull=False).update(address="", address_hash=None)


def erase_person(person_id: int) -> int:
    """Empty one person's addresses; what still waits is not sent."""
    rows = Delivery.objects.filter(person=person_id, address_hash__isnull=False)
    return rows.update(address="", address_hash=None)


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
