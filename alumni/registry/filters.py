"""What a list of graduates can be narrowed by. Nothing here can reach outside the scope of the list."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.registry import states
from alumni.registry.finding import Finding
from alumni.registry.managers import AlumnusQuerySet
from alumni.registry.models import Alumnus
from alumni.registry.number_filters import UNKNOWN, WithNumbers
from alumni.registry.scopes import Scope
from alumni.registry.segments.criteria import living_at
from alumni.registry.segments.filtering import WithSegment
from alumni.registry.totals import remembered
from mik.common.codelists import provinces, turkish_key
from mik.common.keyset import PARAMETERS
from mik.units.models import FOUNDED, Level, Unit

# Figures of a number of a person, which belong in no address line and no log: ``has_number``, as browsers can ask it.
NO_IDENTIFIERS = r".*@.*|(?!.*\d(?:[^\p{L}\d]*\d){6}|.*\d{5}).*"


class SearchInput(forms.TextInput):
    input_type = "search"


class GraduateFilter(WithSegment, WithNumbers):
    """The filters of every list of graduates; the year and the level are asked of one and the same graduation."""

    q = filters.CharFilter(
        label=gettext_lazy("Ad, e-posta veya kurum"),
        method="search",
        max_length=120,
        widget=SearchInput(
            attrs={
                "placeholder": gettext_lazy("Örn. Şahin, Aselsan"),
                "pattern": NO_IDENTIFIERS,
                "title": gettext_lazy("Numarayla aranmaz; “Numarayla bul” bunun içindir"),
                "autocomplete": "off",
            }
        ),
    )
    yil_ilk = filters.NumberFilter(
        label=gettext_lazy("İlk mezuniyet yılı"),
        method="as_graduation",
        widget=forms.NumberInput(attrs={"placeholder": gettext_lazy("ilk")}),
    )
    yil_son = filters.NumberFilter(
        label=gettext_lazy("Son mezuniyet yılı"),
        method="as_graduation",
        widget=forms.NumberInput(attrs={"placeholder": gettext_lazy("son")}),
    )
    duzey = filters.ChoiceFilter(
        label=gettext_lazy("Düzey"),
        choices=Level.choices,
        empty_label=gettext_lazy("Tüm düzeyler"),
        method="as_graduation",
    )
    birim = filters.ModelChoiceFilter(
        label=gettext_lazy("Bölüm"),
        queryset=Unit.objects.departments().in_turkish_order(),
        empty_label=gettext_lazy("Tüm bölümler"),
        method="as_graduation",
    )
    il = filters.ChoiceFilter(
        label=gettext_lazy("İl"), choices=provinces, empty_label=gettext_lazy("Tüm iller"), method="place"
    )
    durum = filters.ChoiceFilter(
        label=gettext_lazy("Durum"),
        choices=[(code, pill.label) for code, pill in states.PILLS.items()],
        empty_label=gettext_lazy("Hepsi"),
        method="in_state",
    )
    uye = filters.ChoiceFilter(
        label=gettext_lazy("Üyelik"),
        choices=[("evet", gettext_lazy("Üye olanlar")), ("hayir", gettext_lazy("Üye olmayanlar"))],
        empty_label=gettext_lazy("Hepsi"),
        method="member",
    )
    etiket = filters.ChoiceFilter(
        label=gettext_lazy("Etiket"), choices=(), empty_label=gettext_lazy("Tüm etiketler"), method="tagged"
    )

    class Meta:
        model = Alumnus
        fields: list[str] = []

    def __init__(self, data: QueryDict, *, scope: Scope, within: Q | None = None) -> None:
        """``within`` narrows the scope further: a saved view."""
        self.scope = scope
        super().__init__(data, queryset=scope.alumni().filter(within or Q()))
        if not scope.is_office:
            del self.filters["birim"]
        # Asked only where the field is drawn or used.
        self.filters["etiket"].extra["choices"] = lambda: [(tag, tag) for tag in _tags_of(scope)]
        for name in ("yil_ilk", "yil_son"):
            if name in self.filters:
                self.filters[name].extra.update(min_value=FOUNDED, max_value=2100, decimal_places=0)

    @cached_property
    def narrowed(self) -> AlumnusQuerySet:
        """By everything but the typed words: whom they find is asked among those who are left. For valid filters."""
        narrowed: AlumnusQuerySet = super().filter_queryset(self.queryset.all())
        conditions = self._of_the_graduation()
        if conditions:
            same = self.scope.graduations().filter(alumnus=OuterRef("pk"), **conditions)
            narrowed = narrowed.filter(Exists(same))
        return narrowed

    @cached_property
    def finding(self) -> Finding | None:
        """Whom the typed words find; None where none were typed. For valid filters."""
        words = self.form.cleaned_data.get("q", "")
        return Finding(self.narrowed, words, everybody=self.scope.is_office) if words else None

    def filter_queryset(self, queryset: AlumnusQuerySet) -> AlumnusQuerySet:
        return self.finding.queryset if self.finding else self.narrowed

    def _of_the_graduation(self) -> dict[str, Any]:
        lookups = {
            "yil_ilk": "year__gte", "yil_son": "year__lte", "duzey": "level", "birim": "programme__parent",
            "fakulte": "programme__parent__parent", "program": "programme",
        }  # fmt: skip
        asked = self.form.cleaned_data
        return {lookup: asked[name] for name, lookup in lookups.items() if asked.get(name)}

    def as_graduation(self, queryset: AlumnusQuerySet, name: str, value: Any) -> AlumnusQuerySet:
        """Left to ``filter_queryset``: these conditions belong together."""
        return queryset

    def search(self, queryset: AlumnusQuerySet, name: str, value: str) -> AlumnusQuerySet:
        """Left to ``filter_queryset``, which asks it last."""
        return queryset

    def place(self, queryset: AlumnusQuerySet, name: str, value: str) -> AlumnusQuerySet:
        return queryset.filter(living_at([value], []))

    def in_state(self, queryset: AlumnusQuerySet, name: str, value: str) -> AlumnusQuerySet:
        return queryset.filter(states.CONDITIONS[value]())

    def member(self, queryset: AlumnusQuerySet, name: str, value: str) -> AlumnusQuerySet:
        return queryset.filter(membership__isnull=value != "evet")

    def tagged(self, queryset: AlumnusQuerySet, name: str, value: str) -> AlumnusQuerySet:
        return queryset.filter(~Q(tags=[]), tags__contains=[value])


def _tags_of(scope: Scope) -> list[str]:
    return remembered("registry-tags", lambda: tags_in(scope)) if scope.is_office else tags_in(scope)


def tags_in(scope: Scope) -> list[str]:
    """The tags in use within the scope, in Turkish order."""
    rows = scope.alumni().filter(~Q(tags=[])).values_list("tags", flat=True).distinct()
    return sorted({str(tag) for tags in rows for tag in tags}, key=turkish_key)


@dataclass(frozen=True)
class Chip:
    """A filter in force, and where the list is without it."""

    label: str
    url: str


def chips_of(filterset: GraduateFilter, data: QueryDict) -> Iterator[Chip]:
    if not filterset.form.is_bound:
        return
    asked = filterset.form.cleaned_data if filterset.form.is_valid() else {}
    for name, value in asked.items():
        if value not in (None, ""):
            rest = data.copy()
            rest.pop(name, None)
            for place in PARAMETERS:
                rest.pop(place, None)
            yield Chip(_words(filterset, name, value), f"?{rest.urlencode()}")


def _words(filterset: GraduateFilter, name: str, value: Any) -> str:
    if name == "q":
        return f"“{value}”"
    if name == "yil_ilk":
        return _("%(year)s ve sonrası") % {"year": int(value)}
    if name == "yil_son":
        return _("%(year)s ve öncesi") % {"year": int(value)}
    if name == "program":
        return f"{value.label} · {value.get_level_display()}"
    if isinstance(value, Unit):
        return str(value.label)
    if name in WithNumbers.base_filters and value == UNKNOWN:
        return _("%(what)s: bilinmiyor") % {"what": filterset.form.fields[name].label}
    choices = {str(code): label for code, label in filterset.form.fields[name].choices}
    return str(choices.get(str(value), value))
