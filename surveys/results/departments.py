"""The table by departments: every column protected, rows in the order asked for."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mik.figures.disclosure import rounded
from mik.units.models import Unit
from mik.units.names import told_apart
from surveys.indicators.measuring import Measures
from surveys.results.shown import Shown, column

RATE, EMPLOYED, SATISFIED = "RR_HEADLINE", "EMP_OVERALL", "SAT_MEAN"


@dataclass(frozen=True)
class Row:
    """``figures`` in the order of the table's columns."""

    label: str
    is_own: bool
    asked: int
    done: int
    figures: tuple[Shown, ...]


@dataclass(frozen=True)
class Head:
    """A column to sort by; ``sorted`` is what a screen reader is told ("" where it is another's turn)."""

    key: str
    label: str
    sorted: str = ""

    @property
    def next(self) -> str:
        """What the link of the head asks for: the other way round on the second click."""
        return f"-{self.key}" if self.sorted == "ascending" else self.key


@dataclass(frozen=True)
class Table:
    """``small``: departments of which nothing at all may be told; they stand folded behind the others."""

    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    small: tuple[Row, ...]


def table(measures: Measures, *, own: int | None, order: str, tells: bool = True) -> Table:
    """``tells`` False: only who answered, not what."""
    codes = [code for code in (RATE, EMPLOYED, SATISFIED) if code in measures and (tells or code == RATE)]
    columns = {code: column(measures, code, measures.departments) for code in codes}
    rows = [
        Row(
            label,
            pk == own,
            columns[RATE][pk].denominator,
            _done(measures, pk),
            tuple(columns[code][pk] for code in codes),
        )
        for pk, label in _departments(measures).items()
    ]
    ordered = _ordered(rows, codes, order)
    told = [row for row in ordered if row.is_own or any(figure.cell.hidden is None for figure in row.figures)]
    return Table(_heads(codes, order), tuple(told), tuple(row for row in ordered if row not in told))


def _departments(measures: Measures) -> dict[int, str]:
    """In the order of their names."""
    return told_apart(Unit.objects.filter(pk__in=measures.departments).select_related("parent").in_turkish_order())


def _done(measures: Measures, unit: int) -> int:
    """Answers, rounded, also where the rate is hidden."""
    return rounded(measures.of(RATE, unit).numerator or 0)


def _heads(codes: list[str], order: str) -> tuple[Head, ...]:
    labels = {RATE: _("Yanıt oranı"), EMPLOYED: _("İstihdam"), SATISFIED: _("Memnuniyet (1–5)")}
    keys = [("ad", _("Bölüm")), ("davet", _("Davet")), ("yanit", _("Yanıt")), *((KEYS[c], labels[c]) for c in codes)]
    way = "descending" if order.startswith("-") else "ascending"
    return tuple(Head(key, label, way if key == order.removeprefix("-") else "") for key, label in keys)


KEYS = {RATE: "oran", EMPLOYED: "istihdam", SATISFIED: "memnuniyet"}


def _ordered(rows: list[Row], codes: list[str], order: str) -> list[Row]:
    """The own department first, then the largest; or by what is shown, so that the order tells nothing of what is
    hidden, and hidden cells stand last.
    """
    wanted = order.removeprefix("-")
    asked: dict[str, Callable[[Row], float | None]] = {"davet": lambda row: row.asked, "yanit": lambda row: row.done}
    for place, code in enumerate(codes):
        asked[KEYS[code]] = lambda row, place=place: row.figures[place].value  # type: ignore[misc]
    if wanted == "ad":
        return rows[::-1] if order == "-ad" else rows
    if wanted not in asked:
        return sorted(rows, key=lambda row: (not row.is_own, -row.done))
    value, sign = asked[wanted], -1 if order.startswith("-") else 1
    known = [row for row in rows if value(row) is not None]
    return sorted(known, key=lambda row: sign * (value(row) or 0)) + [row for row in rows if value(row) is None]


def indicator_rows(measures: Measures, code: str, *, own: int | None) -> list[Row]:
    """One indicator of every department, in the order of their names."""
    figures = column(measures, code, measures.departments)
    return [
        Row(label, pk == own, figures[pk].denominator, 0, (figures[pk],))
        for pk, label in _departments(measures).items()
    ]
