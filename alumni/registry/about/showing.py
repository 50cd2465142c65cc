"""Whose photos somebody may see: of the records seen in full, and of the members found what their owners show."""

from typing import Any

from django.db.models import Q

from alumni.registry.about.managers import AboutQuerySet
from alumni.registry.about.models import Photo
from alumni.registry.models import Alumnus
from alumni.visibility.audience import audience_of
from alumni.visibility.layer import circle


def shown_photos(user: Any) -> AboutQuerySet:
    """Photos this user may look at. Nobody's is public without signing in: a photo has no address a visitor knows."""
    if not getattr(user, "is_authenticated", False):
        return Photo.objects.none()
    found = Q(alumnus__in=Alumnus.objects.listed_for(user).values("pk")) & circle(audience_of(user))
    return Photo.objects.filter(Q(alumnus__in=Alumnus.objects.visible_to(user).values("pk")) | found)
