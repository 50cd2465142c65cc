"""What the page of two records sends: who stays, whose value stays field by field, which number is right."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.registry.merging.comparing import LABELS, Comparison
from alumni.registry.merging.fields import IDENTIFIERS, PERSON_FIELDS
from alumni.registry.models import Alumnus
from alumni.registry.scopes import Scope
from mik.common.identifiers import clean_tckn, normalise_passport

_CLEANERS = {"tckn": clean_tckn, "passport_no": normalise_passport}


class MergeForm(forms.Form):
    """``kalan`` and ``alan_<field>`` hold the number of a record. Of two numbers the right one is typed."""

    def __init__(self, scope: Scope, first: Alumnus, second: Alumnus, data: Any = None) -> None:
        super().__init__(data)
        self.scope, self.first, self.second = scope, first, second
        sides = [(first.pk, first.pk), (second.pk, second.pk)]
        self.fields["kalan"] = forms.TypedChoiceField(choices=sides, coerce=int, label=gettext_lazy("Kalan kayıt"))
        for name in PERSON_FIELDS:
            if name not in IDENTIFIERS:
                self.fields[f"alan_{name}"] = forms.TypedChoiceField(
                    choices=sides, coerce=int, required=False, empty_value=None, label=LABELS[name]
                )
        for name in self.comparison(first.pk, {}).numbers_differ if scope.is_office else []:
            self.fields[f"dogru_{name}"] = forms.CharField(
                label=self._number_label(name),
                max_length=40,
                help_text=gettext_lazy("İki kayıttaki numara farklı. Belgeden bakıp doğru olanı yazın."),
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

    @staticmethod
    def _number_label(name: str) -> str:
        return _("Doğru T.C. kimlik no") if name == "tckn" else _("Doğru pasaport no")

    def comparison(self, stays: int, choices: dict[str, int]) -> Comparison:
        return Comparison(scope=self.scope, first=self.first, second=self.second, stays=stays, choices=choices)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in IDENTIFIERS:
            typed = data.get(f"dogru_{name}")
            if typed:
                data[f"alan_{name}"] = self._whose(name, typed)
        return data

    def _whose(self, name: str, typed: str) -> int | None:
        number = _CLEANERS[name](typed)
        for record in (self.first, self.second):
            if getattr(record.person, name) == number:
                return int(record.pk)
        self.add_error(f"dogru_{name}", ValidationError(_("Bu numara iki kayıttakilerden hiçbiri değil.")))
        return None

    @property
    def numbers(self) -> list[forms.BoundField]:
        """The fields in which a number is typed."""
        return [self[name] for name in self.fields if name.startswith("dogru_")]

    def chosen(self) -> dict[str, int]:
        """What was chosen so far, of a form that may still lack something."""
        data = getattr(self, "cleaned_data", {})
        return {name: data[f"alan_{name}"] for name in PERSON_FIELDS if data.get(f"alan_{name}")}

    def stays(self) -> int | None:
        return getattr(self, "cleaned_data", {}).get("kalan")
