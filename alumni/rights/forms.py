"""The forms of requests, on the member's page and at the desk."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.registry.forms import DateInput
from alumni.rights.managers import DAYS
from alumni.rights.models import RightsRequest
from alumni.rights.services import Entered
from mik.people.models import Person

Kind, Channel = RightsRequest.Kind, RightsRequest.Channel
LONGEST = 4000


class WishForm(forms.Form):
    """What the person asks, in the own words."""

    text = forms.CharField(
        label=gettext_lazy("Neyi istiyorsunuz?"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind == Kind.ERASE:
            self.fields["text"].required = False
            self.fields["text"].label = _("Eklemek istediğiniz bir şey var mı?")
            self.fields["understood"] = forms.BooleanField(
                label=_("Neyin silineceğini ve neyin saklanacağını okudum; bu geri alınamaz.")
            )
        elif kind == Kind.CORRECT:
            self.fields["text"].label = _("Hangi bilgi yanlış, doğrusu ne?")
        elif kind == Kind.OBJECT:
            self.fields["text"].label = _("Neye itiraz ediyorsunuz?")


class EnteredForm(forms.Form):
    """A request that came to the office on paper, by mail or in person."""

    kind = forms.ChoiceField(label=gettext_lazy("İstek"), choices=Kind.choices)
    channel = forms.ChoiceField(
        label=gettext_lazy("Nasıl geldi?"), choices=[one for one in Channel.choices if one[0] != Channel.PLATFORM]
    )
    received_on = forms.DateField(label=gettext_lazy("Alındığı gün"), widget=DateInput())
    applicant = forms.CharField(label=gettext_lazy("Başvuranın adı soyadı"), max_length=240)
    record = forms.IntegerField(
        label=gettext_lazy("Kayıt no"), required=False, min_value=1,
        help_text=gettext_lazy("Mezunun sayfasında yazar. Kayıt bulunmadıysa boş bırakın; sonra eklenebilir."),
    )  # fmt: skip
    identity = forms.CharField(
        label=gettext_lazy("Kimliği nasıl doğrulandı?"), max_length=500,
        help_text=gettext_lazy("Örneğin: imzalı dilekçe ve kimlik fotokopisi, kayıtlı e-postadan geldi, KEP."),
    )  # fmt: skip
    address = forms.EmailField(label=gettext_lazy("Yanıtın gideceği e-posta"), required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("Yanıtın dili"), choices=[("tr", gettext_lazy("Türkçe")), ("en", gettext_lazy("İngilizce"))]
    )
    text = forms.CharField(
        label=gettext_lazy("İsteğin metni"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_received_on(self) -> Any:
        day, today = self.cleaned_data["received_on"], timezone.localdate()
        if day > today:
            raise ValidationError(_("Alındığı gün gelecekte olamaz."))
        if day < today - 12 * DAYS:
            raise ValidationError(_("Bir yıldan eski bir gün yazdınız; denetleyin."))
        return day

    def clean_record(self) -> Person | None:
        return person_numbered(self.cleaned_data["record"])

    def entered(self) -> Entered:
        data = {name: value for name, value in self.cleaned_data.items() if name != "record"}
        return Entered(**data)


def person_numbered(number: int | None) -> Person | None:
    """The person of a record's number; None for no number, a ValidationError for one nobody has."""
    if number is None:
        return None
    found = Person.objects.filter(pk=number, alumnus__isnull=False).first()
    if found is None:
        raise ValidationError(_("Bu numarada bir kayıt yok."))
    return found


class PersonForm(forms.Form):
    record = forms.IntegerField(label=gettext_lazy("Kayıt no"), min_value=1)

    def clean_record(self) -> Person | None:
        return person_numbered(self.cleaned_data["record"])


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=gettext_lazy("Yanıt"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Kişiye e-postayla gider ve saklanır. Kurula şikâyet hakkı kendiliğinden eklenir."),
    )  # fmt: skip


class RefusalForm(AnswerForm):
    ground = forms.ChoiceField(
        label=gettext_lazy("Ret gerekçesi"), choices=[("", gettext_lazy("Seçin")), *RightsRequest.Ground.choices[1:]]
    )
    field_order = ("ground", "answer")


class ErasureForm(forms.Form):
    """The first step ticks what was checked; the second types the number."""

    identity = forms.BooleanField(label=gettext_lazy("Başvuranın kimliğini doğruladım."))
    told = forms.BooleanField(label=gettext_lazy("Neyin silineceğini ve neyin neden saklanacağını okudum."))
    typed = forms.CharField(label=gettext_lazy("Başvuru numarası"), max_length=20, required=False)
