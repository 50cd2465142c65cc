"""What a student says once."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.membership.students.models import StudentNote
from mik.common.identifiers import clean_tckn, normalise_passport, valid_tckn
from mik.common.turkish import fold
from mik.units.models import Unit


class DepartmentField(forms.ModelChoiceField[Unit]):
    def label_from_instance(self, obj: Any) -> str:
        return ", ".join(unit.label for unit in (obj, obj.parent) if unit)


class StudentNoteForm(forms.ModelForm[StudentNote]):
    """The number itself is never put back on the page; a blank keeps the one written before."""

    unit = DepartmentField(
        label=gettext_lazy("Bölüm"), queryset=Unit.objects.none(), required=False, empty_label=gettext_lazy("Seçin")
    )
    number = forms.CharField(
        label=gettext_lazy("T.C. kimlik, yabancı kimlik ya da pasaport no"),
        max_length=30,
        required=False,
        help_text=gettext_lazy("Mezuniyetinizin kaydınızla kendiliğinden eşleşmesi için. Şifrelenmiş saklanır."),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )

    class Meta:
        model = StudentNote
        fields = ["given_names", "surname", "birth_date", "student_no", "unit", "level"]
        widgets = {
            "given_names": forms.TextInput({"autocomplete": "given-name"}),
            "surname": forms.TextInput({"autocomplete": "family-name"}),
            "birth_date": forms.DateInput({"type": "date", "autocomplete": "bday"}, format="%Y-%m-%d"),
            "student_no": forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        units = self.fields["unit"]
        assert isinstance(units, forms.ModelChoiceField)
        units.queryset = Unit.objects.departments().filter(successor=None).select_related("parent").in_turkish_order()

    def clean_given_names(self) -> str:
        return self._letters("given_names")

    def clean_surname(self) -> str:
        return self._letters("surname")

    def _letters(self, name: str) -> str:
        text = " ".join(self.cleaned_data[name].split())
        if not fold(text):
            raise ValidationError(_("Harflerle yazın."))
        return text

    def clean_number(self) -> str:
        """Eleven digits are a T.C. or foreigner number and must bear their check digits; else a passport."""
        typed = self.cleaned_data["number"]
        number = clean_tckn(typed)
        if not typed or valid_tckn(number):
            return number
        passport = normalise_passport(typed)
        if (number.isdecimal() and len(number) == 11) or not 5 <= len(passport) <= 20:
            raise ValidationError(_("Numara anlaşılamadı; rakamları denetleyin."))
        return passport
