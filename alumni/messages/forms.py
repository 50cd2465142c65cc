"""What members and the office type about messages."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alumni.messages.models import LENGTH, MessageSettings, Report
from alumni.messages.reporting import DAYS


class MessageForm(forms.Form):
    """Plain text; ``key`` makes a form sent twice one message."""

    text = forms.CharField(
        label=_("Mesajınız"),
        max_length=LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Boş mesaj gönderilmez; bir şey yazın.")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, **options: Any) -> None:
        options.setdefault("initial", {"key": uuid.uuid4()})
        super().__init__(data, **options)

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")


class SettingsForm(forms.ModelForm[MessageSettings]):
    class Meta:
        model = MessageSettings
        fields = ("open_to", "text_in_mail")
        labels = {"open_to": _("Kim bana yazabilir?"), "text_in_mail": _("E-postada mesajın metni de olsun")}
        help_texts = {
            "open_to": _("İlk kez yazacak olanlar için. Kabul ettiğiniz konuşmalar sürer."),
            "text_in_mail": _("İşaretli değilse e-posta yalnız kimin yazdığını söyler."),
        }
        widgets = {"open_to": forms.RadioSelect}


class ReportForm(forms.ModelForm[Report]):
    note = forms.CharField(
        label=_("Açıklama"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    block = forms.BooleanField(label=_("Bu kişiyi engelle de"), required=False)

    class Meta:
        model = Report
        fields = ("reason",)
        labels = {"reason": _("Neden bildiriyorsunuz?")}
        widgets = {"reason": forms.RadioSelect}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["reason"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = Report.Reason.choices


DEEDS = [
    (Report.Outcome.DISMISSED, _("İşlem gerekmiyor")),
    (Report.Outcome.WARNED, _("Göndereni uyar")),
    (Report.Outcome.HIDDEN, _("Mesajı gizle")),
    (Report.Outcome.SUSPENDED, _("Gönderenin mesajlaşmasını durdur")),
]


class DecisionForm(forms.Form):
    """The office's decision; days only for a suspension, hiding only where there is a message."""

    outcome = forms.ChoiceField(label=_("Karar"), widget=forms.RadioSelect)
    days = forms.TypedChoiceField(label=_("Ne kadar süreyle?"), required=False, coerce=int, empty_value=None)

    def __init__(self, data: Any = None, *, has_message: bool) -> None:
        super().__init__(data)
        outcome, days = self.fields["outcome"], self.fields["days"]
        assert isinstance(outcome, forms.ChoiceField)
        assert isinstance(days, forms.ChoiceField)
        outcome.choices = [(code, label) for code, label in DEEDS if has_message or code != Report.Outcome.HIDDEN]
        days.choices = [("", _("Seçin")), *((n, ngettext("%(n)s gün", "%(n)s gün", n) % {"n": n}) for n in DAYS)]
        days.help_text = _("Yalnız mesajlaşmayı durdururken.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("outcome") == Report.Outcome.SUSPENDED and not data.get("days"):
            self.add_error("days", _("Kaç gün durdurulacağını seçin."))
        return data
