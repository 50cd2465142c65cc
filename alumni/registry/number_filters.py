"""Filters the pages of numbers lead to the list with: whom a cell counts, exactly, and nobody else.

They are there only while the address names one, and are drawn as chips. ``alumni.numbers.dimensions`` says the same in
SQL; a test compares every link with its cell.
"""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy

from alumni.career.models import Employment
from alumni.registry import states
from alumni.registry.managers import AlumnusQuerySet
from alumni.registry.models import Alumnus, Graduation
from alumni.registry.scopes import Scope
from mik.common.codelists import countries, provinces, sectors
from mik.people.managers import ContactPointQuerySet
from mik.people.models import Sex
from mik.units.models import Kind, Unit

UNKNOWN, ABROAD, YES = "yok", "--", "evet"
_NOT_KNOWN = (UNKNOWN, gettext_lazy("Bilinmiyor"))


def _sexes() -> list[tuple[str, Any]]:
    return [*((code, label) for code, label in Sex.choices if code), _NOT_KNOWN]


def _countries() -> list[tuple[str, Any]]:
    return [*countries(), _NOT_KNOWN]


def _provinces() -> list[tuple[str, Any]]:
    return [*provinces(), (ABROAD, gettext_lazy("Türkiye dışı")), _NOT_KNOWN]


def _sectors() -> list[tuple[str, Any]]:
    return [*sectors(), _NOT_KNOWN]


class WithNumbers(filters.FilterSet):  # type: ignore[misc]  # django-filter comes without types
    scope: Scope

    sayilan = filters.ChoiceFilter(
        label=gettext_lazy("Sayılara giren"), choices=[(YES, gettext_lazy("Sayılara giren kayıtlar"))], method="counted"
    )
    fakulte = filters.ModelChoiceFilter(
        label=gettext_lazy("Fakülte"),
        queryset=Unit.objects.exclude(kind__in=[Kind.DEPARTMENT, Kind.PROGRAMME]),
        method="as_graduation",
    )
    program = filters.ModelChoiceFilter(
        label=gettext_lazy("Program"), queryset=Unit.objects.programmes(), method="as_graduation"
    )
    cinsiyet = filters.ChoiceFilter(label=gettext_lazy("Cinsiyet"), choices=_sexes, method="of_sex")
    uyruk = filters.ChoiceFilter(label=gettext_lazy("Uyruk"), choices=_countries, method="of_nationality")
    ev_ulke = filters.ChoiceFilter(label=gettext_lazy("Yaşadığı ülke"), choices=_countries, method="home_country")
    ev_il = filters.ChoiceFilter(label=gettext_lazy("Yaşadığı il"), choices=_provinces, method="home_province")
    sektor = filters.ChoiceFilter(label=gettext_lazy("Sektör"), choices=_sectors, method="of_sector")
    ulasim = filters.ChoiceFilter(
        label=gettext_lazy("Ulaşılabilirlik"),
        choices=[(YES, gettext_lazy("Ulaşılabilen")), ("hayir", gettext_lazy("Ulaşılamayan"))],
        method="reachable",
    )

    def __init__(self, data: Any, **options: Any) -> None:
        super().__init__(data, **options)
        for name in WithNumbers.base_filters:
            if not (data and data.get(name)):
                del self.filters[name]

    @property
    def hidden_fields(self) -> list[forms.BoundField]:
        """What the list's own form has to carry along."""
        return [self.form[name] for name in WithNumbers.base_filters if name in self.filters]

    def counted(self, found: AlumnusQuerySet, name: str, value: str) -> AlumnusQuerySet:
        diploma = Graduation.objects.filter(alumnus=OuterRef("pk"))
        return found.filter(Exists(diploma), state=Alumnus.State.CONFIRMED)

    def of_sex(self, found: AlumnusQuerySet, name: str, value: str) -> AlumnusQuerySet:
        return found.filter(person__sex=_key(value))

    def of_nationality(self, found: AlumnusQuerySet, name: str, value: str) -> AlumnusQuerySet:
        return found.filter(person__nationality=_key(value))

    def home_country(self, found: AlumnusQuerySet, name: str, value: str) -> AlumnusQuerySet:
        return found.filter(Exists(_homes().filter(country=value)) if _key(value) else ~Exists(_homes()))

    def home_province(self, found: AlumnusQuerySet, name: str, value: str) -> AlumnusQuerySet:
        """Not known: no home at all, or one in Türkiye without its province."""
        if value == ABROAD:
            return found.filter(Exists(_homes().exclude(country="TR")))
        at_home = Q(Exists(_homes().filter(country="TR", province=_key(value))))
        return found.filter(at_home if _key(value) else at_home | ~Q(Exists(_homes())))

    def of_sector(self, found: AlumnusQuerySet, name: str, value: str) -> AlumnusQuerySet:
        jobs = Employment.objects.filter(alumnus=OuterRef("pk"), is_primary=True)
        return found.filter(Exists(jobs.filter(sector=value)) if _key(value) else ~Exists(jobs.exclude(sector="")))

    def reachable(self, found: AlumnusQuerySet, name: str, value: str) -> AlumnusQuerySet:
        return found.filter(states.reachable() if value == YES else ~states.reachable())


def _key(value: str) -> str:
    return "" if value == UNKNOWN else value


def _homes() -> ContactPointQuerySet:
    """Living addresses that say a country."""
    return states.living().filter(person=OuterRef("pk"), kind="address").exclude(country="")
