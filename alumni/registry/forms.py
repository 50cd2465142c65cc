"""Forms of the desk: adding one graduate, and what a bulk action asks before it acts."""

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alumni.registry.scopes import Scope
from alumni.registry.services import NewGraduate, tags_from
from mik.common.identifiers import clean_tckn, normalise_email, normalise_phone, valid_tckn
from mik.people.models import Evidence
from mik.units.models import FOUNDED, Unit

TAG_LENGTH = 40


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class ProgrammeField(forms.ModelChoiceField[Unit]):
    def label_from_instance(self, obj: Unit) -> str:
        level = obj.get_level_display()
        return f"{obj.department.label}, {level}"


def clean_identity_number(typed: str) -> str:
    tckn = clean_tckn(typed)
    if tckn and not valid_tckn(tckn):
        raise ValidationError(gettext("Bu numara bir T.C. kimlik numarası değil; 11 haneyi denetleyin."))
    return tckn


def check_email(typed: str) -> str:
    email = normalise_email(typed)
    if typed.strip() and not email:
        raise ValidationError(gettext("Bu bir e-posta adresine benzemiyor. Örnek: ad@ornek.com"))
    return email


def check_phone(typed: str) -> str:
    phone = normalise_phone(typed)
    if typed.strip() and not phone:
        raise ValidationError(gettext("Bu bir telefon numarasına benzemiyor. Yurt dışı numarası + ile başlar."))
    return phone


def check_graduation(cleaned: dict[str, Any], birth_date: date | None) -> Iterator[tuple[str, str]]:
    """What is wrong with a graduation's date and year: pairs of field and message."""
    day, year = cleaned.get("graduated_on"), cleaned.get("year")
    if day and year and day.year != year:
        yield "year", gettext("Yıl, mezuniyet tarihinin yılıyla aynı olmalı.")
    if day and day > timezone.localdate():
        yield "graduated_on", gettext("Mezuniyet tarihi gelecekte olamaz.")
    if day and birth_date and day <= birth_date:
        yield "graduated_on", gettext("Mezuniyet, doğum tarihinden önce olamaz.")


class AddGraduateForm(forms.Form):
    """One graduate. ``token`` makes a second click harmless; ``anyway`` says the likely duplicates were looked at."""

    given_names = forms.CharField(label=_("Ad"), max_length=120)
    surname = forms.CharField(label=_("Soyad"), max_length=120)
    former_surname = forms.CharField(
        label=_("Önceki soyad"), max_length=120, required=False, help_text=_("Diplomada başka bir soyad yazıyorsa.")
    )
    birth_date = forms.DateField(label=_("Doğum tarihi"), required=False, widget=DateInput)
    tckn = forms.CharField(
        label=_("T.C. kimlik no"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Yalnız eşleştirmek için. Kaydettikten sonra bu alan size bir daha gösterilmez."),
    )
    programme = ProgrammeField(label=_("Program"), queryset=Unit.objects.none())
    graduated_on = forms.DateField(label=_("Mezuniyet tarihi"), required=False, widget=DateInput)
    year = forms.IntegerField(
        label=_("Mezuniyet yılı"),
        required=False,
        min_value=FOUNDED,
        help_text=_("Tarih biliniyorsa boş bırakabilirsiniz."),
    )
    diploma_no = forms.CharField(label=_("Diploma no"), max_length=40, required=False)
    student_no = forms.CharField(label=_("Öğrenci no"), max_length=40, required=False)
    email = forms.CharField(
        label=_("E-posta"), max_length=254, required=False, widget=forms.TextInput(attrs={"inputmode": "email"})
    )
    phone = forms.CharField(
        label=_("Telefon"), max_length=40, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, scope: Scope, **options: Any) -> None:
        super().__init__(*args, **options)
        self.scope = scope
        programmes = scope.programmes().in_turkish_order()
        field = self.fields["programme"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = programmes
        if not scope.is_office and (only := self._only(programmes)):
            field.initial, field.empty_label = only, None
        self.fields["year"].widget.attrs["max"] = timezone.localdate().year

    @staticmethod
    def _only(programmes: "QuerySet[Unit]") -> Unit | None:
        found = list(programmes[:2])
        return found[0] if len(found) == 1 else None

    def clean_given_names(self) -> str:
        return " ".join(self.cleaned_data["given_names"].split())

    def clean_surname(self) -> str:
        return " ".join(self.cleaned_data["surname"].split())

    def clean_tckn(self) -> str:
        return clean_identity_number(self.cleaned_data["tckn"])

    def clean_email(self) -> str:
        return check_email(self.cleaned_data["email"])

    def clean_phone(self) -> str:
        return check_phone(self.cleaned_data["phone"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        day = cleaned.get("graduated_on")
        if day and not cleaned.get("year"):
            cleaned["year"] = day.year
        if not cleaned.get("year") and not {"year", "graduated_on"} & self.errors.keys():
            self.add_error("year", gettext("Mezuniyet tarihini ya da yılını yazın."))
        elif cleaned.get("year", 0) > timezone.localdate().year:
            self.add_error("year", gettext("Mezuniyet yılı gelecekte olamaz."))
        for name, message in check_graduation(cleaned, cleaned.get("birth_date")):
            self.add_error(name, message)
        return cleaned

    def new_graduate(self) -> NewGraduate:
        values = {name: value for name, value in self.cleaned_data.items() if name != "token"}
        return NewGraduate(**values)


class TagForm(forms.Form):
    tags = forms.CharField(
        label=_("Etiketler"),
        max_length=200,
        help_text=_("Birden çoksa virgülle ayırın, örneğin: mentor adayı, kuruluş yılı."),
    )
    remove = forms.BooleanField(label=_("Bu etiketleri ekleme, kaldır"), required=False)

    def clean_tags(self) -> list[str]:
        tags = list(tags_from(self.cleaned_data["tags"]))
        if not tags:
            raise ValidationError(gettext("En az bir etiket yazın."))
        if any(len(tag) > TAG_LENGTH for tag in tags):
            raise ValidationError(gettext("Bir etiket en çok 40 karakter olabilir."))
        return tags


class ReasonForm(forms.Form):
    """Why: asked before an export and before an identity number is shown. It goes into the log of looks."""

    reason = forms.CharField(label=_("Gerekçe"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class HappenedField(forms.DateField):
    """The day something came to light: today unless said otherwise, and never later."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            required=False, initial=timezone.localdate, widget=DateInput(attrs={"autocomplete": "off"}), **options
        )

    def clean(self, value: Any) -> date:
        day: date | None = super().clean(value)
        if day and day > timezone.localdate():
            raise ValidationError(gettext("Gelecekteki bir gün yazılamaz."))
        return day or timezone.localdate()


class DeadContactForm(forms.Form):
    """How it was learnt that a contact reaches its person no more; what can be learnt depends on its kind."""

    EVIDENCE: dict[str, tuple[Evidence, ...]] = {
        "email": (Evidence.BOUNCED, Evidence.WRONG_PERSON, Evidence.TOLD, Evidence.BY_HAND),
        "phone": (Evidence.NO_ANSWER, Evidence.WRONG_PERSON, Evidence.TOLD, Evidence.BY_HAND),
        "address": (Evidence.RETURNED, Evidence.TOLD, Evidence.BY_HAND),
    }

    evidence = forms.ChoiceField(label=_("Nereden biliniyor?"))
    on = HappenedField(label=_("Ne zaman oldu?"))
    reason = forms.CharField(
        label=_("Kaynağı"), max_length=200, required=False, help_text=_("Örn. Ekim bülteni iadesi; sekreterlik aradı.")
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["evidence"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.value, one.label) for one in self.EVIDENCE.get(kind, (Evidence.TOLD, Evidence.BY_HAND))]

    def clean(self) -> dict[str, Any]:
        """Without any other proof the note is all there is."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("evidence") == Evidence.BY_HAND and not cleaned.get("reason"):
            self.add_error("reason", gettext("Ulaşılamadığını nereden bildiğinizi yazın."))
        return cleaned
