"""The forms of the newsroom: writing, checking before it goes out, the pace of a mailing."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.registry.forms import DateInput
from coordinator.newsroom.models import Announcement, Kind
from coordinator.newsroom.services import missing_in

# What else each kind asks; what a kind does not ask is not shown, and not kept.
TIMED = (Kind.EVENT, Kind.TRAINING)
APPLIED = (Kind.JOB, Kind.INTERNSHIP, Kind.SCHOLARSHIP, Kind.TRAINING, Kind.EVENT)
DETAILS = {"place": TIMED, "starts_at": TIMED, "ends_at": TIMED, "deadline": APPLIED, "link": APPLIED}


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def replaced(data: Mapping[str, Any], changes: Mapping[str, str]) -> QueryDict:
    """What a form was sent, with some of it changed."""
    copy = data.copy() if isinstance(data, QueryDict) else QueryDict(mutable=True)
    for name, value in changes.items():
        copy[name] = value
    return copy


class AnnouncementForm(forms.ModelForm[Announcement]):
    """``complete``: everything has to be there that publishing asks for; a draft needs no more than a subject."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Announcement
        fields = (
            "kind", "title_tr", "title_en", "body_tr", "body_en", "place", "starts_at", "ends_at", "deadline", "link",
            "for_students",
        )  # fmt: skip
        widgets = {
            "title_en": forms.TextInput(attrs={"lang": "en"}),
            "body_tr": forms.Textarea(attrs={"rows": 12}),
            "body_en": forms.Textarea(attrs={"rows": 12, "lang": "en"}),
            "starts_at": MomentInput(),
            "ends_at": MomentInput(),
            "deadline": DateInput(),
            "link": forms.URLInput(attrs={"placeholder": "https://"}),
        }
        help_texts = {"for_students": gettext_lazy("Öğrenci hesabıyla girenler de platformda okur; e-posta gitmez.")}

    def __init__(self, *args: Any, complete: bool = False, of_department: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.complete = complete
        if of_department:
            del self.fields["for_students"]
        if self.instance.pk:
            self.initial["seen"] = self.instance.updated_at.isoformat()

    @property
    def seen_at(self) -> datetime | None:
        try:
            return parse_datetime(self.cleaned_data.get("seen") or "")
        except ValueError:  # in the form of a moment, and none
            return None

    def _clean_fields(self) -> None:
        """What the kind does not ask is dropped before anything could be wrong with it."""
        asked = self.data.get(self.add_prefix("kind"))
        dropped = {self.add_prefix(name): "" for name, kinds in DETAILS.items() if asked not in kinds}
        self.data = replaced(self.data, dropped)
        super()._clean_fields()  # type: ignore[misc]  # Django's own hook, not in its stubs

    def clean_link(self) -> str:
        link: str = self.cleaned_data["link"].strip()
        if link:
            _check_link(link)
        return link

    def clean_title_tr(self) -> str:
        return " ".join(self.cleaned_data["title_tr"].split())

    def clean_title_en(self) -> str:
        return " ".join(self.cleaned_data["title_en"].split())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if ends and not starts:
            self.add_error("starts_at", _("Bitişi olan bir etkinliğin başlangıcı da olmalı."))
        elif starts and ends and ends <= starts:
            self.add_error("ends_at", _("Bitiş, başlangıçtan sonra olmalı."))
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # Django's own hook, not in its stubs
        if self.complete or not self.instance.is_draft:
            for field, text in missing_in(self.instance):
                if field in self.fields and field not in self.errors:
                    self.add_error(field, text)


def _check_link(link: str) -> None:
    """Only the open web; the platform itself never asks what is there."""
    try:
        URLValidator(schemes=["http", "https"])(link)
    except ValidationError:
        raise ValidationError(_("Adres http:// ya da https:// ile başlamalı. Örnek: https://www.ktu.edu.tr")) from None


class CheckForm(forms.Form):
    """The last question before it goes out."""

    platform = forms.BooleanField(
        label=gettext_lazy("Platformda yayımla"),
        help_text=gettext_lazy("Uyan üyeler kendi Duyurular sayfalarında okur."),
        required=False,
        initial=True,
    )
    mail = forms.BooleanField(label=gettext_lazy("E-posta ile gönder"), required=False)

    def __init__(self, *args: Any, may_mail: bool, published: bool, recipients: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if may_mail:
            self.fields["mail"].help_text = recipients
        else:
            del self.fields["mail"]
        if published:
            del self.fields["platform"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not any(cleaned.get(name) for name in self.fields):
            raise ValidationError(_("En az birini seçin: platformda yayımlamak ya da e-posta ile göndermek."))
        return cleaned


PACES = (30, 60, 120, 300, 600)


class PaceForm(forms.Form):
    pace = forms.TypedChoiceField(label=gettext_lazy("Dakikada en çok"), coerce=int, required=False, empty_value=None)

    def __init__(self, data: QueryDict | None = None, *, current: int | None = None) -> None:
        super().__init__(data, initial={"pace": current or ""})
        self.fields["pace"].choices = list(pace_choices(current))  # type: ignore[attr-defined]  # a choice field


def pace_choices(current: int | None) -> Iterable[tuple[int | str, str]]:
    yield "", _("Sınırsız")
    for pace in sorted({*PACES, *([current] if current else [])}):
        yield pace, _("%(n)s e-posta") % {"n": pace}
