"""What a page of figures is about: a year, and the university or one unit of it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Min
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mik.figures.models import FigureSnapshot
from mik.units.models import Kind, Unit

FIRST_YEARS = 3
UNIVERSITY = gettext_lazy("Bütün üniversite")


def years() -> list[int]:
    """Years there is something to say about, the running one first."""
    now = timezone.localdate().year
    first = FigureSnapshot.objects.aggregate(first=Min("year"))["first"] or now - FIRST_YEARS + 1
    return list(range(now, min(first, now) - 1, -1))


def unit_choices() -> list[tuple[str, Any]]:
    """Faculties and schools with their departments, one group each."""
    units = list(Unit.objects.exclude(kind__in=[Kind.PROGRAMME, Kind.RECTORATE]).in_turkish_order())
    below: dict[int | None, list[Unit]] = {}
    for unit in units:
        below.setdefault(unit.parent_id, []).append(unit)
    tops = [unit for unit in units if unit.kind != Kind.DEPARTMENT]
    return [("", UNIVERSITY), *((top.label, list(_group(top, below.get(top.pk, [])))) for top in tops)]


def _group(top: Unit, departments: Iterable[Unit]) -> Iterable[tuple[str, str]]:
    yield str(top.pk), _("%(unit)s (tümü)") % {"unit": top.label}
    yield from ((str(unit.pk), unit.label) for unit in departments)


class UnitForm(forms.Form):
    """The unit of a page; what makes no sense falls back to the whole university."""

    birim = forms.TypedChoiceField(
        label=gettext_lazy("Fakülte veya bölüm"), coerce=int, required=False, empty_value=None
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fill()
        self.is_valid()

    def fill(self) -> None:
        self.fields["birim"].choices = unit_choices()  # type: ignore[attr-defined]  # a choice field's

    @cached_property
    def unit(self) -> Unit | None:
        return Unit.objects.filter(pk=self.unit_id).select_related("parent").first() if self.unit_id else None

    @property
    def unit_id(self) -> int | None:
        return self.cleaned_data.get("birim") or None


class ScopeForm(UnitForm):
    """Unit and year; the running year unless another is asked for."""

    yil = forms.TypedChoiceField(label=gettext_lazy("Yıl"), coerce=int, required=False)
    field_order = ("yil", "birim")

    def fill(self) -> None:
        super().fill()
        self.fields["yil"].choices = [(str(year), str(year)) for year in years()]  # type: ignore[attr-defined]  # ditto

    @property
    def year(self) -> int:
        return int(self.cleaned_data.get("yil") or timezone.localdate().year)
