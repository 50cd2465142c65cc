"""The forms a record is edited with: names, graduations, contacts."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.forms import BaseModelFormSet, modelformset_factory
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alumni.registry.forms import (
    DateInput,
    check_email,
    check_graduation,
    check_phone,
    clean_identity_number,
)
from alumni.registry.member_services import ContactValues
from alumni.registry.models import Graduation
from mik.common import codelists
from mik.people.models import ContactPoint, Person, Source
from mik.units.models import FOUNDED

Kind = ContactPoint.Kind


class PersonForm(forms.ModelForm[Person]):
    class Meta:
        model = Person
        fields = ["given_names", "surname", "former_surname", "birth_date"]
        widgets = {"birth_date": DateInput()}

    def clean_birth_date(self) -> Any:
        day = self.cleaned_data["birth_date"]
        if day and day >= timezone.localdate():
            raise ValidationError(gettext("Doğum tarihi gelecekte olamaz."))
        return day


class OfficePersonForm(PersonForm):
    """With the identity number, which can be written here but not read."""

    tckn = forms.CharField(
        label=_("T.C. kimlik no"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Boş bırakırsanız kayıttaki numara değişmez."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["tckn"] = ""

    def clean_tckn(self) -> str:
        return clean_identity_number(self.cleaned_data["tckn"])

    def _post_clean(self) -> None:
        """The number goes through the service, which sees to its hash; an empty field leaves it alone."""
        super()._post_clean()  # type: ignore[misc]  # of BaseModelForm


class GraduationForm(forms.ModelForm[Graduation]):
    class Meta:
        model = Graduation
        fields = ["graduated_on", "year", "diploma_no", "student_no"]
        widgets = {"graduated_on": DateInput()}

    year = forms.IntegerField(label=_("Mezuniyet yılı"), min_value=FOUNDED)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, message in check_graduation(cleaned, None):
            self.add_error(name, message)
        return cleaned


class ContactForm(forms.ModelForm[ContactPoint]):
    """One contact point; the kind of an existing one is settled."""

    kind = forms.ChoiceField(label=_("Tür"), choices=[("", _("Tür seçin")), *Kind.choices], required=False)
    value = forms.CharField(label=_("Adres ya da numara"), max_length=300, required=False)
    country = forms.ChoiceField(
        label=_("Ülke"), choices=lambda: [("", gettext("Ülke seçin")), *codelists.countries()], required=False
    )
    province = forms.ChoiceField(
        label=_("İl"), choices=lambda: [("", gettext("İl seçin")), *codelists.provinces()], required=False
    )
    is_primary = forms.BooleanField(label=_("Öncelikli"), required=False)

    class Meta:
        model = ContactPoint
        fields = ["kind", "value", "country", "province", "is_primary"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            self.fields["kind"].disabled = True
            is_place = self.instance.kind == Kind.ADDRESS
            self.fields["value"].label = _("Açık adres ya da şehir") if is_place else self.instance.get_kind_display()
            if not is_place:
                del self.fields["country"], self.fields["province"]

    @property
    def may_be_deleted(self) -> bool:
        """What the graduate wrote is marked dead, not deleted."""
        return bool(self.instance.pk) and self.instance.source != Source.MEMBER

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        kind, value = cleaned.get("kind", ""), cleaned.get("value", "").strip()
        if not kind:
            if value or cleaned.get("country") or cleaned.get("province"):
                self.add_error("kind", gettext("Bunun ne olduğunu seçin: e-posta, telefon, yaşadığı yer ya da web."))
            return cleaned
        try:
            cleaned["value"] = self._checked(kind, value, cleaned)
        except ValidationError as problem:
            self.add_error("value", problem)
        return cleaned

    def _checked(self, kind: str, value: str, cleaned: dict[str, Any]) -> str:
        if kind == Kind.ADDRESS:
            if cleaned.get("province"):
                cleaned["country"] = codelists.HOME
            if not cleaned.get("country"):
                raise ValidationError(gettext("Yaşadığı ili ya da ülkeyi seçin."))
            return value
        cleaned["country"] = cleaned["province"] = ""
        if not value:
            raise ValidationError(gettext("Bu alanı doldurun ya da satırı silin."))
        if kind == Kind.EMAIL:
            return check_email(value)
        return check_phone(value) if kind == Kind.PHONE else self._web(value)

    @staticmethod
    def _web(value: str) -> str:
        address = value if "://" in value else f"https://{value}"
        URLValidator(schemes=["http", "https"])(address)
        return address

    def values(self) -> ContactValues:
        cleaned = self.cleaned_data
        return ContactValues(
            kind=cleaned["kind"],
            value=cleaned["value"],
            country=cleaned.get("country", ""),
            province=cleaned.get("province", ""),
            is_primary=cleaned["is_primary"],
        )


def refuse_strangers(formset: BaseModelFormSet[Any, Any]) -> None:
    """A row that came with the page must still be this record's: deleted meanwhile, or another's, it is refused."""
    strangers = [form for form in formset.initial_forms if form.instance.pk is None]
    if strangers:
        raise ValidationError(gettext("Bir satır bu arada silinmiş. Sayfayı yeniden açın."))


class ContactFormSet(BaseModelFormSet[ContactPoint, ContactForm]):
    def clean(self) -> None:
        super().clean()
        refuse_strangers(self)
        if any(self.errors):
            return
        seen, primary = set(), set()
        for form in self.kept():
            values = form.values()
            key = (values.kind, values.normalised)
            if key in seen:
                form.add_error("value", gettext("Bu kayıtta aynısı var."))
            if values.is_primary and values.kind in primary:
                form.add_error("is_primary", gettext("Her türden yalnız biri öncelikli olabilir."))
            seen.add(key)
            primary |= {values.kind} if values.is_primary else set()

    def kept(self) -> Iterator[ContactForm]:
        for form in self.forms:
            if form.cleaned_data.get("kind") and not form.cleaned_data.get("DELETE"):
                yield form


class GraduationFormSet(BaseModelFormSet[Graduation, GraduationForm]):
    def clean(self) -> None:
        """Graduations are changed here, not added: a row beyond those shown is refused."""
        super().clean()
        refuse_strangers(self)
        if self.extra_forms:
            raise ValidationError(gettext("Buradan yeni mezuniyet eklenemez."))
        if any(self.errors):
            return
        seen = set()
        for form in self.forms:
            row = form.instance
            key = (row.diploma_no,) if row.diploma_no else ("", row.programme_id, row.graduated_on)
            if key in seen:
                form.add_error("diploma_no", gettext("Aynı mezuniyet iki kez yazılmış."))
            seen.add(key)


def contacts_class() -> type[ContactFormSet]:
    options: Any = {"form": ContactForm, "formset": ContactFormSet, "extra": 2, "can_delete": True, "max_num": 40}
    made: Any = modelformset_factory(ContactPoint, **options)
    return made  # type: ignore[no-any-return]  # the factory makes a subclass of what it is given


def graduations_class() -> type[GraduationFormSet]:
    made: Any = modelformset_factory(Graduation, form=GraduationForm, formset=GraduationFormSet, extra=0)
    return made  # type: ignore[no-any-return]  # the factory makes a subclass of what it is given


class VersionForm(forms.Form):
    """What the form was opened with, and whether the facts were just confirmed by the graduate."""

    version = forms.CharField(widget=forms.HiddenInput, max_length=32)
    mark = forms.CharField(widget=forms.HiddenInput, max_length=200)
    confirmed = forms.BooleanField(
        label=_("Bilgileri bugün mezunla doğruladım"),
        required=False,
        help_text=_("Kayıt bir yıl boyunca güncel sayılır."),
    )
