"""Where an import is done: the office's desk for the whole registry, or a department's for its own graduates."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse

from alumni.registry.importing.comparing import Scope
from alumni.registry.managers import IMPORT, ImportRunQuerySet
from alumni.registry.models import ImportRun
from alumni.registry.scopes import OutOfReach, representative_scope
from mik.accounts.powers import powers_of
from mik.people.models import Source
from mik.units.models import Unit


@dataclass(frozen=True)
class Desk:
    namespace: str
    unit: Unit | None
    scope: Scope
    user: Any

    @property
    def runs(self) -> ImportRunQuerySet:
        return ImportRun.objects.visible_to(self.user).filter(**({"unit": self.unit} if self.unit else {}))

    def url(self, name: str, **kwargs: Any) -> str:
        if self.unit:
            kwargs["unit_id"] = self.unit.pk
        return reverse(f"{self.namespace}:{name}", kwargs=kwargs)


def scope_for(user: Any, unit_id: int | None) -> Scope | None:
    """The programmes this user may import into at this instant; None where there is no right at all."""
    if unit_id is None:
        return Scope(by_id=user.pk) if powers_of(user).has_duty(IMPORT) else None
    try:
        reach = representative_scope(user, unit_id).programme_ids
    except OutOfReach:
        return None
    return Scope(reach or frozenset(), Source.REPRESENTATIVE, user.pk)


def desk_of(request: HttpRequest, unit_id: int | None) -> Desk:
    """The desk behind this address, or 404 for whoever has none there."""
    scope = scope_for(request.user, unit_id)
    if scope is None or request.resolver_match is None:
        raise Http404
    unit = Unit.objects.get(pk=unit_id) if unit_id else None
    return Desk(request.resolver_match.namespace, unit, scope, request.user)
