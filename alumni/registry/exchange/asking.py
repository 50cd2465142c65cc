"""Asking why, and for which columns, before a list with personal data leaves; the reason stands in the log of looks and
in the file.
"""

from collections.abc import Mapping, Sequence

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from alumni.registry.exchange.forms import ColumnsField, ReasonField

XLSX, CSV = "xlsx", "csv"


class WhyForm(forms.Form):
    """Bound once a reason came along: the first click only says which list."""

    sutun = ColumnsField()
    reason = ReasonField()
    bicim = forms.ChoiceField(choices=[(XLSX, "Excel"), (CSV, "CSV")], required=False)

    def __init__(self, request: HttpRequest, columns: Sequence[object]) -> None:
        """``columns``: headings of the whole list, in order."""
        super().__init__(request.POST if "reason" in request.POST else None)
        field = self.fields["sutun"]
        assert isinstance(field, ColumnsField)
        field.choices = [(str(place), str(column)) for place, column in enumerate(columns)]
        field.initial = [place for place, _column in field.choices]

    @property
    def reason_given(self) -> str:
        return str(self.cleaned_data["reason"])

    @property
    def places(self) -> list[int]:
        """Of the columns that were chosen, in the order of the list."""
        return sorted(int(place) for place in self.cleaned_data["sutun"])

    @property
    def file_format(self) -> str:
        return self.cleaned_data["bicim"] or XLSX


def why_page(
    request: HttpRequest, form: WhyForm, *, what: str, count: int, back: str, hidden: Mapping[str, str] | None = None
) -> HttpResponse:
    """``what`` leaves, of how many people, and where to go instead; ``hidden`` names the list once more."""
    context = {"form": form, "what": what, "count": count, "back": back, "hidden": hidden or {}}
    return render(request, "alumni/registry/exchange/why.html", context, status=422 if form.is_bound else 200)
