"""Forms of what a member tells beside contacts and career: a language, a link, an earlier name, a photo."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alumni.registry.about.links import clean_link
from alumni.registry.about.models import FormerName, LanguageSkill, Network, SocialLink
from alumni.registry.about.photos import PART_LABELS, clean_square
from alumni.registry.models import Alumnus
from mik.common import codelists
from mik.people.models import Visibility


class AboutForm(forms.Form):
    """What they have in common: who sees it, and that nothing stands there twice."""

    kind: Any  # type[About]: each kind has a record, which the abstract model does not know
    once: tuple[str, ...] = ()
    visibility = forms.ChoiceField(
        label=_("Kimler görsün?"), choices=Visibility.choices, initial=Visibility.NOBODY, widget=forms.RadioSelect,
        help_text=_("Bölüm temsilciniz ve Mezun Ofisi her durumda görebilir."),
    )  # fmt: skip

    def __init__(self, *args: Any, alumnus: Alumnus, row: Any = None, **options: Any) -> None:
        self.alumnus, self.row = alumnus, row
        if row is not None:
            options.setdefault("initial", {name: getattr(row, name) for name in self.base_fields})
        super().__init__(*args, **options)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and self.once:
            same = self.kind.objects.filter(alumnus=self.alumnus, **{n: cleaned[n] for n in self.once})
            if same.exclude(pk=self.row.pk if self.row else None).exists():
                self.add_error(self.once[-1], gettext("Bu zaten profilinizde var; onu düzenleyebilirsiniz."))
        return cleaned


class LanguageForm(AboutForm):
    kind, once = LanguageSkill, ("language",)
    language = forms.ChoiceField(label=_("Dil"), choices=lambda: [("", _("Seçin")), *codelists.languages()])
    level = forms.ChoiceField(
        label=_("Düzey"),
        choices=LanguageSkill.Level.choices,
        initial=LanguageSkill.Level.B2,
        help_text=_("Avrupa Dilleri Ortak Çerçevesi düzeyleri (A1–C2)."),
    )
    field_order = ("language", "level", "visibility")


class LinkForm(AboutForm):
    kind, once = SocialLink, ("network",)
    network = forms.ChoiceField(label=_("Nerede?"), choices=Network.choices)
    url = forms.CharField(
        label=_("Adresi ya da kullanıcı adınız"),
        max_length=300,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url", "spellcheck": "false"}),
        help_text=_("Örneğin https://www.linkedin.com/in/adiniz ya da yalnız adiniz."),
    )
    field_order = ("network", "url", "visibility")

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("network") and cleaned.get("url"):
            try:
                cleaned["url"] = clean_link(cleaned["network"], cleaned["url"])
            except ValidationError as problem:
                self.add_error("url", problem)
        return super().clean()


class FormerNameForm(AboutForm):
    kind, once = FormerName, ("given_names", "surname")
    surname = forms.CharField(label=_("O zamanki soyadınız"), max_length=120)
    given_names = forms.CharField(
        label=_("O zamanki adınız"),
        max_length=120,
        required=False,
        help_text=_("Yalnız soyadınız değiştiyse boş bırakın."),
    )
    until = forms.IntegerField(label=_("Hangi yıla kadar?"), required=False, min_value=1930)
    reason = forms.ChoiceField(
        label=_("Neden değişti?"),
        required=False,
        choices=[("", _("Belirtmek istemiyorum")), *FormerName.Reason.choices],
    )
    field_order = ("surname", "given_names", "until", "reason", "visibility")

    def clean_surname(self) -> str:
        return " ".join(self.cleaned_data["surname"].split())

    def clean_given_names(self) -> str:
        return " ".join(self.cleaned_data["given_names"].split())

    def clean_until(self) -> int | None:
        year: int | None = self.cleaned_data["until"]
        if year and year > timezone.localdate().year:
            raise ValidationError(gettext("Gelecekteki bir yıl yazılamaz."))
        return year


FORMS: dict[str, type[AboutForm]] = {"dil": LanguageForm, "baglanti": LinkForm, "ad": FormerNameForm}


class PhotoForm(forms.Form):
    """A file, and which part of it the square keeps."""

    photo = forms.FileField(
        label=_("Fotoğraf"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("JPEG, PNG ya da WebP; en çok 8 MB. Konum gibi gizli bilgiler silinir, fotoğraf kare kesilir."),
    )
    part = forms.ChoiceField(
        label=_("Fotoğrafın neresi kalsın?"),
        choices=list(PART_LABELS.items()),
        initial="face",
        widget=forms.RadioSelect,
        help_text=_("Beğenmezseniz dosyayı yeniden seçip başka bir yerini deneyin."),
    )
    alt = forms.CharField(
        label=_("Fotoğrafta ne görünüyor?"),
        max_length=200,
        required=False,
        help_text=_("Görmeyenler için bir cümle, örneğin: denize bakarken gülümsüyor. Boşsa yalnız adınız okunur."),
    )
    visibility = AboutForm.base_fields["visibility"]

    def __init__(self, *args: Any, has_photo: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.has_photo = has_photo
        self.fields["photo"].required = not has_photo

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("photo") and cleaned.get("part"):
            try:
                cleaned["square"] = clean_square(cleaned["photo"], part=cleaned["part"])
            except ValidationError as problem:
                self.add_error("photo", problem)
        return cleaned
