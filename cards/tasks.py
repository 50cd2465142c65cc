"""What runs in the background; Celery finds it here."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from cards.applications.services import forget_old_photos

REFUSED_PHOTO_DAYS = 30


@shared_task(name="cards.forget_old_photos")
def forget_photos() -> int:
    return forget_old_photos(before=timezone.now() - timedelta(days=REFUSED_PHOTO_DAYS))
