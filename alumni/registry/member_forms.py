"""Forms of a member's own contact points: one for each kind, all with «who sees it»."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alumni.registry.member_services import ContactValues
from mik.common import codelists
from mik.common.identifiers import normalise_email, normalise_phone
from mik.people.models import ContactPoint, Person, Visibility

Kind = ContactPoint.Kind


def choose(choices: list[tuple[str, str]], label: Any) -> list[tuple[str, Any]]:
    """Choices with an empty first line that says what to do."""
    return [("", label), *choices]


class ContactForm(forms.Form):
    """What every kind has: visibility and whether it is the one to use first. Kinds add their value."""

    kind: str = ""
    value = forms.CharField(max_length=300)
    visibility = forms.ChoiceField(
        label=_("Kimler görsün?"),
        choices=Visibility.choices,
        initial=Visibility.NOBODY,
        widget=forms.RadioSelect,
        help_text=_("Bölüm temsilciniz ve Mezun Ofisi size ulaşmak için her durumda görebilir; her bakış kaydedilir."),
    )
    is_primary = forms.BooleanField(label=_("Bana önce buradan ulaşın"), required=False)

    def __init__(self, *args: Any, person: Person, contact: ContactPoint | None = None, **options: Any) -> None:
        self.person, self.contact = person, contact
        if contact is not None:
            options.setdefault("initial", self._initial_of(contact))
        super().__init__(*args, **options)
        if not self._siblings().exists():
            del self.fields["is_primary"]

    @staticmethod
    def _initial_of(contact: ContactPoint) -> dict[str, Any]:
        names = ("value", "country", "province", "city", "postcode", "visibility", "is_primary")
        return {name: getattr(contact, name) for name in names}

    def _siblings(self) -> Any:
        others = self.person.contacts.filter(kind=self.kind)
        return others.exclude(pk=self.contact.pk) if self.contact else others

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and self._siblings().filter(normalised=self.values().normalised).exists():
            self.add_error(next(iter(self.fields)), _("Bu kayıt profilinizde zaten var; onu düzenleyebilirsiniz."))
        return cleaned

    def values(self) -> ContactValues:
        cleaned = self.cleaned_data
        return ContactValues(
            kind=self.kind,
            value=cleaned.get("value", ""),
            country=cleaned.get("country", ""),
            province=cleaned.get("province", ""),
            city=" ".join(cleaned.get("city", "").split()),
            postcode=" ".join(cleaned.get("postcode", "").upper().split()),
            visibility=cleaned["visibility"],
            is_primary=cleaned.get("is_primary", False),
        )


class EmailForm(ContactForm):
    kind = Kind.EMAIL
    value = forms.CharField(
        label=_("E-posta adresi"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        help_text=_("Mezun Ofisi’nin ve bölümünüzün size yazacağı adres. Giriş adresiniz hesap ayarlarından değişir."),
    )

    def clean_value(self) -> str:
        address = normalise_email(self.cleaned_data["value"])
        if not address:
            raise ValidationError(_("Bu bir e-posta adresine benzemiyor. Şöyle olmalı: ad@ornek.com."))
        if not address.isascii():
            raise ValidationError(_("E-posta adresinde ç, ğ, ı, ö, ş, ü gibi harfler olmaz. Adresi gözden geçirin."))
        return address


class PhoneForm(ContactForm):
    kind = Kind.PHONE
    value = forms.CharField(
        label=_("Telefon numarası"),
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
        help_text=_("Türkiye için 0532 123 45 67 yeter; yurt dışı için ülke koduyla yazın: +49 170 1234567."),
    )

    def clean_value(self) -> str:
        number = normalise_phone(self.cleaned_data["value"])
        if not number:
            message = _(
                "Numara okunamadı: eksik ya da fazla rakam olabilir. "
                "Türkiye için 0532 123 45 67, yurt dışı için +49 170 1234567 gibi yazın."
            )
            raise ValidationError(message)
        return number


class PlaceForm(ContactForm):
    kind = Kind.ADDRESS
    country = forms.ChoiceField(label=_("Ülke"), choices=codelists.countries, initial=codelists.HOME)
    province = forms.ChoiceField(
        label=_("İl (Türkiye’de)"),
        required=False,
        choices=lambda: choose(codelists.provinces(), _("İl seçin")),
    )
    city = forms.CharField(
        label=_("İlçe ya da şehir"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )
    postcode = forms.RegexField(
        r"^[A-Za-z0-9][A-Za-z0-9 \-]{1,11}$",
        label=_("Posta kodu"),
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
        error_messages={"invalid": _("Posta kodu yalnız harf, rakam, boşluk ve tireden oluşur.")},
    )
    value = forms.CharField(
        label=_("Açık adres"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"autocomplete": "street-address", "rows": 3}),
        help_text=_(
            "O ülkede zarfa nasıl yazılıyorsa öyle, isterseniz birkaç satır. "
            "Mezunlara yalnız il ya da ülke gösterilir; açık adres gösterilmez."
        ),
    )
    visibility = forms.ChoiceField(
        label=_("İlinizi ya da ülkenizi kimler görsün?"),
        choices=Visibility.choices,
        initial=Visibility.NOBODY,
        widget=forms.RadioSelect,
        help_text=ContactForm.base_fields["visibility"].help_text,
    )
    field_order = ("country", "province", "city", "postcode", "value", "visibility", "is_primary")

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("country") != codelists.HOME:
            cleaned["province"] = ""
        elif not cleaned.get("province") and "province" not in self.errors:
            self.add_error("province", _("Türkiye’de hangi ilde yaşadığınızı seçin."))
        code = str(cleaned.get("postcode") or "")
        if cleaned.get("country") == codelists.HOME and code and not (code.isdecimal() and len(code) == 5):
            self.add_error("postcode", _("Türkiye’de posta kodu beş rakamdır."))
        return super().clean()


class WebForm(ContactForm):
    kind = Kind.WEB
    value = forms.CharField(
        label=_("Web adresi"),
        max_length=300,
        widget=forms.TextInput(attrs={"type": "text", "inputmode": "url", "autocomplete": "url"}),
        help_text=_("Kendi sayfanız ya da mesleki profiliniz, örneğin https://www.linkedin.com/in/adiniz."),
    )

    def clean_value(self) -> str:
        typed = self.cleaned_data["value"]
        address = typed if "://" in typed else f"https://{typed}"
        try:
            URLValidator(schemes=["http", "https"])(address)
        except ValidationError:
            message = gettext("Bu bir web adresine benzemiyor. http:// ya da https:// ile başlayan bir adres yazın.")
            raise ValidationError(message) from None
        if len(address) > 300:
            raise ValidationError(_("Adres çok uzun; en çok 300 karakter olabilir."))
        return address


FORMS: dict[str, type[ContactForm]] = {form.kind: form for form in (EmailForm, PhoneForm, PlaceForm, WebForm)}


def is_web_address(value: str) -> bool:
    """Whether a stored value may become a link; lists bring anything."""
    return urlsplit(value).scheme in {"http", "https"}
