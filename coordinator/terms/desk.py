"""The terms desk: departments and their representatives, and the terms that are about to end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, Max, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alumni.registry import states
from alumni.registry.models import Alumnus, Graduation
from alumni.registry.orphans import closed_today
from coordinator.terms.succession import HORIZONS, ending_within, in_force, is_followed
from mik.accounts.models import Appointment, Office
from mik.common.turkish import fold, lower
from mik.units.models import Level, Unit

FILTERS = ("", "bitiyor", "bos", "gorevde")


@dataclass(frozen=True)
class State:
    """How a row's state looks: the pill's words, tone and icon, and its rank in the list."""

    label: str
    tone: str
    icon: str
    rank: int


@dataclass(frozen=True)
class Row:
    """A line of the table: a department at some levels, or an office of the coordination."""

    name: str
    faculty: str
    holder: str
    ends: date | None
    vacant_since: date | None
    state: State
    fresh: int | None
    decision: str = ""
    kind: str = "gorevde"

    @property
    def order(self) -> tuple[int, date, int, str]:
        """What ends first, then what is vacant with most graduates, then the rest by its end."""
        return (self.state.rank, self.ends or date.max, -(self.fresh or 0), fold(self.name))


def state_of(term: Appointment, terms: Iterable[Appointment]) -> State:
    days = term.days_left
    if days > HORIZONS[-1]:
        return State(_("Görevde"), "ok", "check", 3)
    if is_followed(term, terms):
        return State(_("Yerine kayıt var"), "ok", "check", 3)
    left = ngettext("%(n)s gün kaldı", "%(n)s gün kaldı", days) % {"n": days}
    label = _("Bugün bitiyor") if days == 0 else left
    if days <= HORIZONS[0]:
        return State(label, "bad", "circle-alert", 0)
    return State(label, "warn" if days <= HORIZONS[1] else "brand", "clock", 1)


def levels_label(levels: Iterable[int], of: Iterable[int]) -> str:
    """Which levels, unless they are all the unit has: «ön lisans, lisans»."""
    held, all_levels = set(levels), set(of)
    if not all_levels or held >= all_levels:
        return ""
    if held == {Level.MASTER, Level.DOCTORATE}:
        return _("lisansüstü")
    return ", ".join(lower(str(Level(level).label)) for level in sorted(held))


class Desk:
    """Everything the page, the file and the paper show; six queries whatever the number of departments."""

    def __init__(self, terms: Sequence[Appointment]) -> None:
        self.terms = terms
        self.today = timezone.localdate()
        self.departments = _departments_that_graduate()
        self.levels = _levels_of_departments()
        self.fresh = _fresh_by_department()
        self.vacant_since = _vacant_since()
        self.of_department: dict[int | None, list[Appointment]] = {}
        for term in in_force(terms):
            if term.office == Office.REPRESENTATIVE:
                self.of_department.setdefault(term.unit_id, []).append(term)

    def rows(self) -> list[Row]:
        rows = [row for unit in self.departments for row in self._rows_of(unit)]
        return sorted(rows, key=lambda row: row.order)

    def _rows_of(self, unit: Unit) -> Iterable[Row]:
        levels = self.levels.get(unit.pk, set())
        mine = self.of_department.get(unit.pk, [])
        for term in mine:
            yield self._held(unit, term, levels)
        missing = levels - {level for term in mine for level in term.levels}
        if missing or not mine:
            yield self._vacant(unit, missing, levels)

    def _held(self, unit: Unit, term: Appointment, levels: set[int]) -> Row:
        return self.row_of(term, name=_named(unit, term.levels, levels), fresh=self.fresh.get(unit.pk, 0))

    def _vacant(self, unit: Unit, missing: set[int], levels: set[int]) -> Row:
        since = self.vacant_since.get(unit.pk)
        return Row(
            name=_named(unit, missing, levels),
            faculty=unit.parent.label if unit.parent else "",
            holder="",
            ends=None,
            vacant_since=since + timedelta(days=1) if since and since < self.today else None,
            state=State(_("Boş"), "bad", "circle-x", 2),
            fresh=self.fresh.get(unit.pk, 0),
            kind="bos",
        )

    def row_of(self, term: Appointment, *, name: str = "", fresh: int | None = None) -> Row:
        state = state_of(term, self.terms)
        parent = term.unit.parent if term.unit else None
        return Row(
            name=name or str(term.get_office_display()),
            faculty=parent.label if parent else "",
            holder=str(term.user),
            ends=term.effective_end,
            vacant_since=None,
            state=state,
            fresh=fresh,
            decision=term.decision_number,
            kind="bitiyor" if state.rank < 2 else "gorevde",
        )

    def ending(self, days: int) -> list[Row]:
        """Terms of every office that end within so many days and are not followed."""
        found = ending_within(days, self.terms)
        return [
            self._held(term.unit, term, self.levels.get(term.unit.pk, set())) if term.unit else self.row_of(term)
            for term in found
        ]

    @property
    def covered(self) -> int:
        """Departments of which every level is represented."""
        return sum(not any(row.kind == "bos" for row in self._rows_of(unit)) for unit in self.departments)


def _named(unit: Unit, levels: Iterable[int], of: Iterable[int]) -> str:
    tail = levels_label(levels, of)
    return f"{unit.label}, {tail}" if tail else unit.label


def _departments_that_graduate() -> list[Unit]:
    """Open departments that have graduates or somebody who represents them (directive 11(1))."""
    gone = closed_today() | closed_today("parent__")
    graduates = Graduation.objects.filter(programme__parent=OuterRef("pk"))
    represented = Appointment.objects.representatives().in_force().filter(unit=OuterRef("pk"))
    wanted = Unit.objects.departments().exclude(gone).filter(Exists(graduates) | Exists(represented))
    return list(wanted.select_related("parent").in_turkish_order())


def _levels_of_departments() -> dict[int, set[int]]:
    """The levels a department graduates people at, as far as its open programmes tell."""
    found: dict[int, set[int]] = {}
    programmes = Unit.objects.programmes().exclude(closed_today())
    for parent, level in programmes.values_list("parent_id", "level"):
        if level is not None:
            found.setdefault(parent, set()).add(level)
    return found


def _fresh_by_department() -> dict[int | None, int]:
    """Graduates of each department with up-to-date records; a total, so it starts from all."""
    rows = (
        Alumnus.objects.filter(states.is_fresh())
        .values("graduations__programme__parent")
        .annotate(n=Count("pk", distinct=True))
    )
    return {row["graduations__programme__parent"]: row["n"] for row in rows}


def _vacant_since() -> dict[int | None, date]:
    ended = Appointment.objects.representatives().filter(effective_end__lt=timezone.localdate())
    return {row["unit"]: row["last"] for row in ended.values("unit").annotate(last=Max("effective_end"))}


def narrowed(rows: Iterable[Row], *, words: str = "", kind: str = "") -> list[Row]:
    """Rows whose department, faculty or holder holds each typed word, in one of the FILTERS."""
    wanted = fold(words).split()
    texts = ((row, fold(f"{row.name} {row.faculty} {row.holder}")) for row in rows)
    return [row for row, text in texts if all(word in text for word in wanted) and (not kind or row.kind == kind)]
