"""Housekeeping of accounts."""

from celery import shared_task

from mik.accounts import identities


@shared_task(name="accounts.forget_identities")
def forget_identities() -> int:
    """What e-Devlet told is deleted as soon as nobody may use it any more (KVKK art. 7)."""
    return identities.forget_identities()
