"""Whose photos somebody may see: of the records seen in full, and of the members found what their owners show."""

from typing import Any

from django.db.models import Q

from alumni.registry.about.managers import AboutQuerySet
from alumni.registry.about.models import Photo
from alumni.registry.models import Alumnus, Graduation
from mik.people.models import Visibility

TO_MEMBERS = (Visibility.MEMBERS, Visibility.PUBLIC)


def shown_photos(user: Any) -> AboutQuerySet:
    """Photos this user may look at. Nobody's is public without signing in: a photo has no address a visitor knows."""
    if not getattr(user, "is_authenticated", False):
        return Photo.objects.none()
    own = Graduation.objects.filter(alumnus__person__user=user).values("programme__parent")
    mates = Graduation.objects.filter(programme__parent__in=own).values("alumnus")
    listed = Q(alumnus__in=Alumnus.objects.listed_for(user).values("pk"))
    shown = Q(visibility__in=TO_MEMBERS) | Q(visibility=Visibility.DEPARTMENT, alumnus__in=mates)
    return Photo.objects.filter(Q(alumnus__in=Alumnus.objects.visible_to(user).values("pk")) | (listed & shown))
