"""The forms of the breach register."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.registry.exchange.models import Export
from alumni.registry.segments.models import Segment
from coordinator.protection.breaches import Choice
from coordinator.protection.models import Breach, DataKind
from mik.accounts.models import User
from mik.people.models import Person


class Moment(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def moment(label: Any, *, required: bool = False, hint: Any = "") -> forms.DateTimeField:
    return forms.DateTimeField(label=label, required=required, help_text=hint, widget=Moment())


class BreachForm(forms.ModelForm[Breach]):
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Hangi veriler"), choices=DataKind.choices, widget=forms.CheckboxSelectMultiple()
    )
    discovered_at = moment(
        gettext_lazy("Ne zaman öğrenildi"), required=True, hint=gettext_lazy("72 saatlik süre bu andan başlar.")
    )
    happened_at = moment(gettext_lazy("Ne zaman oldu"), hint=gettext_lazy("Bilinmiyorsa boş bırakın."))
    notified_at = moment(gettext_lazy("Kurula bildirildi"))
    told_at = moment(gettext_lazy("Kişilere bildirildi"))

    class Meta:
        model = Breach
        fields = (
            "title", "discovered_at", "happened_at", "kinds", "happened", "cause", "measures", "notified_at",
            "not_notified_because", "told_at",
        )  # fmt: skip
        widgets = {
            name: forms.Textarea(attrs={"rows": 3})
            for name in ("happened", "cause", "measures", "not_notified_because")
        }

    def clean_discovered_at(self) -> Any:
        at = self.cleaned_data["discovered_at"]
        if at > timezone.now():
            raise ValidationError(_("Öğrenildiği an gelecekte olamaz."))
        return at


class SubjectsForm(forms.Form):
    """Whom a breach concerns, by any of four ways."""

    account = forms.EmailField(
        label=gettext_lazy("Hesabın e-postası"), required=False,
        help_text=gettext_lazy("Bu hesabın baktığı ve dışa aktardığı herkes."),
    )  # fmt: skip
    since = moment(gettext_lazy("Bu andan"))
    until = moment(gettext_lazy("Bu ana kadar"))
    export = forms.IntegerField(
        label=gettext_lazy("Dışa aktarma no"), required=False, min_value=1,
        help_text=gettext_lazy("Dosyanın içinde yazan kayıt no."),
    )  # fmt: skip
    segment = forms.ModelChoiceField(
        label=gettext_lazy("Kayıtlı kitle"),
        queryset=Segment.objects.none(),
        required=False,
        empty_label=gettext_lazy("Seçin"),
    )
    numbers = forms.CharField(
        label=gettext_lazy("Kayıt numaraları"), required=False, max_length=4000,
        help_text=gettext_lazy("Virgül ya da boşlukla ayırın."), widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["segment"]
        field.queryset = Segment.objects.visible_to(user)

    def clean_account(self) -> User | None:
        email = self.cleaned_data["account"]
        found = User.objects.filter(email__iexact=email).first() if email else None
        if email and found is None:
            raise ValidationError(_("Bu e-postayla bir hesap yok."))
        return found

    def clean_export(self) -> int | None:
        number: int | None = self.cleaned_data["export"]
        if number is not None and not Export.objects.filter(number=number).exists():
            raise ValidationError(_("Bu numarada bir dışa aktarma yok."))
        return number

    def clean_numbers(self) -> list[int]:
        words = re.split(r"[\s,;]+", self.cleaned_data["numbers"].strip())
        if any(word and not (word.isdigit() and len(word) < 19) for word in words):
            raise ValidationError(_("Yalnız kayıt numaraları yazın."))
        numbers = [int(word) for word in words if word]
        known = set(Person.objects.filter(pk__in=numbers).values_list("pk", flat=True))
        if unknown := [str(number) for number in numbers if number not in known]:
            raise ValidationError(_("Bu numaralarda kayıt yok: %(n)s") % {"n": ", ".join(unknown[:10])})
        return numbers

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not any(data.get(name) for name in ("account", "export", "segment", "numbers")):
            raise ValidationError(_("Kişilerin nereden bulunacağını seçin."))
        return data

    def choice(self) -> Choice:
        data = self.cleaned_data
        return Choice(
            user=data["account"], since=data["since"], until=data["until"], export=data["export"],
            segment=data["segment"], numbers=data["numbers"],
        )  # fmt: skip


class CloseForm(forms.Form):
    lessons = forms.CharField(
        label=gettext_lazy("Çıkarılan dersler"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
