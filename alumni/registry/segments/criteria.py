"""Choosing people by what the registry knows: unit, level, years, place, membership (directive 6ğ).

A choice only ever narrows what somebody may see: ``Criteria.persons`` starts from a query set already theirs.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.career.models import Employment
from alumni.registry.managers import AlumnusQuerySet
from alumni.registry.models import Alumnus, Graduation
from mik.common.codelists import HOME, country_name, province_name
from mik.people.managers import PersonQuerySet
from mik.people.models import ContactPoint, Person
from mik.units.models import Level, Unit
from mik.units.names import told_apart


class Belonging(models.TextChoices):
    """Members of the platform, graduates who have not joined, or both."""

    ALL = "all", gettext_lazy("Üye olan ve olmayan")
    MEMBERS = "members", gettext_lazy("Yalnız üyeler")
    OTHERS = "others", gettext_lazy("Yalnız üye olmayanlar")


@dataclass(frozen=True)
class Criteria:
    """What has to be true of a graduate; what is empty does not matter.

    Unit, level and years are asked of one and the same graduation. ``unit_ids`` may name programmes, departments or
    faculties. A place fits by an address or by a job that is not over; one fitting province or country is enough.
    """

    unit_ids: tuple[int, ...] = ()
    levels: tuple[int, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    provinces: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    membership: Belonging = Belonging.ALL

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """What ``as_json`` gave; unknown keys are ignored, so that old choices stay readable."""
        lists = {name: tuple(data.get(name) or ()) for name in ("unit_ids", "levels", "provinces", "countries")}
        return cls(
            **lists,
            year_from=data.get("year_from"),
            year_to=data.get("year_to"),
            membership=Belonging(data.get("membership") or Belonging.ALL),
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "unit_ids": list(self.unit_ids),
            "levels": list(self.levels),
            "year_from": self.year_from,
            "year_to": self.year_to,
            "provinces": list(self.provinces),
            "countries": list(self.countries),
            "membership": str(self.membership),
        }

    def persons(self, seen: AlumnusQuerySet) -> PersonQuerySet:
        """The persons of those graduates in ``seen`` whom everything here fits; confirmed records of the living
        only.
        """
        return Person.objects.filter(pk__in=self.alumni(seen).living().values("pk"))

    def alumni(self, seen: AlumnusQuerySet) -> AlumnusQuerySet:
        return seen.filter(self.graduated(), self.placed(), belonging(self.membership), state=Alumnus.State.CONFIRMED)

    def graduated(self) -> Q:
        asked = Q()
        if self.unit_ids:
            asked &= within_units(self.unit_ids)
        if self.levels:
            asked &= Q(level__in=self.levels)
        if self.year_from:
            asked &= Q(year__gte=self.year_from)
        if self.year_to:
            asked &= Q(year__lte=self.year_to)
        return Q(Exists(Graduation.objects.filter(asked, alumnus=OuterRef("pk")))) if asked else Q()

    def placed(self) -> Q:
        return living_at(self.provinces, self.countries) if self.provinces or self.countries else Q()


def within_units(unit_ids: Collection[int]) -> Q:
    """Graduations of these programmes, or of programmes of these departments and faculties."""
    return Q(programme__in=unit_ids) | Q(programme__parent__in=unit_ids) | Q(programme__parent__parent__in=unit_ids)


def living_at(provinces: Collection[str], countries: Collection[str]) -> Q:
    """An address there, or a job there that is not over; a province without a country lies at home."""
    there = Q(province__in=provinces) | Q(country__in=countries)
    if HOME in countries:
        there |= Q(country="") & ~Q(province="")
    address = ContactPoint.objects.alive().filter(there, person=OuterRef("pk"), kind=ContactPoint.Kind.ADDRESS)
    job = Employment.objects.filter(there, alumnus=OuterRef("pk"), ends__isnull=True)
    return Q(Exists(address)) | Q(Exists(job))


def belonging(membership: str) -> Q:
    if membership == Belonging.ALL:
        return Q()
    return Q(membership__isnull=membership == Belonging.OTHERS)


def places_of(alumnus_id: int) -> tuple[set[str], set[str]]:
    """Provinces and countries that ``living_at`` finds this graduate by."""
    address = ContactPoint.objects.alive().filter(person=alumnus_id, kind=ContactPoint.Kind.ADDRESS)
    job = Employment.objects.filter(alumnus=alumnus_id, ends__isnull=True).order_by()
    rows = list(address.order_by().values_list("country", "province").union(job.values_list("country", "province")))
    countries = {country or HOME for country, province in rows if country or province}
    return {province for _country, province in rows if province}, countries


# --- In words ---------------------------------------------------------------------------------------


def chips_of(criteria: Criteria) -> Iterator[str]:
    """What was chosen, one short text each; nothing where everybody fits."""
    if criteria.unit_ids:
        units = Unit.objects.filter(pk__in=criteria.unit_ids).select_related("parent").in_turkish_order()
        yield from told_apart(units).values()
    if criteria.levels:
        yield ", ".join(str(Level(level).label) for level in sorted(criteria.levels))
    if years := years_in_words(criteria):
        yield years
    places = [*map(province_name, criteria.provinces), *map(country_name, criteria.countries)]
    if places:
        yield ", ".join(filter(None, places))
    if criteria.membership != Belonging.ALL:
        yield str(Belonging(criteria.membership).label)


def years_in_words(criteria: Criteria) -> str:
    first, last = criteria.year_from, criteria.year_to
    if first and last:
        return str(first) if first == last else f"{first}–{last}"
    if first:
        return _("%(year)s ve sonrası") % {"year": first}
    return _("%(year)s ve öncesi") % {"year": last} if last else ""
