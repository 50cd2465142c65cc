"""The search of the directory."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class DirectoryForm(forms.Form):
    """A name, and where known a department and a year; choices come from the members who may be found."""

    ad = forms.CharField(label=_("Ad ya da soyad"), required=False, max_length=80)
    bolum = forms.TypedChoiceField(label=_("Bölüm"), required=False, coerce=int, empty_value=None)
    yil = forms.TypedChoiceField(label=_("Mezuniyet yılı"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, departments: list[tuple[int, str]], years: list[int], **options: Any) -> None:
        super().__init__(*args, **options)
        self._field("bolum").choices = [("", _("Bütün bölümler")), *departments]
        self._field("yil").choices = [("", _("Bütün yıllar")), *((year, str(year)) for year in years)]

    def _field(self, name: str) -> forms.ChoiceField:
        found = self.fields[name]
        assert isinstance(found, forms.ChoiceField)
        return found
