"""The forms of the terms desk and of the registrar's pages."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mik.accounts.models import Appointment, Office, User
from mik.accounts.services import term_end
from mik.common import hooks
from mik.units.models import Level, Unit


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **attrs: Any) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


def open_departments() -> list[tuple[str, list[tuple[int, str]]]]:
    """Departments still open, grouped by faculty, as choices of a select."""
    units = (
        Unit.objects.departments()
        .filter(closed_on__isnull=True, successor__isnull=True)
        .select_related("parent")
        .in_turkish_order()
    )
    groups: dict[str, list[tuple[int, str]]] = {}
    for unit in units:
        groups.setdefault(unit.parent.label if unit.parent else "", []).append((unit.pk, unit.label))
    return sorted(groups.items())


class AppointmentForm(forms.Form):
    """A decision of the Rectorate about one office; which fields it has depends on the office."""

    email = forms.EmailField(label=_("Kişinin e-postası"), help_text=_("Bu adresle giriş yapacak."), max_length=254)
    name = forms.CharField(
        label=_("Unvanı, adı ve soyadı"),
        max_length=200,
        required=False,
        help_text=_("Kişinin platformda hesabı yoksa gerekir; varsa boş bırakın."),
    )
    unit = forms.TypedChoiceField(label=_("Bölüm"), coerce=int)
    levels = forms.TypedMultipleChoiceField(
        label=_("Düzeyler"),
        coerce=int,
        choices=Level.choices,
        initial=[level.value for level in Level],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Kararda ayrım yoksa hepsini bırakın."),
    )
    under = forms.TypedChoiceField(
        label=_("Hangi koordinatörle?"),
        coerce=int,
        help_text=_("Yardımcının görevi koordinatörünkiyle biter (Yönerge m. 9/1)."),
    )
    decision_number = forms.CharField(label=_("Karar no"), max_length=60)
    decision_date = forms.DateField(label=_("Karar tarihi"), widget=DateInput())
    starts = forms.DateField(label=_("Başlangıç"), widget=DateInput())
    ends = forms.DateField(label=_("Bitiş"), widget=DateInput(), help_text=_("Son gün göreve dahildir."))

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.office = office
        if office == Office.REPRESENTATIVE:
            choices = [("", _("Seçin")), *open_departments()]
            self.fields["unit"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        else:
            del self.fields["unit"], self.fields["levels"]
        if office == Office.ASSISTANT:
            self.fields["under"].choices = [("", _("Seçin")), *self._heads()]  # type: ignore[attr-defined]  # a ChoiceField
        else:
            del self.fields["under"]
        if office in {Office.COORDINATOR, Office.ASSISTANT}:
            self.fields["ends"].required = False
            self.fields["ends"].help_text = _("Boş bırakırsanız üç yıl. Son gün göreve dahildir.")

    @staticmethod
    def _heads() -> list[tuple[int, str]]:
        """Coordinators' terms in force and to come."""
        terms = Appointment.objects.filter(
            office__in=[Office.COORDINATOR, Office.ACTING], effective_end__gte=timezone.localdate()
        )
        return [(term.pk, f"{term.user} ({term})") for term in terms.select_related("user")]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = data.get("starts"), data.get("ends")
        if starts and not ends and "ends" not in self.errors:
            data["ends"] = ends = term_end(starts)
        if starts and ends and ends < starts:
            self.add_error("ends", _("Bitiş, başlangıçtan önce olamaz."))
        if (data.get("decision_date") or date.min) > timezone.localdate():
            self.add_error("decision_date", _("Karar tarihi gelecekte olamaz."))
        self._check_person(data)
        return data

    def _check_person(self, data: dict[str, Any]) -> None:
        email = data.get("email")
        if not email:
            return
        data["email"] = email.lower()
        data["user"] = User.objects.filter(email__iexact=email).first()
        if data["user"] is None and not data.get("name"):
            self.add_error("name", _("Bu adresle bir hesap yok; açılması için adını yazın."))
        if data["user"] is not None and not data["user"].is_active:
            self.add_error("email", _("Bu hesap kapatılmış."))


class EndForm(forms.Form):
    """Ending a term before its time."""

    on = forms.DateField(label=_("Son gün"), widget=DateInput(), help_text=_("Bu gün göreve dahildir."))
    reason = forms.CharField(
        label=_("Neden"), max_length=300, help_text=_("Örneğin: istifa, emeklilik, karar no ve tarihi.")
    )

    def __init__(self, *args: Any, appointment: Appointment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.appointment = appointment

    def clean_on(self) -> date:
        """Not before yesterday: a later word does not unmake what was done in office."""
        on: date = self.cleaned_data["on"]
        earliest = max(self.appointment.starts, timezone.localdate() - timedelta(days=1))
        if not earliest <= on <= self.appointment.ends:
            raise forms.ValidationError(
                _("%(first)s ile %(last)s arasında bir gün seçin.")
                % {"first": earliest.strftime("%d.%m.%Y"), "last": self.appointment.ends.strftime("%d.%m.%Y")}
            )
        return on


class DutyForm(forms.Form):
    """A duty for a member of staff, for a time within the term."""

    staff = forms.TypedChoiceField(label=_("Personel"), coerce=int)
    code = forms.ChoiceField(label=_("İş"))
    starts = forms.DateField(label=_("Başlangıç"), widget=DateInput())
    ends = forms.DateField(
        label=_("Bitiş"),
        widget=DateInput(),
        required=False,
        help_text=_("Boş bırakırsanız kişinin görev süresinin sonu."),
    )

    def __init__(self, *args: Any, staff: list[Appointment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.terms = {term.pk: term for term in staff}
        names = [(term.pk, str(term.user)) for term in staff]
        self.fields["staff"].choices = [("", _("Seçin")), *names]  # type: ignore[attr-defined]  # a ChoiceField
        duties = [(duty.code, str(duty.label)) for duty in hooks.duties]
        self.fields["code"].choices = [("", _("Seçin")), *duties]  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        term, starts = self.terms.get(data.get("staff", 0)), data.get("starts")
        if term is None or starts is None:
            return data
        ends = data["ends"] = data.get("ends") or term.effective_end
        if starts < term.starts or ends > term.effective_end:
            self.add_error("ends", _("İş, kişinin görev süresi içinde kalmalı."))
        elif ends < starts:
            self.add_error("ends", _("Bitiş, başlangıçtan önce olamaz."))
        data["appointment"] = term
        return data
