"""Who asks: what may be chosen, which graduates are counted, whether exactly, and where the pages are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from alumni.numbers.dimensions import DIMENSIONS, UNITS, Dimension
from alumni.registry.managers import REGISTRY
from alumni.registry.models import Graduation
from alumni.registry.scopes import Scope, office_scope, scope_or_404
from alumni.registry.segments.managers import SegmentQuerySet
from alumni.registry.segments.models import Segment
from alumni.registry.segments.persons import persons_of
from mik.accounts.powers import powers_of
from mik.figures import catalogue
from mik.figures.permissions import may_read
from mik.units.models import Level

PUBLIC = "figures_cut"
WHOLE = "universite"  # what a representative asks for beyond the department


@dataclass(frozen=True)
class Audience:
    """``scope``: whose registry list the numbers lead to; none where the reader sees totals only.

    ``department``: the department whose workspace the page stands in; ``is_exact``: numbers as they are, else told to
    the nearest five (``protecting``).
    """

    is_exact: bool
    namespace: str
    scope: Scope | None = None
    department: Scope | None = None

    @property
    def is_narrow(self) -> bool:
        """The own department only."""
        return self.department is not None and self.is_exact

    @property
    def unit_id(self) -> int | None:
        return self.department.unit.pk if self.department and self.department.unit else None

    @property
    def is_of_some_levels(self) -> bool:
        """A representative of some levels: what was kept of the whole department is told, not shown."""
        found = powers_of(self.department.user).representation(self.unit_id or 0) if self.department else None
        return found is not None and len(found.levels) < len(Level)

    def graduations(self, segment: Segment | None = None) -> "QuerySet[Graduation] | None":
        """The diplomas counted; of a saved segment those of whom its owner and this reader may see. None: all."""
        reach = self.department.graduations() if self.department and self.is_exact else None
        if segment is None:
            return reach
        if self.scope is None:
            return Graduation.objects.none()
        meant = persons_of(segment, self.scope.user, seen=self.scope.alumni())
        return (self.scope.graduations() if reach is None else reach).filter(alumnus__in=meant.values("pk"))

    @property
    def segments(self) -> SegmentQuerySet:
        """Those the reader may ask here: of the desk whose list the numbers lead to."""
        if self.scope is None:
            return Segment.objects.none()
        return Segment.objects.to_pick(self.scope.user, self.scope.unit.pk if self.scope.unit else None)

    @property
    def dimensions(self) -> dict[str, Dimension]:
        found = {code: one for code, one in DIMENSIONS.items() if self.is_exact or one.public}
        return {code: one for code, one in found.items() if not (self.is_narrow and code in {"fakulte", "bolum"})}

    @property
    def label(self) -> str:
        return self.department.label if self.department and self.is_exact else _("Bütün üniversite")

    @property
    def first_rows(self) -> str:
        return "program" if self.is_narrow else UNITS[0]

    def url(self, name: str) -> str:
        args = [self.department.unit.pk] if self.department and self.department.unit else []
        return reverse(f"{self.namespace}:{name}", args=args)

    @property
    def urls(self) -> Mapping[str, str]:
        return {name: self.url(f"cut_{name}") for name in ("table", "download", "growth", "growth_download")}

    @property
    def fixed(self) -> dict[str, str]:
        """What every address of this reader's pages carries along."""
        return {"kapsam": WHOLE} if self.department and not self.is_exact else {}


def everybody() -> Audience:
    return Audience(is_exact=False, namespace=PUBLIC)


def desk_or_404(user: Any) -> Audience:
    """Those of the office who read the registry's figures; the vice-rector, who sees totals and nobody's record."""
    if not may_read(user, catalogue.figure("registered")):
        raise Http404
    scope = office_scope(user) if powers_of(user).has_duty(REGISTRY) else None
    return Audience(is_exact=True, namespace="coordinator", scope=scope)


def department_or_404(user: Any, unit_id: int, extent: str | None) -> Audience:
    """A representative: the own department as it is, the university as everybody may know it."""
    scope = scope_or_404(user, unit_id)
    if extent == WHOLE:
        return Audience(is_exact=False, namespace="representatives", department=scope)
    return Audience(is_exact=True, namespace="representatives", scope=scope, department=scope)
