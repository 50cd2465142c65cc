"""Saving, counting and deleting segments."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.registry.scopes import Scope
from alumni.registry.segments.models import Segment
from alumni.registry.segments.persons import persons_of, reach_of
from alumni.registry.segments.uses import uses_of
from mik.accounts.models import User


def can_change(user: User, segment: Segment) -> bool:
    """The owner; whoever shares the desk, once the owner's office has ended."""
    return segment.owner_id == user.pk or (segment.shared and reach_of(segment) is None)


@transaction.atomic
def save_segment(
    *, scope: Scope, name: str, shared: bool, filters: dict[str, Any], segment: Segment | None = None
) -> Segment:
    """Keep a question under a name. Whoever saves it owns it, for it asks with the owner's rights.

    Raises ValidationError for a name the owner has used at this desk.
    """
    segment = segment or Segment(unit=scope.unit)
    segment.name, segment.shared, segment.owner = " ".join(name.split()), shared, scope.user
    segment.filters, segment.updated_at = {**segment.filters, **filters}, timezone.now()
    segment.validate_constraints()
    segment.save()
    count_segment(segment=segment)
    return segment


def count_segment(*, segment: Segment) -> int:
    """How many it means now, as its owner sees it; kept with the moment."""
    size = persons_of(segment, segment.owner).count()
    segment.last_size, segment.last_size_at = size, timezone.now()
    Segment.objects.filter(pk=segment.pk).update(last_size=size, last_size_at=segment.last_size_at)
    return size


def note_use(segment: Segment | None) -> None:
    if segment is not None:
        Segment.objects.filter(pk=segment.pk).update(last_used_at=timezone.now())


@transaction.atomic
def delete_segment(*, segment: Segment, by: User) -> None:
    """Raises ValidationError while something still has to ask it."""
    held = ValidationError(_("Bu kitle bir duyuruda ya da ankette kullanılıyor; önce oradan kaldırın."))
    if any(use.holds for use in uses_of(segment.pk, by)):
        raise held
    try:
        segment.delete()
    except ProtectedError:  # by something this user does not see
        raise held from None
