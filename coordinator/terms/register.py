"""The list of all appointments as the registrar reads it: filters, states, what may be done."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordinator.terms.desk import State, levels_label, state_of
from coordinator.terms.succession import HORIZONS, ending_within
from mik.accounts.models import Appointment, AppointmentQuerySet, Office, User
from mik.common.turkish import fold
from mik.units.models import Level

APPOINTMENT_STATES = [
    ("", _("Hepsi")),
    ("yururlukte", _("Yürürlükte")),
    ("bitiyor", _("90 gün içinde bitiyor")),
    ("gelecek", _("Başlayacak")),
    ("bitmis", _("Bitmiş")),
]


@dataclass(frozen=True)
class Line:
    term: Appointment
    state: State
    unit: str
    own: bool
    may_end: bool


class Register:
    """Appointments narrowed by the query string: ``ara`` words, ``gorev`` office, ``durum`` state."""

    def __init__(self, appointments: AppointmentQuerySet, data: Mapping[str, str]) -> None:
        self.words = data.get("ara", "").strip()[:100]
        self.office = data.get("gorev", "") if data.get("gorev", "") in Office.values else ""
        self.state = data.get("durum", "") if data.get("durum", "") in dict(APPOINTMENT_STATES) else ""
        self.today = timezone.localdate()
        self.all = list(appointments.order_by("-starts", "-pk"))

    def lines(self, user: User) -> list[Line]:
        return [self._line(term, user) for term in self._narrowed()]

    def _narrowed(self) -> list[Appointment]:
        terms = self.all
        if self.office:
            terms = [term for term in terms if term.office == self.office]
        if self.state:
            wanted = self._of_state()
            terms = [term for term in terms if term.pk in wanted]
        words = fold(self.words).split()
        return [term for term in terms if all(word in _text(term) for word in words)]

    def _of_state(self) -> set[int]:
        if self.state == "bitiyor":
            return {term.pk for term in ending_within(HORIZONS[-1], self.all)}
        tests = {
            "yururlukte": lambda t: t.starts <= self.today <= t.effective_end,
            "gelecek": lambda t: t.starts > self.today,
            "bitmis": lambda t: t.effective_end < self.today,
        }
        return {term.pk for term in self.all if tests[self.state](term)}

    def _line(self, term: Appointment, user: User) -> Line:
        own, over = term.user_id == user.pk, term.effective_end < self.today
        return Line(term, self._state(term), _place(term), own, may_end=not own and not over)

    def _state(self, term: Appointment) -> State:
        if term.effective_end < self.today:
            return State(str(_("Bitti")), "", "history", 4)
        if term.starts > self.today:
            return State(str(_("Başlayacak")), "brand", "calendar", 4)
        return state_of(term, self.all)


def _place(term: Appointment) -> str:
    if term.unit is None:
        return ""
    faculty = f" ({term.unit.parent.label})" if term.unit.parent else ""
    tail = levels_label(term.levels, [level.value for level in Level])
    return term.unit.label + (f", {tail}" if tail else "") + faculty


def _text(term: Appointment) -> str:
    return fold(f"{term.user} {term.get_office_display()} {_place(term)} {term.decision_number}")
