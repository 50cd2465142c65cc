"""The forms of the report's desk, and of the check of a copy."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordinator.annual_report.freezing import LARGEST_PDF
from coordinator.annual_report.models import ReportSection
from coordinator.annual_report.narrative import check_placeholders
from mik.units.models import FOUNDED


class OpenForm(forms.Form):
    """Which years can have a report is the service's to say, in words of its own."""

    year = forms.IntegerField(label=gettext_lazy("Yıl"), widget=forms.NumberInput(attrs={"min": FOUNDED}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = timezone.localdate().year


class SectionForm(forms.ModelForm[ReportSection]):
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = ReportSection
        fields = ["heading_tr", "narrative"]
        labels = {"heading_tr": gettext_lazy("Başlık"), "narrative": gettext_lazy("Anlatım")}
        widgets = {"narrative": forms.Textarea(attrs={"rows": 12, "lang": "tr"})}

    def clean_narrative(self) -> str:
        text: str = self.cleaned_data["narrative"]
        check_placeholders(text)
        return text


class CommentForm(forms.Form):
    text = forms.CharField(label=gettext_lazy("Notunuz"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))


class SubmitForm(forms.Form):
    document_number = forms.CharField(
        label=gettext_lazy("Sunuş yazısının sayısı"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Raporu Rektörlüğe gönderdiğiniz yazının sayısı; kapakta görünür."),
    )


class CheckForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("PDF dosyası"),
        help_text=gettext_lazy("Dosyanız saklanmaz; yalnız özeti hesaplanıp karşılaştırılır."),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
    )

    def clean_file(self) -> File[bytes]:
        file: File[bytes] = self.cleaned_data["file"]
        if file.size > LARGEST_PDF:
            limit = LARGEST_PDF // (1024 * 1024)
            raise ValidationError(_("Dosya çok büyük: en çok %(limit)s MB olabilir.") % {"limit": limit})
        return file
