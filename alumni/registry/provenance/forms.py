"""What a member asks to have corrected: which value of the university's, what it should be, and how one knows."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alumni.registry.models import Alumnus, Graduation
from alumni.registry.provenance.fields import DAYS, GRADUATION, PERSON
from alumni.registry.provenance.keeping import text_of

OF_PERSON = ("given_names", "surname", "birth_date")
OF_GRADUATION = ("graduated_on", "year", "diploma_no", "student_no")
WRITTEN = ["%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d"]
LENGTHS = {"diploma_no": 40, "student_no": 40}


class CorrectionForm(forms.Form):
    what = forms.ChoiceField(label=_("Hangi bilgi yanlış?"))
    value = forms.CharField(
        label=_("Doğrusu"), max_length=120, help_text=_("Tarihleri gün.ay.yıl olarak yazın, örneğin 27.06.2014.")
    )
    note = forms.CharField(
        label=_("Nereden biliyorsunuz?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Örneğin: nüfus kayıt örneği, diplomanın kendisi. Kimlik numaranızı buraya yazmayın."),
    )

    def __init__(self, *args: Any, alumnus: Alumnus, graduations: Sequence[Graduation], **options: Any) -> None:
        super().__init__(*args, **options)
        self.alumnus = alumnus
        self.graduations = {row.pk: row for row in graduations}
        person: list[Any] = [(name, PERSON[name]) for name in OF_PERSON]
        diplomas: list[Any] = [
            (f"{row.programme.label}, {row.year}", [(f"{row.pk}:{name}", GRADUATION[name]) for name in OF_GRADUATION])
            for row in graduations
        ]
        field = self.fields["what"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Seçin")), (_("Kişi bilgileri"), person), *diplomas]

    @property
    def name(self) -> str:
        return str(self.cleaned_data["what"]).rpartition(":")[2]

    @property
    def graduation(self) -> Graduation | None:
        key = str(self.cleaned_data["what"]).partition(":")[0]
        return self.graduations.get(int(key)) if key.isdecimal() else None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("what") and cleaned.get("value"):
            try:
                cleaned["value"] = self._checked(self.name, " ".join(cleaned["value"].split()))
            except ValidationError as problem:
                self.add_error("value", problem)
            else:
                self._check_difference(cleaned["value"])
        return cleaned

    def _checked(self, name: str, typed: str) -> str:
        if name in DAYS:
            day: date | None = forms.DateField(input_formats=WRITTEN).clean(typed)
            if day and day > timezone.localdate():
                raise ValidationError(gettext("Gelecekteki bir gün yazılamaz."))
            return text_of(day)
        if name == "year" and not (typed.isdecimal() and 1955 <= int(typed) <= timezone.localdate().year):
            raise ValidationError(gettext("Yılı dört rakamla yazın, örneğin 2014."))
        if len(typed) > LENGTHS.get(name, 120):
            raise ValidationError(gettext("Çok uzun; en çok 40 karakter olabilir."))
        return typed

    def _check_difference(self, value: str) -> None:
        holder: Any = self.graduation or self.alumnus.person
        if text_of(getattr(holder, self.name)) == value:
            self.add_error("value", gettext("Kayıtta zaten böyle yazıyor."))
