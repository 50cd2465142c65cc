"""What is asked: rows, columns, measure, filters; everything in the address, and nothing in it names anybody."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.numbers import freezing
from alumni.numbers.audience import Audience
from alumni.numbers.choices import UNKNOWN_CHOICE, filter_choices
from alumni.numbers.dimensions import DIMENSIONS, UNITS
from alumni.numbers.engine import Filters
from alumni.registry.segments.models import Segment
from mik.units.models import FOUNDED

MEASURE_WORDS: dict[str, Promise] = {
    "mezun": gettext_lazy("Mezun sayısı"),
    "uye": gettext_lazy("Üye sayısı"),
    "ulasilan": gettext_lazy("Ulaşılabilen sayısı"),
    "pay": gettext_lazy("Sütundaki pay"),
    "uye_orani": gettext_lazy("Üyelik oranı"),
    "ulasim_orani": gettext_lazy("Ulaşılabilirlik oranı"),
}
ONLY_TWO = gettext_lazy(
    "Yuvarlanmış sayılar aynı anda en çok iki boyuta göre sorulur: satırlar ve sütunlar ya da satırlar ve bir süzgeç. "
    "Ötekiler uygulanmadı."
)


@dataclass(frozen=True)
class Question:
    """``year_end``: as it stood at the end of that year, from the kept cuts; 0 for today."""

    rows: str
    columns: str = ""
    measure: str = "mezun"
    filters: Filters = field(default_factory=Filters)
    order: str = ""
    year_end: int = 0
    segment: Segment | None = None

    @property
    def is_without_lists(self) -> bool:
        """The registry's list is of today, and has no words for whom a segment means to the reader of these numbers."""
        return bool(self.year_end or self.segment)

    @property
    def by(self) -> tuple[str, ...]:
        return (self.rows, self.columns) if self.columns else (self.rows,)

    @property
    def unit_id(self) -> int | None:
        """The unit of the filters where that is all that is filtered by."""
        wanted = dict(self.filters.values)
        chosen = next((wanted.pop(code)[0] for code in reversed(UNITS[:2]) if code in wanted), None)
        return int(chosen) if chosen else None

    @property
    def is_filtered_beyond_unit(self) -> bool:
        codes = set(self.filters.values)
        return bool(codes - set(UNITS[:2]) or len(codes) > 1 or self.filters.year_from or self.filters.year_to)


class QuestionForm(forms.Form):
    """The choices of a page; what makes no sense falls back to the first of its kind."""

    satir = forms.ChoiceField(label=gettext_lazy("Satırlar"), required=False)
    sutun = forms.ChoiceField(label=gettext_lazy("Sütunlar"), required=False)
    olcu = forms.ChoiceField(label=gettext_lazy("Hücrelerde"), required=False, choices=list(MEASURE_WORDS.items()))
    yilsonu = forms.TypedChoiceField(label=gettext_lazy("Hangi gün"), coerce=int, required=False)

    def __init__(self, data: QueryDict, *, audience: Audience) -> None:
        super().__init__(data)
        self.audience = audience
        offered = [(code, one.label) for code, one in audience.dimensions.items()]
        self._choices("satir", offered)
        self._choices("sutun", [("", _("Yok")), *offered])
        self.years = freezing.frozen_years()
        self._choices(
            "yilsonu",
            [("", _("Bugün")), *((str(year), _("%(year)s sonu (değişmez)") % {"year": year}) for year in self.years)],
        )
        for code, one in audience.dimensions.items():
            if code != "yil":
                choices = filter_choices(code, audience, data.get("bolum", "")[:9])
                self.fields[code] = forms.ChoiceField(label=str(one.label), required=False, choices=choices)
        segments = audience.segments if audience.is_exact else None
        if segments is not None and (data.get("kitle") or segments.exists()):
            self.fields["kitle"] = forms.ModelChoiceField(
                segments, label=_("Kayıtlı kitle"), required=False, empty_label=_("Herkes")
            )
        if audience.is_exact:
            for name, label in (("yil_ilk", _("İlk mezuniyet yılı")), ("yil_son", _("Son mezuniyet yılı"))):
                self.fields[name] = forms.IntegerField(label=label, required=False, min_value=FOUNDED, max_value=2100)
        self.is_valid()

    def _choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field's

    def clean(self) -> dict[str, Any]:
        """Told numbers are asked by two dimensions at most: rows and columns, or rows and one filter."""
        found: dict[str, Any] = super().clean() or {}
        if self.audience.is_exact:
            return found
        chosen = [code for code in self.filter_codes if found.get(code)]
        rows = found.get("satir") or self.audience.first_rows
        kept = [code for code in chosen if code != rows][: 0 if found.get("sutun") not in {"", rows, None} else 1]
        for code in chosen:
            if code not in kept:
                found[code] = ""
        if kept != chosen:
            self.add_error(None, ONLY_TWO)
        return found

    @property
    def filter_codes(self) -> list[str]:
        return [code for code in self.audience.dimensions if code in self.fields]

    @property
    def filter_fields(self) -> Iterator[forms.BoundField]:
        """Without those that offer no choice."""
        if "kitle" in self.fields:
            yield self["kitle"]
        yield from (self[code] for code in self.filter_codes if len(self.fields[code].choices) > 1)  # type: ignore[attr-defined]  # a choice field's

    @property
    def question(self) -> Question:
        found = self.cleaned_data
        rows = found.get("satir") or self.audience.first_rows
        columns = found.get("sutun") or ""
        return Question(
            rows=rows,
            columns="" if columns == rows else columns,
            measure=found.get("olcu") or "mezun",
            filters=Filters(
                {code: (_key(found[code]),) for code in self.filter_codes if found.get(code)},
                found.get("yil_ilk"),
                found.get("yil_son"),
            ),
            order=self.data.get("sirala", ""),
            year_end=found.get("yilsonu") or 0,
            segment=found.get("kitle"),
        )


def _key(value: str) -> str:
    return "" if value == UNKNOWN_CHOICE else value


def last_year_of(filters: Filters) -> int | None:
    """The last graduation year a question is about; none where it is about all of them."""
    decade = filters.values.get("donem", ())
    ends = [int(key) + 9 for key in decade if key] + [year for year in (filters.year_to,) if year]
    return min(ends) if ends else None


def without(filters: Filters, code: str) -> Filters:
    return replace(filters, values={name: value for name, value in filters.values.items() if name != code})


def words_of_filters(form: QuestionForm) -> Iterator[tuple[str, str, str]]:
    """Name of the parameter, label of the field and the chosen value, for the chips."""
    for name in ["kitle", *form.filter_codes, "yil_ilk", "yil_son"]:
        value = form.cleaned_data.get(name)
        if value:
            yield name, str(form.fields[name].label), _word(form, name, value)


def _word(form: QuestionForm, name: str, value: Any) -> str:
    if name not in DIMENSIONS:
        return str(value)
    flat: dict[str, str] = {}
    for key, label in form.fields[name].choices:  # type: ignore[attr-defined]  # a choice field's
        flat |= {str(k): str(v) for k, v in label} if isinstance(label, list) else {str(key): str(label)}
    return flat.get(str(value), str(value))
