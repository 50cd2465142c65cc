"""Asking why before a list with personal data leaves; the answer stands in the log of looks and in the file."""

from collections.abc import Mapping

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from alumni.registry.exchange.forms import ReasonField

XLSX, CSV = "xlsx", "csv"


class WhyForm(forms.Form):
    """Bound once a reason came along: the first click only says which list."""

    reason = ReasonField()
    bicim = forms.ChoiceField(choices=[(XLSX, "Excel"), (CSV, "CSV")], required=False)

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.POST if "reason" in request.POST else None)

    @property
    def reason_given(self) -> str:
        return str(self.cleaned_data["reason"])

    @property
    def file_format(self) -> str:
        return self.cleaned_data["bicim"] or XLSX


def why_page(
    request: HttpRequest, form: WhyForm, *, what: str, count: int, back: str, hidden: Mapping[str, str] | None = None
) -> HttpResponse:
    """``what`` leaves, of how many people, and where to go instead; ``hidden`` names the list once more."""
    context = {"form": form, "what": what, "count": count, "back": back, "hidden": hidden or {}}
    return render(request, "alumni/registry/exchange/why.html", context, status=422 if form.is_bound else 200)
