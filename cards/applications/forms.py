"""What a member sends in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cards.applications.photos import clean_photo

NEW, SAME = "new", "same"


class ApplicationForm(forms.Form):
    """A photo; who had a card before may keep the one on it."""

    which = forms.ChoiceField(
        label=gettext_lazy("Hangi fotoğraf?"),
        choices=[(SAME, gettext_lazy("Önceki kartımdaki")), (NEW, gettext_lazy("Yeni bir fotoğraf"))],
        initial=SAME,
        widget=forms.RadioSelect,
    )
    photo = forms.FileField(
        label=gettext_lazy("Fotoğraf"),
        required=False,
        help_text=gettext_lazy("JPEG, PNG ya da WebP; en az 413 × 531 piksel, en çok 8 MB."),
        widget=forms.FileInput({"accept": ".jpg,.jpeg,.png,.webp"}),
    )
    cleaned_photo: bytes | None = None

    def __init__(self, *args: Any, may_keep: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not may_keep:
            del self.fields["which"]
            self.fields["photo"].required = True
            self.fields["photo"].error_messages["required"] = _("Bir fotoğraf seçin.")

    def clean_photo(self) -> None:
        upload = self.cleaned_data["photo"]
        if upload and self.cleaned_data.get("which") != SAME:
            self.cleaned_photo = clean_photo(upload)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("which") == NEW and self.cleaned_photo is None and "photo" not in self.errors:
            self.add_error("photo", ValidationError(_("Bir fotoğraf seçin.")))
        return cleaned


class ReasonForm(forms.Form):
    """Why something was refused or ended; the member reads it."""

    reason = forms.CharField(
        label=gettext_lazy("Gerekçe"),
        max_length=300,
        help_text=gettext_lazy("Mezuna e-postayla bildirilir; kart sayfasında da görür."),
        widget=forms.Textarea({"rows": 3}),
    )
