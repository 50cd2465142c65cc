"""What is asked when a graduate's death is marked, and when that is taken back."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alumni.registry.deaths.services import Told
from alumni.registry.forms import DateInput
from mik.people.deaths import Death


class DeathForm(forms.Form):
    evidence = forms.ChoiceField(
        label=_("Nereden biliniyor?"), choices=Death.Evidence.choices, widget=forms.RadioSelect
    )
    died_on = forms.DateField(
        label=_("Vefat tarihi"),
        required=False,
        widget=DateInput(attrs={"autocomplete": "off"}),
        help_text=_("Bilinmiyorsa boş bırakın."),
    )
    told_by = forms.CharField(
        label=_("Kim bildirdi?"),
        max_length=200,
        required=False,
        help_text=_("Adı ya da yakınlığı yeter, örneğin: kızı. Başka bilgi yazmayın."),
    )
    note = forms.CharField(label=_("Not"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: object, born: date | None = None, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.born = born

    def clean_died_on(self) -> date | None:
        day: date | None = self.cleaned_data["died_on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("Gelecekteki bir gün yazılamaz."))
        if day and self.born and day < self.born:
            raise ValidationError(_("Vefat tarihi doğum tarihinden önce olamaz."))
        return day

    def told(self) -> Told:
        return Told(**self.cleaned_data)


class RevokeForm(forms.Form):
    reason = forms.CharField(
        label=_("Neden geri alınıyor?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kaydın geçmişinde durur."),
    )
