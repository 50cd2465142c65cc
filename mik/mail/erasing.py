"""Addresses do not outlive their use: emptied some months after the end, or when the person asks."""

from datetime import timedelta

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
