"""The steps of a claim. «I don't remember» is an answer; a blank without it is not."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.membership.evidence import CleanDocument, EvidenceKind, clean_document
from alumni.membership.models import Claim
from alumni.membership.unit_search import DepartmentFinder
from mik.common.identifiers import clean_tckn, normalise_passport, normalise_phone, valid_tckn
from mik.common.turkish import fold
from mik.units.models import FOUNDED, Level

NO_UNIT = "none"


class StepForm(forms.Form):
    """A step reads from the claim; answers that are in order are kept even where others are not."""

    columns: tuple[str, ...] = ()

    def __init__(self, *args: Any, claim: Claim, **options: Any) -> None:
        self.claim = claim
        options["initial"] = self.initial_of(claim)
        super().__init__(*args, **options)

    def initial_of(self, claim: Claim) -> dict[str, Any]:
        return {name: getattr(claim, name) for name in self.columns}

    def answers(self) -> dict[str, Any]:
        """What can be stored now, whether or not the step is complete."""
        return {name: self.cleaned_data[name] for name in self.columns if name in self.cleaned_data}


class PersonForm(StepForm):
    """Who: the name today, the name at graduation, the day of birth."""

    columns = ("given_names", "surname", "former_surname", "birth_date")

    given_names = forms.CharField(
        label=gettext_lazy("Ad"), max_length=120, widget=forms.TextInput({"autocomplete": "given-name"})
    )
    surname = forms.CharField(
        label=gettext_lazy("Soyad"), max_length=120, widget=forms.TextInput({"autocomplete": "family-name"})
    )
    former_surname = forms.CharField(
        label=gettext_lazy("Mezun olurkenki soyad"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Soyadınız değiştiyse yazın."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    birth_date = forms.DateField(
        label=gettext_lazy("Doğum tarihi"),
        widget=forms.DateInput({"type": "date", "autocomplete": "bday"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"],
        help_text=gettext_lazy("Kaydınızı bulmak için; başka mezunlar görmez."),
    )

    def clean_given_names(self) -> str:
        return self._letters("given_names")

    def clean_surname(self) -> str:
        return self._letters("surname")

    def _letters(self, name: str) -> str:
        text = " ".join(self.cleaned_data[name].split())
        if not fold(text):
            raise ValidationError(_("Harflerle yazın."))
        return text

    def clean_birth_date(self) -> Any:
        day = self.cleaned_data["birth_date"]
        today = timezone.localdate()
        if not 1900 < day.year <= today.year - 15:
            raise ValidationError(_("Bu doğum tarihi olası değil; yılı denetleyin."))
        return day


class GraduationForm(StepForm):
    """What and when: department, level, year, student number."""

    columns = ("unit", "unit_text", "level", "year", "student_no", "diploma_no")

    unit_text = forms.CharField(
        label=gettext_lazy("Bölüm veya program"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Bölümünüz kapanmış ya da adı değişmiş olabilir; eski adını da yazabilirsiniz."),
        widget=forms.TextInput({"list": "departments", "autocomplete": "off"}),
    )
    unit_unknown = forms.BooleanField(label=gettext_lazy("Hatırlamıyorum"), required=False)
    unit_for = forms.CharField(required=False, widget=forms.HiddenInput)
    unit = forms.CharField(label=gettext_lazy("Hangisi?"), required=False, widget=forms.RadioSelect)
    level = forms.TypedChoiceField(
        label=gettext_lazy("Düzey"), choices=Level.choices, coerce=int, empty_value=None, widget=forms.RadioSelect
    )
    year = forms.IntegerField(
        label=gettext_lazy("Yaklaşık yıl"),
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "maxlength": 4}),
        help_text=gettext_lazy("Bir iki yıl yanılmanız sorun değil."),
        error_messages={"invalid": gettext_lazy("Yılı dört rakamla yazın, örneğin 2012.")},
    )
    year_unknown = forms.BooleanField(label=gettext_lazy("Hatırlamıyorum"), required=False)
    student_no = forms.CharField(
        label=gettext_lazy("Numara"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    student_no_unknown = forms.BooleanField(label=gettext_lazy("Hatırlamıyorum"), required=False)
    diploma_no = forms.CharField(
        label=gettext_lazy("Diploma numarası"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Diplomanız yanınızdaysa, üzerinde yazdığı gibi."),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        self.finder = DepartmentFinder()
        self.unit_choices: list[tuple[str, str]] = []
        super().__init__(*args, **options)

    def initial_of(self, claim: Claim) -> dict[str, Any]:
        """An answer given before as «I don't remember» is shown as such."""
        been_here = claim.level is not None
        known = self.finder.get(claim.unit_id) if claim.unit_id else None
        text = known.label if known else claim.unit_text
        return {
            "unit_text": text,
            "unit_unknown": been_here and not text,
            "level": claim.level,
            "year": claim.year,
            "year_unknown": been_here and claim.year is None,
            "student_no": claim.student_no,
            "diploma_no": claim.diploma_no,
            "student_no_unknown": been_here and not claim.student_no,
        }

    def clean_year(self) -> int | None:
        year: int | None = self.cleaned_data["year"]
        latest = timezone.localdate().year + 1
        if year is not None and not FOUNDED <= year <= latest:
            raise ValidationError(_("Yıl %(first)s ile %(last)s arasında olmalı.") % {"first": FOUNDED, "last": latest})
        return year

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("year") is None and not cleaned.get("year_unknown") and "year" not in self.errors:
            self.add_error("year", _("Yılı yazın ya da «Hatırlamıyorum»u seçin."))
        if not cleaned.get("student_no") and not cleaned.get("student_no_unknown"):
            self.add_error("student_no", _("Numarayı yazın ya da «Hatırlamıyorum»u seçin."))
        cleaned["unit"] = None
        self._clean_unit(cleaned)
        return cleaned

    def _clean_unit(self, cleaned: dict[str, Any]) -> None:
        text = cleaned.get("unit_text", "")
        if not text:
            if not cleaned.get("unit_unknown"):
                self.add_error("unit_text", _("Bölümü yazın ya da «Hatırlamıyorum»u seçin."))
            return
        chosen = self.data.get("unit", "") if cleaned.get("unit_for") == text else ""
        found = self.finder.find(text, cleaned.get("level"))
        if self.finder.is_exact(text, found):
            cleaned["unit"] = found[0].unit
        elif chosen != NO_UNIT:
            self._choose(chosen, found, cleaned)

    def _choose(self, chosen: str, found: list[Any], cleaned: dict[str, Any]) -> None:
        """Which of those found it is; where nothing was found the text itself goes to the office."""
        cleaned["unit"] = next((d.unit for d in found if str(d.unit.pk) == chosen), None)
        if found and cleaned["unit"] is None:
            self.unit_choices = [(str(d.unit.pk), d.label) for d in found]
            self.unit_choices.append((NO_UNIT, _("Hiçbiri; yazdığım gibi kalsın")))
            self.fields["unit"].widget.choices = self.unit_choices
            self.add_error("unit", _("Bu adda birden çok ya da benzer bölüm var. Sizinkini seçin."))
            cleaned["unit"] = None


class IdentityForm(StepForm):
    """What speeds it up: an identifier, a telephone, a document. All of it may be left out."""

    columns = ("phone", "barcode")

    identifier_kind = forms.ChoiceField(
        label=gettext_lazy("Hangi numara?"),
        choices=[
            ("national", gettext_lazy("T.C. kimlik ya da yabancı kimlik no")),
            ("passport", gettext_lazy("Pasaport no")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    identifier = forms.CharField(
        label=gettext_lazy("Numara"),
        max_length=30,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    identifier_remove = forms.BooleanField(label=gettext_lazy("Yazdığım numarayı sil"), required=False)
    phone = forms.CharField(
        label=gettext_lazy("Telefon"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Yurt dışındaysa + ile başlayın."),
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
    )
    barcode = forms.CharField(
        label=gettext_lazy("e-Devlet mezun belgesinin barkod numarası"),
        max_length=40,
        required=False,
        help_text=gettext_lazy(
            "turkiye.gov.tr’den aldığınız «Yükseköğretim Mezun Belgesi»nin üzerindeki numara; görevli oradan doğrular."
        ),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    document_kind = forms.ChoiceField(label=gettext_lazy("Belgenin türü"), choices=EvidenceKind.choices, required=False)
    document = forms.FileField(
        label=gettext_lazy("Belge"),
        required=False,
        widget=forms.FileInput({"accept": ".pdf,.jpg,.jpeg,.png,.webp"}),
    )
    cleaned_document: CleanDocument | None = None

    def initial_of(self, claim: Claim) -> dict[str, Any]:
        """The number itself is never put back on the page."""
        passport = bool(claim.identifier) and not valid_tckn(claim.identifier or "")
        return {
            "phone": claim.phone,
            "barcode": claim.barcode,
            "identifier_kind": "passport" if passport else "national",
        }

    def clean_barcode(self) -> str:
        """Letters and digits, as e-Devlet prints them: «YOKMZ» or the like, and a row of signs."""
        typed = "".join(sign for sign in self.cleaned_data["barcode"].upper() if sign.isascii() and sign.isalnum())
        if self.cleaned_data["barcode"] and not 8 <= len(typed) <= 30:
            raise ValidationError(_("Barkod numarası anlaşılamadı; belgenin üzerindeki gibi harf ve rakamlarla yazın."))
        return typed

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"]
        number = normalise_phone(typed)
        if typed and not number:
            raise ValidationError(_("Telefon numarası anlaşılamadı. Alan koduyla yazın, örneğin 0532 123 45 67."))
        return number

    def clean_document(self) -> None:
        upload = self.cleaned_data["document"]
        self.cleaned_document = clean_document(upload) if upload else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        typed = cleaned.get("identifier", "")
        if typed and cleaned.get("identifier_kind") == "passport":
            cleaned["identifier"] = self._passport(typed)
        elif typed:
            cleaned["identifier"] = self._national(typed)
        return cleaned

    def _national(self, typed: str) -> str:
        number = clean_tckn(typed)
        if not valid_tckn(number):
            self.add_error("identifier", _("Numara 11 rakamlı olmalı ve doğru yazılmalı; rakamları denetleyin."))
        return number

    def _passport(self, typed: str) -> str:
        number = normalise_passport(typed)
        if not 5 <= len(number) <= 20:
            self.add_error("identifier", _("Pasaport numarası anlaşılamadı; pasaporttaki gibi yazın."))
        return number

    def answers(self) -> dict[str, Any]:
        """A blank keeps the number written before; only the box deletes it."""
        answers = super().answers()
        if self.cleaned_data.get("identifier"):
            answers["identifier"] = self.cleaned_data["identifier"]
        elif self.cleaned_data.get("identifier_remove"):
            answers["identifier"] = ""
        return answers
