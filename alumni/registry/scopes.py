"""Whose graduates a page is about, in which role, and where its links lead.

Every list, record, form, count, export and partial of the desk starts from a scope; a scope comes from the
appointments in force at this instant, so what it cannot reach does not exist (404) by whichever route.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from alumni.registry.managers import IMPORT, REGISTRY, AlumnusQuerySet, GraduationQuerySet
from alumni.registry.models import Alumnus, Graduation
from alumni.registry.orphans import closed_today
from mik.accounts.models import Office, User
from mik.accounts.powers import powers_of
from mik.people.models import Source
from mik.units.models import Unit, UnitQuerySet

_ADDRESSES = (
    "graduate_list", "graduate_add", "graduate_bulk", "graduate_by_number", "graduate_duplicates", "claim_list",
    "import_list", "graduate_export", "export_list", "handover", "segment_list", "segment_add", "duplicate_list",
    "merge_request_list", "merge_list", "health", "cut_table", "invitation_list",
)  # fmt: skip
_OFFICE_FIRST = (Office.COORDINATOR, Office.ACTING, Office.ASSISTANT, Office.STAFF)


class OutOfReach(Exception):
    """The user holds no such scope today."""


@dataclass(frozen=True)
class Scope:
    """``programme_ids`` None means the whole registry; only the office has that."""

    user: User
    unit: Unit | None = None
    programme_ids: frozenset[int] | None = None
    _urls: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    @property
    def is_office(self) -> bool:
        return self.programme_ids is None

    @property
    def role(self) -> str:
        """The office in which the user acts here, for the history and the log."""
        if not self.is_office:
            return str(Office.REPRESENTATIVE)
        held = powers_of(self.user).offices
        return next((str(office) for office in _OFFICE_FIRST if office in held), "")

    @property
    def source(self) -> Source:
        return Source.OFFICE if self.is_office else Source.REPRESENTATIVE

    @property
    def label(self) -> str:
        return self.unit.label if self.unit else _("Mezun Ofisi")

    @property
    def params(self) -> dict[str, Any]:
        """What a background job needs to ask for this scope again."""
        return {"unit_id": self.unit.pk if self.unit else None}

    def alumni(self) -> AlumnusQuerySet:
        seen = Alumnus.objects.visible_to(self.user)
        return seen if self.programme_ids is None else seen.of_programmes(self.programme_ids)

    def graduations(self) -> GraduationQuerySet:
        seen = Graduation.objects.visible_to(self.user)
        return seen if self.programme_ids is None else seen.filter(programme__in=self.programme_ids)

    def programmes(self) -> UnitQuerySet:
        """Programmes a new graduation may be recorded in."""
        programmes = Unit.objects.programmes().select_related("parent__parent")
        return programmes if self.programme_ids is None else programmes.filter(pk__in=self.programme_ids)

    def may_change(self, alumnus: Alumnus) -> bool:
        """Nobody keeps the own record from the desk; that is done, with other rules, on the own page."""
        return alumnus.person.user_id != self.user.pk

    def url(self, name: str, *args: int | str) -> str:
        if self.unit:
            return reverse(f"representatives:{name}", args=[self.unit.pk, *args])
        return reverse(f"coordinator:{name}", args=args)

    def record_urls(self, name: str, keys: Iterable[int]) -> dict[int, str]:
        """``url`` of many records, looked up once."""
        before, _zero, after = self.url(name, 0).rpartition("/0/")
        return {key: f"{before}/{key}/{after}" for key in keys}

    @property
    def urls(self) -> Mapping[str, str]:
        """Addresses for templates: ``scope.urls.graduate_list``."""
        if not self._urls:
            self._urls.update({name: self.url(name) for name in _ADDRESSES})
        return self._urls

    @property
    def may_import(self) -> bool:
        return not self.is_office or powers_of(self.user).has_duty(IMPORT)


def representative_scope(user: object, unit_id: int) -> Scope:
    """The graduates of one unit this user represents today, at the levels of the appointment.

    Raises OutOfReach for anybody else, and for a closed or moved unit: its graduates are the office's.
    """
    powers = powers_of(user)
    levels = {level for r in powers.represented if r.unit_id == unit_id for level in r.levels}
    if not levels or not isinstance(user, User):
        raise OutOfReach
    unit = Unit.objects.exclude(closed_today() | closed_today("parent__")).filter(pk=unit_id).first()
    if unit is None:
        raise OutOfReach
    programmes = Unit.objects.programmes().filter(parent=unit, level__in=levels, successor__isnull=True)
    reach = frozenset(programmes.values_list("pk", flat=True)) & powers.programme_ids
    return Scope(user=user, unit=unit, programme_ids=reach)


def office_scope(user: object) -> Scope:
    """The whole registry, for the heads of the office and for staff with the duty."""
    if not isinstance(user, User) or not powers_of(user).has_duty(REGISTRY):
        raise OutOfReach
    return Scope(user=user)


def scope_of(user: object, params: Mapping[str, Any]) -> Scope:
    """The scope a job's params name, asked again for this user today."""
    unit_id = params.get("unit_id")
    return office_scope(user) if unit_id is None else representative_scope(user, int(unit_id))


def scope_or_404(user: object, unit_id: int | None = None) -> Scope:
    try:
        return scope_of(user, {"unit_id": unit_id})
    except OutOfReach:
        raise Http404 from None


def scopes_of(user: object) -> Iterable[Scope]:
    """One scope for each unit represented today; they are never mixed."""
    for unit_id in dict.fromkeys(r.unit_id for r in powers_of(user).represented):
        try:
            yield representative_scope(user, unit_id)
        except OutOfReach:
            continue
