"""The form of the criteria: everything optional, many choices ticked from lists that a word narrows."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.boundfield import BoundField, BoundWidget
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.registry.segments.criteria import Belonging, Criteria
from mik.common.codelists import countries, provinces, turkish_key
from mik.common.turkish import number
from mik.units.models import FOUNDED, Level, Unit

PROVINCE, COUNTRY = "il", "ulke"


def unit_choices() -> list[tuple[str, list[tuple[int, str]]]]:
    """Departments below their faculty, the faculty itself first; one query."""
    rows = Unit.objects.departments().select_related("parent")
    ordered = sorted(rows, key=lambda unit: (*_place_of(unit), turkish_key(unit.label)))
    groups = []
    for faculty, departments in groupby(ordered, key=lambda unit: unit.parent):
        label = faculty.label if faculty else ""
        whole = [(faculty.pk, _("%(unit)s, tümü") % {"unit": label})] if faculty else []
        groups.append((label, [*whole, *((unit.pk, unit.label) for unit in departments)]))
    return groups


def _place_of(unit: Unit) -> tuple[Any, ...]:
    return (turkish_key(unit.parent.label), unit.parent.pk) if unit.parent else ((), 0)


def place_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (_("Ülkeler"), [(f"{COUNTRY}:{code}", name) for code, name in countries()]),
        (_("Türkiye’nin illeri"), [(f"{PROVINCE}:{plate}", name) for plate, name in provinces()]),
    ]


@dataclass(frozen=True)
class Picker:
    """A field with many choices as the page draws it: groups of boxes, and what is ticked, in words."""

    field: BoundField
    nothing: str

    def groups(self) -> Iterator[tuple[str, list[BoundWidget]]]:
        boxes = iter(self.field.subwidgets)
        for label, options in self.field.field.choices:  # type: ignore[attr-defined]  # a choice field always has them
            yield label, list(islice(boxes, len(options)))

    def chosen(self) -> list[str]:
        return [str(box.choice_label) for box in self.field.subwidgets if box.data.get("selected")]


class CriteriaForm(forms.Form):
    """``unit`` and ``levels`` fix the audience to a representative's department; without them all may be meant.

    ``segments``: the saved segments one may be picked of; all the rest then narrows it. ``segment``: the one picked.
    """

    kitle: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=gettext_lazy("Kayıtlı kitle"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("Kitle seçmeyin"),
        help_text=gettext_lazy("Aşağıdaki ölçütler seçtiğiniz kitleyi daraltır."),
    )
    birim = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Bölüm"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    duzey = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Düzey"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    yil_ilk = forms.IntegerField(label=gettext_lazy("İlk mezuniyet yılı"), required=False)
    yil_son = forms.IntegerField(label=gettext_lazy("Son mezuniyet yılı"), required=False)
    yer = forms.MultipleChoiceField(
        label=gettext_lazy("Yaşadığı veya çalıştığı yer"), required=False, widget=forms.CheckboxSelectMultiple
    )
    uyelik = forms.ChoiceField(label=gettext_lazy("Üyelik"), choices=Belonging.choices, required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        criteria: Criteria | None = None,
        unit: Unit | None = None,
        levels: Collection[int] = (),
        segments: QuerySet[Any] | None = None,
        segment: Any = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, initial={**initial_of(criteria or Criteria()), "kitle": segment}, **kwargs)
        self._offer(segments)
        self.unit, self.levels = unit, sorted(levels)
        allowed = [(level.value, level.label) for level in Level if not levels or level.value in levels]
        self._choices("duzey", allowed)
        self._choices("yer", place_choices())
        for name, hint in (("yil_ilk", _("ilk")), ("yil_son", _("son"))):
            self.fields[name].widget.attrs |= {"placeholder": hint, "inputmode": "numeric"}
            self.fields[name].widget.attrs |= {"min": FOUNDED, "max": timezone.localdate().year + 1}
        if unit:
            del self.fields["birim"]
        else:
            self._choices("birim", unit_choices())

    def _offer(self, segments: QuerySet[Any] | None) -> None:
        offered = list(segments or ())
        field = self.fields["kitle"]
        assert isinstance(field, forms.ModelChoiceField)
        if segments is None or not offered:
            del self.fields["kitle"]
            return
        field.queryset = segments
        empty = [("", str(field.empty_label))]
        field.choices = [*empty, *((one.pk, sized(one)) for one in offered)]  # the rows at hand, not asked for again

    def _choices(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field always takes them

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("yil_ilk", "yil_son"):
            year = cleaned.get(name)
            if year is not None and not FOUNDED <= year <= timezone.localdate().year + 1:
                self.add_error(name, _("Yıl %(first)s ile bugün arasında olmalı.") % {"first": FOUNDED})
        first, last = cleaned.get("yil_ilk"), cleaned.get("yil_son")
        if first and last and first > last:
            self.add_error("yil_son", ValidationError(_("Son yıl ilk yıldan önce olamaz.")))
        return cleaned

    @property
    def criteria(self) -> Criteria:
        """What a valid form asks for."""
        asked = self.cleaned_data
        places = asked.get("yer") or []
        return Criteria(
            unit_ids=(self.unit.pk,) if self.unit else tuple(asked.get("birim") or ()),
            levels=tuple(asked.get("duzey") or (self.levels if self.unit else ())),
            year_from=asked.get("yil_ilk"),
            year_to=asked.get("yil_son"),
            provinces=tuple(_codes(places, PROVINCE)),
            countries=tuple(_codes(places, COUNTRY)),
            membership=Belonging(asked.get("uyelik") or Belonging.ALL),
        )

    @property
    def segment(self) -> Any:
        """The saved segment a valid form picked; None where there is none."""
        return self.cleaned_data.get("kitle")

    @property
    def unit_picker(self) -> Picker | None:
        return Picker(self["birim"], _("Tüm bölümler")) if "birim" in self.fields else None

    @property
    def place_picker(self) -> Picker:
        return Picker(self["yer"], _("Her yer"))


def sized(segment: Any) -> str:
    """A saved segment with its size as it was last counted."""
    if segment.last_size is None:
        return str(segment)
    return _("%(name)s (%(n)s kişi)") % {"name": segment, "n": number(segment.last_size)}


def initial_of(criteria: Criteria) -> dict[str, Any]:
    return {
        "birim": list(criteria.unit_ids),
        "duzey": list(criteria.levels),
        "yil_ilk": criteria.year_from,
        "yil_son": criteria.year_to,
        "yer": [f"{COUNTRY}:{code}" for code in criteria.countries]
        + [f"{PROVINCE}:{code}" for code in criteria.provinces],
        "uyelik": criteria.membership,
    }


def _codes(places: Collection[str], kind: str) -> Iterator[str]:
    for place in places:
        found, _colon, code = place.partition(":")
        if found == kind:
            yield code
