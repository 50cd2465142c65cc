"""Cards and applications with a photo nobody took."""

import io
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from alumni.registry.models import Alumnus
from cards.applications.models import CardApplication
from cards.applications.photos import HEIGHT, PURPOSE, WIDTH
from cards.issuing.models import Card
from cards.issuing.services import issue_card
from mik.accounts.models import User
from mik.files.models import StoredFile
from mik.files.services import store_file


def picture(width: int = WIDTH, height: int = HEIGHT, kind: str = "JPEG", **options: Any) -> bytes:
    """A picture file of one colour."""
    target = io.BytesIO()
    Image.new("RGB", (width, height), "#7a94b0").save(target, kind, **options)
    return target.getvalue()


def stored_photo(by: User | None = None) -> StoredFile:
    upload = ContentFile(picture())
    return store_file(upload=upload, purpose=PURPOSE, by=by, name="foto.jpg", media_type="image/jpeg")


def application_of(alumnus: Alumnus, **fields: Any) -> CardApplication:
    user = alumnus.person.user
    photo = fields.pop("photo", None) or stored_photo(user)
    return CardApplication.objects.create(alumnus=alumnus, applied_by=user, photo=photo, **fields)


def card_of(alumnus: Alumnus, *, by: User | None = None, **fields: Any) -> Card:
    """An active card with an approved application's photo; ``fields`` are changed afterwards."""
    card = issue_card(alumnus=alumnus, photo=stored_photo(alumnus.person.user), by=by)
    if fields:
        Card.objects.filter(pk=card.pk).update(**fields)
        card.refresh_from_db()
    return card
