"""The decision on a claim, and the search for another record."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.membership.candidates import Candidate
from alumni.membership.desks import Desk
from alumni.membership.models import Claim
from mik.units.models import FOUNDED, Unit

APPROVE, MORE, REFUSE = "approve", "more", "refuse"
DISPUTE, KEEP, TRANSFER = "dispute", "keep", "transfer"
HOLD, DETACH = "hold", "detach"
Choice = tuple[str, Promise, Promise]
QUESTION: Choice = (
    MORE, gettext_lazy("Ek bilgi iste"), gettext_lazy("Başvuru bekler; yanıt gelince yeniden gösterilir."),
)  # fmt: skip
REFUSAL: Choice = (
    REFUSE, gettext_lazy("Reddet"), gettext_lazy("Başvurana gerekçeyle bildirilir; yeniden başvurabilir."),
)  # fmt: skip
DECISIONS: list[Choice] = [
    (APPROVE, gettext_lazy("Onayla"), gettext_lazy("Hesap bu mezuniyet kaydına bağlanır.")),
    QUESTION,
    REFUSAL,
]
# The record shown has an account: nobody ties it by approving.
ON_TAKEN: list[Choice] = [
    (
        DISPUTE,
        gettext_lazy("Anlaşmazlık olarak ofise ilet"),
        gettext_lazy("İki tarafa da yazılır; kararı Mezun Ofisi verir."),
    ),
    QUESTION,
    REFUSAL,
]
IN_DISPUTE: list[Choice] = [
    (KEEP, gettext_lazy("Kayıt bağlı olduğu hesapta kalsın"), gettext_lazy("Başvuru gerekçeyle reddedilir.")),
    (
        TRANSFER,
        gettext_lazy("Kayıt başvurana geçsin"),
        gettext_lazy("Bağlı hesap kayıttan ayrılır; sahibine gerekçe yazılır."),
    ),
    QUESTION,
]
ON_JOINED: list[Choice] = [
    (HOLD, gettext_lazy("Hesap bağlı kalsın"), gettext_lazy("Uyarı ya da itiraz kapatılır.")),
    (
        DETACH,
        gettext_lazy("Hesabı kayıttan ayır"),
        gettext_lazy("Üyelik kaldırılır; hesabın sahibine gerekçe yazılır."),
    ),
]
# Somebody is told why.
WITH_REASON = {MORE, REFUSE, KEEP, TRANSFER, HOLD, DETACH}


def decisions_on(claim: Claim, record: Candidate | None, *, is_office: bool) -> list[Choice]:
    """What may be decided about this claim with this record beside it."""
    if claim.state == Claim.State.APPROVED:
        contested = is_office and Claim.objects.contested().filter(pk=claim.pk).exists()
        return ON_JOINED if contested else []
    if claim.state not in {Claim.State.SUBMITTED, Claim.State.MORE}:
        return []
    if claim.state == Claim.State.MORE:
        return [REFUSAL]
    if record is None or not record.is_taken:
        return DECISIONS
    dispute = getattr(claim, "dispute", None)
    return IN_DISPUTE if is_office and dispute is not None and dispute.is_open else ON_TAKEN


class ProgrammeField(forms.ModelChoiceField[Unit]):
    def label_from_instance(self, obj: Any) -> str:
        faculty = obj.faculty.label if obj.faculty else ""
        return ", ".join(filter(None, [obj.department.label, str(obj.get_level_display()), faculty]))


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label=gettext_lazy("Kararınız"),
        choices=[],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Bir karar seçin.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Gerekçe"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("Onay dışındaki kararlarda ilgilisine gönderilir."),
    )
    barcode_checked = forms.BooleanField(
        label=gettext_lazy("Barkodu turkiye.gov.tr’de denetledim; belge bu kişiye ait"), required=False
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

    def __init__(self, *args: Any, desk: Desk, claim: Claim, record: Candidate | None, **options: Any) -> None:
        options["initial"] = {"year": claim.year}
        super().__init__(*args, **options)
        self.new_record = record is None
        self.decisions = decisions_on(claim, record, is_office=desk.is_office)
        choice = self.fields["decision"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(code, label) for code, label, _help in self.decisions]
        if not claim.barcode or claim.barcode_checked_at:
            del self.fields["barcode_checked"]
        field = self.fields["programme"]
        assert isinstance(field, ProgrammeField)
        field.queryset = desk.programmes(claim)
        if claim.unit_id and claim.level:
            fitting = field.queryset.filter(parent=claim.unit_id, level=claim.level)
            self.initial["programme"] = fitting.first() if len(fitting) == 1 else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        decision = cleaned.get("decision")
        if decision in WITH_REASON and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("İlgilisine gönderilecek gerekçeyi yazın."))
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
