"""Forms of a career: a job, a further study."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alumni.career.models import CareerEntry, Employment
from alumni.career.months import MonthField
from mik.common import codelists
from mik.common.turkish import fold, is_english
from mik.people.models import Visibility
from mik.units.models import Level


def with_empty(choices: Callable[[], list[Any]], label: Any) -> Callable[[], list[Any]]:
    return lambda: [("", label), *choices()]


class EmployerInput(forms.TextInput):
    """Offers known employers while typing; without JavaScript those that came with the page."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        asks = {
            "hx-get": reverse("alumni:employers"),
            "hx-trigger": "input changed delay:250ms",
            "hx-target": "#employers",
            "hx-sync": "this:replace",
        }
        return super().get_context(name, value, {**asks, **(attrs or {})})


class OccupationSelect(forms.Select):
    """The standard names only major groups in Turkish; the rest is marked as English for screen readers."""

    def create_option(self, name: str, value: Any, *args: Any, **options: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **options)
        if len(str(value)) == 2 and not is_english():
            option["attrs"]["lang"] = "en"
        return option


class CareerForm(forms.Form):
    """A period, a place and who sees it."""

    starts = MonthField(label=_("Başlangıç"), required=False, help_text=_("Gün bilinmiyorsa yalnız ay ve yıl yeter."))
    ends = MonthField(label=_("Bitiş"), required=False, end=True, help_text=_("Sürüyorsa boş bırakın."))
    country = forms.ChoiceField(
        label=_("Ülke"),
        required=False,
        choices=with_empty(codelists.countries, _("Belirtilmedi")),
        initial=codelists.HOME,
    )
    province = forms.ChoiceField(
        label=_("İl (Türkiye’de)"),
        required=False,
        choices=with_empty(codelists.provinces, _("Belirtilmedi")),
    )
    description = forms.CharField(
        label=_("Kısa açıklama"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Bir iki cümle; en çok 300 karakter."),
    )
    visibility = forms.ChoiceField(
        label=_("Kimler görsün?"),
        choices=Visibility.choices,
        initial=Visibility.NOBODY,
        widget=forms.RadioSelect,
        help_text=_("Bölüm temsilciniz ve Mezun Ofisi her durumda görebilir."),
    )

    def __init__(self, *args: Any, entry: CareerEntry | None = None, **options: Any) -> None:
        self.entry = entry
        if entry is not None:
            options.setdefault("initial", self._initial_of(entry))
        super().__init__(*args, **options)

    def _initial_of(self, entry: CareerEntry) -> dict[str, Any]:
        return {name: getattr(entry, name, None) for name in self.base_fields}

    def clean_starts(self) -> date | None:
        return self._with_known_day("starts")

    def clean_ends(self) -> date | None:
        return self._with_known_day("ends")

    def _with_known_day(self, name: str) -> date | None:
        """The month typed; the day too where an earlier source knew it and the month stayed."""
        typed: date | None = self.cleaned_data[name]
        known: date | None = getattr(self.entry, name, None)
        same = typed and known and (typed.year, typed.month) == (known.year, known.month)
        return known if same else typed

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("Bitiş, başlangıçtan önce olamaz. Ayları gözden geçirin."))
        if cleaned.get("country") not in {"", codelists.HOME}:
            cleaned["province"] = ""
        return cleaned


class EmploymentForm(CareerForm):
    """A job: what, where, since when."""

    title = forms.CharField(
        label=_("Görev"),
        max_length=160,
        help_text=_("Kartvizitinizde yazan, örneğin Şantiye Şefi."),
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    employer = forms.CharField(
        label=_("İşveren"),
        max_length=200,
        help_text=_("Yazmaya başlayın; listede yoksa olduğu gibi kaydedilir. Kendi işinizse firmanızın adını yazın."),
        widget=EmployerInput(attrs={"list": "employers", "autocomplete": "off"}),
    )
    sector = forms.ChoiceField(
        label=_("Sektör"), required=False, choices=with_empty(codelists.sectors, _("Belirtilmedi"))
    )
    occupation = forms.ChoiceField(
        label=_("Meslek grubu"),
        required=False,
        choices=with_empty(codelists.occupation_groups, _("Belirtilmedi")),
        widget=OccupationSelect,
        help_text=_("Uluslararası meslek sınıflaması (ISCO-08). Resmî Türkçe adı olmayan alt gruplar İngilizcedir."),
    )
    is_primary = forms.BooleanField(
        label=_("Bu benim asıl işim"),
        required=False,
        help_text=_("Profilinizin başında bu görünür. Başka bir asıl işiniz varsa onun yerini alır."),
    )
    field_order = (
        "title", "employer", "starts", "ends", "is_primary", "country", "province", "sector", "occupation",
        "description", "visibility",
    )  # fmt: skip

    def _initial_of(self, entry: CareerEntry) -> dict[str, Any]:
        initial = super()._initial_of(entry)
        if isinstance(entry, Employment):
            initial["employer"] = entry.employer.name
        return initial

    def clean_employer(self) -> str:
        name = " ".join(self.cleaned_data["employer"].split())
        if not fold(name):
            raise ValidationError(_("İşverenin adını harflerle yazın."))
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("is_primary") and cleaned.get("ends"):
            message = _("Biten bir iş asıl iş olamaz. Sürüyorsa bitişi silin, bittiyse bu işareti kaldırın.")
            self.add_error("is_primary", message)
        return cleaned

    def job_fields(self) -> dict[str, Any]:
        """What goes to the service beside the employer's name."""
        return {name: value for name, value in self.cleaned_data.items() if name != "employer"}


class StudyForm(CareerForm):
    """Study after or beside the graduation recorded here."""

    level = forms.TypedChoiceField(label=_("Düzey"), coerce=int, choices=Level.choices, initial=Level.MASTER)
    institution = forms.CharField(
        label=_("Üniversite ya da kurum"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    programme = forms.CharField(
        label=_("Program ya da alan"), max_length=200, help_text=_("Örneğin Yapı Mühendisliği.")
    )
    field_order = (
        "level", "institution", "programme", "starts", "ends", "country", "province",
        "description", "visibility",
    )  # fmt: skip
