"""Background work of membership."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

# Promised in the inventory of personal data (``hooks``): documents stay thirty days after the decision.
EVIDENCE_DAYS = 30


@shared_task(name="alumni.forget_old_evidence")
def forget_old_evidence() -> int:
    from alumni.membership import deciding

    return deciding.forget_old_evidence(before=timezone.now() - timedelta(days=EVIDENCE_DAYS))
