"""Forms of a wave: what and when, and for employers whom."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mik.common.fields import keyed_hash
from mik.common.turkish import fold
from mik.organisations.models import Contact, Organisation
from surveys.managers import VersionQuerySet
from surveys.models import QuestionnaireVersion, Wave

LONGEST_DAYS = 366


class VersionChoice(forms.ModelChoiceField[QuestionnaireVersion]):
    def label_from_instance(self, obj: QuestionnaireVersion) -> str:
        return _("%(title)s, sürüm %(number)s") % {"title": obj.questionnaire.title, "number": obj.number}


def day(label: Any, hint: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label, help_text=hint, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )


class WaveForm(forms.ModelForm[Wave]):
    version = VersionChoice(
        label=gettext_lazy("Anket formu"),
        queryset=QuestionnaireVersion.objects.none(),
        empty_label=gettext_lazy("Seçin"),
    )
    opens_on = day(gettext_lazy("Açılış"), gettext_lazy("O gün siz açarsınız; önceden açılmaz."))
    closes_on = day(gettext_lazy("Son gün"), gettext_lazy("O günün sonunda kendiliğinden kapanır."))

    class Meta:
        model = Wave
        fields = ("version", "title_tr", "title_en", "opens_on", "closes_on")

    def __init__(self, *args: Any, versions: VersionQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        published = versions.published().select_related("questionnaire")
        ordered = published.order_by("questionnaire__title_tr", "-number")
        self.fields["version"].queryset = ordered  # type: ignore[attr-defined]  # a model choice field

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        opens, closes = cleaned.get("opens_on"), cleaned.get("closes_on")
        if opens and closes:
            if closes < timezone.localdate():
                self.add_error("closes_on", ValidationError(_("Son gün geçmişte olamaz.")))
            elif (closes - opens).days > LONGEST_DAYS:
                self.add_error("closes_on", ValidationError(_("Bir anket en çok bir yıl açık kalabilir.")))
        return cleaned


class ContactsForm(forms.Form):
    """Which contacts of organisations are asked."""

    ALL, CHOSEN = "all", "chosen"

    who = forms.ChoiceField(
        label=gettext_lazy("Kime"),
        widget=forms.RadioSelect,
        choices=[(ALL, gettext_lazy("Kayıtlı tüm yetkililere")), (CHOSEN, gettext_lazy("Aşağıda seçtiklerime"))],
    )
    contacts = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Kurum yetkilileri"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        queryset=Contact.objects.none(),
    )

    def __init__(self, data: Any = None, *, seen: Any, wave: Wave) -> None:
        chosen = wave.criteria.get("contacts") or []
        super().__init__(data, initial={"who": self.CHOSEN if chosen else self.ALL, "contacts": chosen})
        field: Any = self.fields["contacts"]
        field.queryset = seen.select_related("organisation").in_turkish_order()
        field.label_from_instance = lambda contact: f"{contact.organisation} – {contact.name}"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("who") == self.CHOSEN and not cleaned.get("contacts"):
            self.add_error("contacts", ValidationError(_("En az bir yetkili seçin ya da hepsine gönderin.")))
        return cleaned

    @property
    def criteria(self) -> dict[str, Any]:
        if self.cleaned_data["who"] == self.ALL:
            return {}
        return {"contacts": sorted(contact.pk for contact in self.cleaned_data["contacts"])}


class ContactForm(forms.Form):
    """A contact of an organisation, known already or new."""

    organisation = forms.CharField(label=gettext_lazy("Kurum"), max_length=200)
    name = forms.CharField(label=gettext_lazy("Ad soyad"), max_length=200)
    title = forms.CharField(label=gettext_lazy("Görev"), max_length=160, required=False)
    email = forms.EmailField(label=gettext_lazy("E-posta"), max_length=254)
    language = forms.ChoiceField(
        label=gettext_lazy("Yazışma dili"), choices=[("tr", gettext_lazy("Türkçe")), ("en", gettext_lazy("İngilizce"))]
    )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("email") and cleaned.get("organisation"):
            number = keyed_hash(cleaned["email"], purpose="email")
            known = Organisation.objects.filter(name_folded=fold(cleaned["organisation"]))
            if Contact.objects.filter(organisation__in=known, email_hash=number).exists():
                self.add_error("email", ValidationError(_("Bu kurumda bu adresle kayıtlı bir yetkili var.")))
        return cleaned
