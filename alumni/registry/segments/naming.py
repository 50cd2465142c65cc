"""The form under whose name a question is kept."""

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alumni.registry.segments.asked import LIST, criteria_of, list_part


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("Ad"), max_length=80, widget=forms.TextInput(attrs={"placeholder": _("Örn. Trabzon’daki mühendisler")})
    )
    shared = forms.BooleanField(label=_("Masadaki diğer görevliler de kullanabilsin"), required=False)


class SaveForm(NameForm):
    """``asked``: the filters as the page before had them. They grant nothing, so they may come from the browser."""

    asked = forms.CharField(widget=forms.HiddenInput, max_length=20_000)

    def clean_asked(self) -> dict[str, Any]:
        try:
            filters = json.loads(self.cleaned_data["asked"])
        except ValueError:
            filters = None
        if not isinstance(filters, dict):
            raise ValidationError(gettext("Süzgeç okunamadı; listeye dönüp yeniden deneyin."))
        return {**criteria_of(filters).as_json(), LIST: list_part(filters)}
