"""Forms of the desk: a text in two languages, a paper somebody signed, a transfer switched on or off."""

from datetime import datetime, time
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.membership.evidence import CleanDocument, clean_document
from mik.common import codelists
from mik.people.consents.models import Act, ConsentText, Ground
from mik.people.consents.purposes import Channel, has_channels
from mik.people.consents.standing import SubjectLine

CHANNELS = [(code, label) for code, label in Channel.choices if code]


class TextForm(forms.ModelForm[ConsentText]):
    channels = forms.MultipleChoiceField(
        label=gettext_lazy("Hangi kanallar sorulsun?"), choices=CHANNELS, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = ConsentText
        fields = ("body_tr", "body_en", "channels", "change_tr", "change_en", "asks_again")
        labels = {
            "body_tr": gettext_lazy("Metin, Türkçe"),
            "body_en": gettext_lazy("Metin, İngilizce"),
            "change_tr": gettext_lazy("Ne değişti?"),
            "change_en": gettext_lazy("Ne değişti? (İngilizce)"),
            "asks_again": gettext_lazy("Bu, esaslı bir değişiklik: herkese yeniden sorulsun"),
        }
        help_texts = {
            "body_tr": gettext_lazy("Markdown yazılabilir."),
            "body_en": gettext_lazy("Markdown yazılabilir."),
        }
        widgets = {name: forms.Textarea(attrs={"rows": 14}) for name in ("body_tr", "body_en")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_channels(self.instance.subject):
            del self.fields["channels"]
        if not ConsentText.objects.of(self.instance.subject).exists():
            for name in ("change_tr", "change_en", "asks_again"):
                del self.fields[name]


class PaperForm(forms.Form):
    """What a paper says. ``lines``: the purposes that may be on it."""

    about = forms.ChoiceField(label=gettext_lazy("Konu ve kanal"))
    act = forms.ChoiceField(
        label=gettext_lazy("Belgede ne yazıyor?"),
        choices=[(Act.GIVEN, gettext_lazy("İzin veriyor")), (Act.WITHDRAWN, gettext_lazy("İznini geri alıyor"))],
        widget=forms.RadioSelect,
    )
    signed_on = forms.DateField(
        label=gettext_lazy("İmza tarihi"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    document = forms.FileField(
        label=gettext_lazy("Belgenin taranmış hâli"),
        help_text=gettext_lazy("PDF ya da resim; şifrelenerek saklanır."),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.webp"}),
    )

    def __init__(self, *args: Any, lines: list[SubjectLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["about"]).choices = [
            (f"{line.subject}|{one.code}", f"{line.label}, {one.label}" if one.code else line.label)
            for line in lines
            for one in line.channels
        ]

    def clean_signed_on(self) -> Any:
        day = self.cleaned_data["signed_on"]
        if day > timezone.localdate():
            raise ValidationError(_("İmza tarihi gelecekte olamaz."))
        return day

    def clean_document(self) -> CleanDocument:
        """Known by its content; a picture is drawn anew."""
        return clean_document(self.cleaned_data["document"])

    @property
    def purpose(self) -> str:
        return str(self.cleaned_data["about"]).partition("|")[0]

    @property
    def channel(self) -> str:
        return str(self.cleaned_data["about"]).partition("|")[2]

    @property
    def said_at(self) -> datetime:
        """No hour is known, so the day is read in favour of no: a yes at its beginning, a no at its end."""
        hour = time.min if self.cleaned_data["act"] == Act.GIVEN else time.max
        return min(timezone.make_aware(datetime.combine(self.cleaned_data["signed_on"], hour)), timezone.now())


class TransferForm(forms.Form):
    receiver = forms.CharField(label=gettext_lazy("Alıcı"), max_length=200)
    country = forms.ChoiceField(label=gettext_lazy("Ülke"))
    ground = forms.ChoiceField(label=gettext_lazy("Hukuki dayanak"), choices=[("", "—"), *Ground.choices])
    starts_on = forms.DateField(
        label=gettext_lazy("Geçerlilik tarihi"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(label=gettext_lazy("Gerekçe"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["country"]).choices = [("", "—"), *codelists.countries()]


class SwitchOffForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Gerekçe"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
