"""The criteria as hooks: each narrows a query set of persons, whose key is that of their record."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from alumni.registry.segments.criteria import Belonging, Criteria
from mik.common import hooks
from mik.common.hooks import Segment
from mik.people.models import Person

Persons = QuerySet[Person]


def _narrowed(persons: Persons, **asked: Any) -> Persons:
    from alumni.registry.models import Alumnus

    return persons.filter(pk__in=Criteria(**asked).alumni(Alumnus.objects.filter(person__in=persons)).values("pk"))


def of_units(persons: Persons, unit_ids: Collection[int]) -> Persons:
    return _narrowed(persons, unit_ids=tuple(unit_ids))


def of_levels(persons: Persons, levels: Collection[int]) -> Persons:
    return _narrowed(persons, levels=tuple(levels))


def of_years(persons: Persons, years: tuple[int | None, int | None]) -> Persons:
    return _narrowed(persons, year_from=years[0], year_to=years[1])


def at_places(persons: Persons, places: tuple[Collection[str], Collection[str]]) -> Persons:
    """``places``: plates of provinces, and country codes."""
    return _narrowed(persons, provinces=tuple(places[0]), countries=tuple(places[1]))


def of_membership(persons: Persons, membership: str) -> Persons:
    return _narrowed(persons, membership=Belonging(membership))


def register() -> None:
    from alumni.registry.segments.placeholders import register_placeholders

    register_placeholders()
    for segment in (
        Segment("unit", _("Bölüm"), of_units),
        Segment("level", _("Düzey"), of_levels),
        Segment("years", _("Mezuniyet yılı"), of_years),
        Segment("place", _("Yaşadığı veya çalıştığı yer"), at_places),
        Segment("membership", _("Üyelik"), of_membership),
    ):
        hooks.segments.register(segment.code, segment)
