"""The picture of the terms: where each bar stands, as attributes of an SVG (the page allows no inline style).

All lengths are in the picture's own units, 1000 wide, and are written as text: a template would localise numbers.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from coordinator.terms.succession import HEADS, HORIZONS, ONE_DAY, headed_until, in_force
from mik.accounts.models import Appointment, Office
from mik.common.turkish import date_long

LEFT, RIGHT, TOP, ROW, BAR = 170.0, 999.0, 38.0, 52.0, 30.0
BACK, AHEAD = timedelta(days=1280), timedelta(days=390)  # three and a half years, thirteen months
BOLD, PLAIN = 7.6, 6.8  # about the width of a letter within a bar and beside it
MOST_REPRESENTATIVES = 4
# The colours of the offices that are not assistants or representatives.
TONES = {Office.COORDINATOR: "g-bar", Office.ACTING: "g-act"}


@dataclass(frozen=True)
class Bar:
    """A rectangle with a word in it, or beside it where it does not fit."""

    x: str
    y: str
    width: str
    cls: str
    text: str = ""
    text_x: str = ""
    text_y: str = ""
    text_cls: str = ""
    dashed: bool = False


@dataclass(frozen=True)
class Line:
    label: str
    note: str
    y: str
    note_y: str
    bars: list[Bar] = field(default_factory=list)


@dataclass(frozen=True)
class Tick:
    x: str
    year: str


def _n(value: float) -> str:
    return f"{value:.1f}"


class Timeline:
    """Office posts and the representatives whose terms end first."""

    def __init__(self, terms: Sequence[Appointment]) -> None:
        self.today = timezone.localdate()
        self.first, self.last = self.today - BACK, self.today + AHEAD
        self.terms = [term for term in terms if term.effective_end >= self.first and term.starts <= self.last]
        self.lines = list(self._lines())
        self.bottom = TOP + ROW * len(self.lines) - 6
        self.height = _n(self.bottom + 20)
        self.foot = _n(self.bottom)
        self.now = _n(self._x(self.today))
        self.now_text_y = _n(self.bottom + 16)

    @property
    def empty(self) -> bool:
        return not self.terms

    def _x(self, day: date) -> float:
        share = (day - self.first).days / (self.last - self.first).days
        return LEFT + min(1.0, max(0.0, share)) * (RIGHT - LEFT)

    @property
    def ticks(self) -> Iterator[Tick]:
        """A line at each January and July, the year above each January."""
        for year in range(self.first.year, self.last.year + 1):
            for month in (1, 7):
                day = date(year, month, 1)
                if self.first < day < self.last:
                    yield Tick(_n(self._x(day)), str(year) if month == 1 else "")

    def _lines(self) -> Iterator[Line]:
        posts = [
            (_("Koordinatör"), "", [Office.COORDINATOR]),
            (_("Vekil"), _("koordinatör yokken"), [Office.ACTING]),
            (_("Yardımcı"), _("koordinatörle biter"), [Office.ASSISTANT]),
        ]
        for number, (label, note, offices) in enumerate(posts):
            mine = [term for term in self.terms if term.office in offices]
            line = self._line(number, label, note, mine)
            if offices == [Office.COORDINATOR]:
                line.bars.extend(self._gap(number))
            yield line
        for number, term in enumerate(self._representatives(), start=len(posts)):
            yield self._line(number, _short(term), _("temsilci"), [term])

    def _representatives(self) -> list[Appointment]:
        now = [term for term in in_force(self.terms) if term.office == Office.REPRESENTATIVE]
        return sorted(now, key=lambda term: (term.effective_end, term.pk))[:MOST_REPRESENTATIVES]

    def _line(self, number: int, label: str, note: str, terms: Iterable[Appointment]) -> Line:
        y = TOP + ROW * number
        in_order = sorted(terms, key=lambda term: term.starts)
        nexts = [*(self._x(term.starts) for term in in_order[1:]), RIGHT + 1]
        bars = [bar for term, free in zip(in_order, nexts, strict=False) for bar in self._bars(term, y, free)]
        return Line(label, note, _n(y + 18), _n(y + 35), bars)

    def _bars(self, term: Appointment, y: float, free: float) -> Iterator[Bar]:
        """The term and what of the decision the coordinator's end cuts off; words end before ``free``."""
        cls = TONES.get(Office(term.office), "g-bar2")
        past = " g-past" if term.effective_end < self.today else ""
        inside = "c-ink" if past else "g-t"
        if term.ends_with_the_coordinator:
            free = self._x(term.effective_end)
        yield self._bar(y, term.starts, term.effective_end + ONE_DAY, cls + past, str(term.user), inside, free=free)
        if term.ends_with_the_coordinator:
            cut = _("kararda %(day)s") % {"day": term.ends.strftime("%d.%m.%Y")}
            yield self._bar(y, term.effective_end + ONE_DAY, term.ends + ONE_DAY, "g-over", cut, dashed=True)

    def _gap(self, number: int) -> Iterator[Bar]:
        """«Nobody appointed», from the day after the last head of the office on, when that day is near."""
        until = headed_until(self.terms) or self.today - ONE_DAY
        if until < self.last and until <= self.today + timedelta(days=2 * HORIZONS[-1]):
            y, start = TOP + ROW * number, until + ONE_DAY
            later = [term.starts for term in self.terms if term.office in HEADS and term.starts > until]
            yield self._bar(y, start, min([*later, self.last]), "g-gap", _("Atama yok"), "c-bad", dashed=True)

    def _bar(
        self,
        y: float,
        start: date,
        end: date,
        cls: str,
        text: str,
        inside: str = "",
        *,
        dashed: bool = False,
        free: float = RIGHT + 1,
    ) -> Bar:
        """The longest form of the name that fits in the bar, else the shortest that fits beside it, else none."""
        x = self._x(start)
        width = max(4.0, self._x(end) - x)
        for said in _shorter(text) if inside else []:
            if len(said) * BOLD + 16 <= width:
                return Bar(_n(x), _n(y), _n(width), cls, said, _n(x + 8), _n(y + 20), inside, dashed)
        beside = x + width + 8
        said = next((said for said in _shorter(text) if beside + len(said) * PLAIN <= free), "")
        return Bar(_n(x), _n(y), _n(width), cls, said, _n(beside), _n(y + 20), "c-muted", dashed)

    @property
    def description(self) -> str:
        """What the picture says, for who cannot see it."""
        until = headed_until(self.terms)
        if until is None:
            said = _("Bugün görevde koordinatör yok.")
        else:
            said = _("Koordinatörlük %(day)s gününe kadar dolu.") % {"day": date_long(until)}
        return said + " " + _("Aynı bilgiler aşağıdaki listededir.")

    @property
    def title(self) -> str:
        return _("Görev süreleri, %(first)s – %(last)s") % {"first": self.first.year, "last": self.last.year}


def _shorter(name: str) -> list[str]:
    """A name, the name without its title, initial and surname."""
    words = [word for word in name.split() if not word.endswith(".") and word not in {"Üyesi", "Gör."}]
    if not words or any(sign.isdigit() for sign in name):
        return [name]
    return [name, " ".join(words), f"{words[0][:1]}. {words[-1]}"]


def _short(term: Appointment) -> str:
    name = term.unit.label if term.unit else ""
    name = name.replace("Mühendisliği", _("Müh."))
    return name if len(name) <= 20 else f"{name[:19].rstrip()}…"


def as_list(terms: Iterable[Appointment]) -> list[Appointment]:
    """The same as a list: offices only, those in force first, then the past, newest first."""
    today = timezone.localdate()
    posts = [term for term in terms if term.office not in {Office.REPRESENTATIVE, Office.STAFF}]
    return sorted(posts, key=lambda term: (term.effective_end < today, -term.effective_end.toordinal(), term.pk))
