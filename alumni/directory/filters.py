"""What the directory can be narrowed by: only what each member shows to the reader is asked."""

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from alumni.career.models import Employment
from alumni.registry.about.models import LanguageSkill
from alumni.registry.managers import AlumnusQuerySet
from alumni.registry.models import Alumnus, Graduation
from alumni.visibility import layer
from alumni.visibility.audience import Audience
from mik.common.codelists import countries, languages, provinces, sectors
from mik.common.turkish import fold
from mik.organisations.models import Organisation
from mik.people.models import ContactPoint
from mik.units.models import FOUNDED, Level, Unit
from mik.units.names import told_apart

# Employers that hold the typed words; more, and the words say too little.
MOST_EMPLOYERS = 1_000
YES = "evet"


def _year(label: Any, hint: Any) -> filters.NumberFilter:
    widget = forms.NumberInput(attrs={"placeholder": hint})
    return filters.NumberFilter(
        label=label, method="as_diploma", min_value=FOUNDED, max_value=2100, decimal_places=0, widget=widget
    )


class DirectoryFilter(filters.FilterSet):  # type: ignore[misc]  # django-filter comes without types
    """Department, level and years are asked of one and the same graduation."""

    ad = filters.CharFilter(label=_("Ad ya da soyad"), method="left_to_finding", max_length=80)
    bolum = filters.ChoiceFilter(label=_("Bölüm"), choices=(), empty_label=_("Bütün bölümler"), method="as_diploma")
    duzey = filters.ChoiceFilter(
        label=_("Düzey"), choices=Level.choices, empty_label=_("Bütün düzeyler"), method="as_diploma"
    )
    yil_ilk = _year(_("İlk mezuniyet yılı"), _("ilk"))
    yil_son = _year(_("Son mezuniyet yılı"), _("son"))
    il = filters.ChoiceFilter(label=_("İl"), choices=provinces, empty_label=_("Bütün iller"), method="living_in")
    ulke = filters.ChoiceFilter(label=_("Ülke"), choices=countries, empty_label=_("Bütün ülkeler"), method="living_in")
    sektor = filters.ChoiceFilter(
        label=_("Sektör"), choices=sectors, empty_label=_("Bütün sektörler"), method="in_sector"
    )
    dil = filters.ChoiceFilter(
        label=_("Bildiği dil"), choices=languages, empty_label=_("Bütün diller"), method="speaking"
    )
    kurum = filters.CharFilter(label=_("Çalıştığı kurum"), method="working_at", max_length=120)
    mentor = filters.ChoiceFilter(
        label=_("Mentorluk"),
        choices=[(YES, _("Mentor olmak isteyenler"))],
        empty_label=_("Fark etmez"),
        method="mentoring",
    )

    class Meta:
        model = Alumnus
        fields: list[str] = []

    def __init__(self, data: QueryDict, *, audience: Audience) -> None:
        self.audience = audience
        super().__init__(data, queryset=Alumnus.objects.filter(layer.listed(audience)))
        # Asked only where the field is drawn or used.
        self.filters["bolum"].extra["choices"] = lambda: self.departments

    @cached_property
    def departments(self) -> list[tuple[str, str]]:
        """All there are, whoever graduated from them: a choice says nothing of anybody."""
        units = Unit.objects.departments().select_related("parent").in_turkish_order()
        return [(str(pk), label) for pk, label in told_apart(units).items()]

    def filter_queryset(self, queryset: AlumnusQuerySet) -> AlumnusQuerySet:
        return self._narrowed(self.form.cleaned_data)

    def without(self, names: Collection[str]) -> AlumnusQuerySet:
        """As if these had not been asked."""
        asked = self.form.cleaned_data
        return self._narrowed({name: None if name in names else value for name, value in asked.items()})

    def _narrowed(self, asked: Mapping[str, Any]) -> AlumnusQuerySet:
        found: AlumnusQuerySet = self.queryset.all()
        for name, value in asked.items():
            if value not in (None, ""):
                found = self.filters[name].filter(found, value)
        return found.filter(self._diploma(asked))

    def left_to_finding(self, queryset: AlumnusQuerySet, name: str, value: str) -> AlumnusQuerySet:
        return queryset

    def as_diploma(self, queryset: AlumnusQuerySet, name: str, value: object) -> AlumnusQuerySet:
        """Left to ``_diploma``: each question alone could be answered by another graduation."""
        return queryset

    def _diploma(self, asked: Mapping[str, Any]) -> Q:
        of_programme = {"programme__parent": asked["bolum"], "level": asked["duzey"]}
        of_year = {"year__gte": asked["yil_ilk"], "year__lte": asked["yil_son"]}
        wanted = {name: value for name, value in {**of_programme, **of_year}.items() if value not in (None, "")}
        if not wanted:
            return Q()
        condition = Q(Exists(Graduation.objects.filter(alumnus=OuterRef("pk"), **wanted)))
        if wanted.keys() & of_programme.keys():
            condition &= layer.shows(self.audience, layer.PROGRAMME)
        if wanted.keys() & of_year.keys():
            condition &= layer.shows(self.audience, layer.YEAR)
        return condition

    def living_in(self, queryset: AlumnusQuerySet, name: str, value: str) -> AlumnusQuerySet:
        """By the address or the present job, as the facets count."""
        place = {"il": "province", "ulke": "country"}[name]
        at_home = homes(self.audience).filter(person=OuterRef("pk"), **{place: value})
        at_work = present_jobs(self.audience).filter(alumnus=OuterRef("pk"), **{place: value})
        return queryset.filter(Exists(at_home) | Exists(at_work))

    def in_sector(self, queryset: AlumnusQuerySet, name: str, value: str) -> AlumnusQuerySet:
        return queryset.filter(Exists(present_jobs(self.audience).filter(alumnus=OuterRef("pk"), sector=value)))

    def speaking(self, queryset: AlumnusQuerySet, name: str, value: str) -> AlumnusQuerySet:
        return queryset.filter(Exists(shown_languages(self.audience).filter(alumnus=OuterRef("pk"), language=value)))

    def working_at(self, queryset: AlumnusQuerySet, name: str, value: str) -> AlumnusQuerySet:
        named = Organisation.objects.all()
        for word in fold(value).split():
            named = named.filter(name_folded__contains=word)
        employers = list(named.values_list("pk", flat=True)[:MOST_EMPLOYERS]) if fold(value) else []
        return queryset.filter(Exists(shown_jobs(self.audience).filter(alumnus=OuterRef("pk"), employer__in=employers)))

    def mentoring(self, queryset: AlumnusQuerySet, name: str, value: str) -> AlumnusQuerySet:
        return queryset.filter(layer.shows(self.audience, layer.MENTOR))


def homes(audience: Audience) -> "QuerySet[ContactPoint]":
    """Living addresses that are shown; of each only province and country ever are."""
    addresses = ContactPoint.objects.alive().filter(kind=ContactPoint.Kind.ADDRESS)
    return layer.shown(addresses, audience, owner="person")


def shown_languages(audience: Audience) -> "QuerySet[LanguageSkill]":
    return layer.shown(LanguageSkill.objects.all(), audience)


def shown_jobs(audience: Audience) -> "QuerySet[Employment]":
    return layer.shown(Employment.objects.all(), audience)


def present_jobs(audience: Audience) -> "QuerySet[Employment]":
    return shown_jobs(audience).filter(ends__isnull=True)
