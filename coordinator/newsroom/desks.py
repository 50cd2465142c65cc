"""Where announcements are written: the office's desk for the university, or a department's for its own graduates."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse

from alumni.registry.managers import AlumnusQuerySet
from alumni.registry.models import Alumnus
from alumni.registry.scopes import OutOfReach, Scope, representative_scope
from coordinator.newsroom.managers import NEWS, SEND, AnnouncementQuerySet
from coordinator.newsroom.models import Announcement
from mik.accounts.models import User
from mik.accounts.powers import Representation, powers_of
from mik.units.models import Unit


@dataclass(frozen=True)
class Desk:
    """``scope`` and ``representation`` are those of the department; the office has neither."""

    namespace: str
    user: User
    scope: Scope | None = None
    representation: Representation | None = None

    @property
    def is_office(self) -> bool:
        return self.scope is None

    @property
    def unit(self) -> Unit | None:
        return self.scope.unit if self.scope else None

    @property
    def unit_id(self) -> int | None:
        return self.unit.pk if self.unit else None

    @property
    def levels(self) -> Collection[int]:
        """The levels a department's announcement may be for; empty: all."""
        return self.representation.levels if self.representation else ()

    @property
    def may_send(self) -> bool:
        return not self.is_office or powers_of(self.user).has_duty(SEND)

    def announcements(self) -> AnnouncementQuerySet:
        seen = Announcement.objects.visible_to(self.user)
        return seen.of_department(self.representation) if self.representation else seen

    def alumni(self) -> AlumnusQuerySet:
        """Whom an announcement may be addressed to."""
        return self.scope.alumni() if self.scope else addressable_by(self.user)

    def url(self, name: str, **kwargs: Any) -> str:
        if self.unit_id:
            kwargs["unit_id"] = self.unit_id
        return reverse(f"{self.namespace}:{name}", kwargs=kwargs)


def addressable_by(user: User) -> AlumnusQuerySet:
    """The office writes to the whole registry; who has no duty there sees counts, and names of none."""
    return Alumnus.objects.all() if powers_of(user).has_duty(NEWS) else Alumnus.objects.visible_to(user)


def desk_for(user: Any, unit_id: int | None) -> Desk | None:
    """The desk this user has at this instant; None where there is none."""
    powers = powers_of(user)
    if unit_id is None:
        return Desk("coordinator", user) if powers.has_duty(NEWS) else None
    try:
        scope = representative_scope(user, unit_id)
    except OutOfReach:
        return None
    return Desk("department_news", user, scope, powers.representation(unit_id))


def desk_of(request: HttpRequest, unit_id: int | None) -> Desk:
    """The desk behind this address, or 404 for whoever has none there."""
    desk = desk_for(request.user, unit_id)
    if desk is None:
        raise Http404
    return desk
