"""The decision on a claim, and the search for another record."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.membership.desks import Desk
from alumni.membership.models import Claim
from mik.units.models import FOUNDED, Unit

APPROVE, MORE, REFUSE = "approve", "more", "refuse"
DECISIONS = [
    (APPROVE, gettext_lazy("Onayla"), gettext_lazy("Hesap bu mezuniyet kaydına bağlanır.")),
    (MORE, gettext_lazy("Ek bilgi iste"), gettext_lazy("Başvuru bekler; yanıt gelince yeniden gösterilir.")),
    (REFUSE, gettext_lazy("Reddet"), gettext_lazy("Başvurana gerekçeyle bildirilir; yeniden başvurabilir.")),
]


class ProgrammeField(forms.ModelChoiceField[Unit]):
    def label_from_instance(self, obj: Any) -> str:
        faculty = obj.faculty.label if obj.faculty else ""
        return ", ".join(filter(None, [obj.department.label, str(obj.get_level_display()), faculty]))


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label=gettext_lazy("Kararınız"),
        choices=[(code, label) for code, label, _help in DECISIONS],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Bir karar seçin.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Gerekçe"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("Ek bilgi istemede ve rette başvurana gönderilir."),
    )
    programme = ProgrammeField(
        label=gettext_lazy("Yeni kaydın programı"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=gettext_lazy("Seçin"),
    )
    year = forms.IntegerField(
        label=gettext_lazy("Mezuniyet yılı"),
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "maxlength": 4}),
        error_messages={"invalid": gettext_lazy("Yılı dört rakamla yazın, örneğin 2012.")},
    )

    def __init__(self, *args: Any, desk: Desk, claim: Claim, new_record: bool, **options: Any) -> None:
        options["initial"] = {"year": claim.year}
        super().__init__(*args, **options)
        self.new_record = new_record
        field = self.fields["programme"]
        assert isinstance(field, ProgrammeField)
        field.queryset = desk.programmes(claim)
        if claim.unit_id and claim.level:
            fitting = field.queryset.filter(parent=claim.unit_id, level=claim.level)
            self.initial["programme"] = fitting.first() if len(fitting) == 1 else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        decision = cleaned.get("decision")
        if decision in {MORE, REFUSE} and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Başvurana gönderilecek gerekçeyi yazın."))
        if decision == APPROVE and self.new_record:
            self._clean_new_record(cleaned)
        return cleaned

    def _clean_new_record(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("programme") and "programme" not in self.errors:
            self.add_error("programme", _("Yeni kayıt için programı seçin; bilinmiyorsa ek bilgi isteyin."))
        year, latest = cleaned.get("year"), timezone.localdate().year
        if (year is None or not FOUNDED <= year <= latest) and "year" not in self.errors:
            self.add_error(
                "year", _("Yıl %(first)s ile %(last)s arasında olmalı.") % {"first": FOUNDED, "last": latest}
            )


class RecordSearchForm(forms.Form):
    """Looking for another record by name, among those this desk sees. Posted, so that no name stands in an address."""

    name = forms.CharField(label=gettext_lazy("Ad soyad"), max_length=120, min_length=2)
