"""Everything a results page shows, put together once for the screen, for paper and for a file."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mik.common import turkish
from mik.common.charts import Picture
from mik.figures.disclosure import Cell, Hidden, mean_cell, percent_cell, rounded
from surveys.indicators.definitions import Kind, Missing
from surveys.indicators.measuring import Measures, measure
from surveys.indicators.missing import OF_GRADUATES
from surveys.indicators.skills import OWN, Gap, skill_gaps
from surveys.questionnaires.content import Page, read_content
from surveys.results import pictures
from surveys.results.answers import Result, results
from surveys.results.departments import Table, table
from surveys.results.place import Place
from surveys.results.shown import Shown, column, shown, tells_of
from surveys.results.whisker import Whisker, whisker

HEADLINES = {
    "graduates": ("RR_HEADLINE", "EMP_OVERALL", "HIGH_SKILL"),
    "employers": ("RR_HEADLINE", "EMPLOYER_SAT", "HIRE_AGAIN"),
}
RESPONSE = ("RR_HEADLINE", "RR1", "RR2", "COVERAGE")
# The order of the table; classes of activity and scales have a chart of their own.
LISTED = (
    *RESPONSE, "EMP_OVERALL", "EMP_FT", "LFP", "FT_STUDY", "HIGH_SKILL", "MED_SAL", "EMP_6M", "TTFJ", "TTFJ_FOUND",
    "TTFJ_12", "FULL_MATCH", "V_MISMATCH", "H_MISMATCH", "SAT_STUDY", "SAT_MEAN", "SAT_AGAIN", "EMPLOYER_SAT",
    "HIRE_AGAIN",
)  # fmt: skip


@dataclass(frozen=True)
class Tile:
    """A headline: of the own department where there is one, with everybody's beside it."""

    figure: Shown
    everybody: Shown | None
    whisker: Whisker | None
    url: str


@dataclass(frozen=True)
class Skill:
    label: str
    own: Cell
    needed: Cell
    gap: Cell
    short: Cell
    n: int

    @property
    def gap_text(self) -> str:
        """With its sign, a true minus: −0,4 or +0,3."""
        value = round(self.gap.value or 0, 1)
        sign = "−" if value < 0 else "+" if value > 0 else ""
        return sign + turkish.number(abs(value), 1)


@dataclass(frozen=True)
class Results:
    """``is_open``: answers still come in, so only how many are told."""

    place: Place
    asked: int
    done: int
    is_open: bool
    tiles: list[Tile]
    figures: list[Tile]
    activities: Picture | None
    scales: Picture | None
    opinions: Picture | None
    skills: list[Skill]
    departments: Table | None
    pages: list[tuple[Page, list[Result]]]
    missing: tuple[Missing, ...]

    @property
    def whose(self) -> str:
        """Whose answers the charts show."""
        return self.place.unit.label if self.place.unit else _("Bütün bölümler")

    @property
    def period(self) -> str:
        """1–30 Kasım 2025."""
        first, last = self.place.wave.opens_on, self.place.wave.ended_on
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}–{turkish.date_long(last)}"
        return f"{turkish.date_long(first)} – {turkish.date_long(last)}"

    @property
    def is_empty(self) -> bool:
        return not self.done


def results_page(place: Place, order: str = "") -> Results:
    wave, measures = place.wave, measure(place.wave)
    total = measures.of("RR_HEADLINE")
    tells = bool(total.numerator) and not wave.is_running
    pages = results(wave, place.own, guarded=_guards(place, measures)) if tells else []
    codes = [one.code for one in measures.indicators()] if tells else list(RESPONSE)
    headlines = HEADLINES[wave.audience] if tells else ("RR_HEADLINE", "RR2", "COVERAGE")
    return Results(
        place=place,
        asked=rounded(total.denominator),
        done=rounded(total.numerator or 0),
        is_open=wave.is_running,
        tiles=_tiles(place, measures, [code for code in headlines if code in codes]),
        figures=_tiles(place, measures, [code for code in LISTED if code in codes and code not in headlines]),
        activities=_shares(place, measures, codes, "ACTIVITY_POS", _("Mezunlar ne yapıyor?"), _("Uğraş")),
        scales=_scales(place, measures, codes),
        opinions=None if wave.is_for_employers else _opinions(pages),
        skills=_skills(place) if tells else [],
        departments=_departments(place, measures, order, tells=tells),
        pages=pages,
        missing=() if wave.is_for_employers or not tells else OF_GRADUATES,
    )


def _guards(place: Place, measures: Measures) -> bool:
    """Whether some figure of the own department is hidden for the sake of a smaller one: its answers, question by
    question, would tell that figure again.
    """
    counted = [one.code for one in measures.indicators() if one.kind in {Kind.SHARE, Kind.MEAN}]
    codes = [code for code in counted if not tells_of(code)]  # hidden for what they tell of the own department
    own = [own_figure(place, measures, code) for code in codes]
    return any(figure.cell.hidden == Hidden.SECONDARY for figure in own if figure)


def _tiles(place: Place, measures: Measures, codes: Iterable[str]) -> list[Tile]:
    return [tile(place, measures, code) for code in codes]


def tile(place: Place, measures: Measures, code: str) -> Tile:
    everybody, own = shown(measures, code), own_figure(place, measures, code)
    figure = own or everybody
    return Tile(figure, everybody if own else None, whisker(figure), place.url("indicator", code))


def own_figure(place: Place, measures: Measures, code: str) -> Shown | None:
    """The department's, exactly as in the table of all departments."""
    if place.own is None or place.own not in measures.departments:
        return None
    return column(measures, code, measures.departments)[place.own]


def _shares(
    place: Place, measures: Measures, codes: Iterable[str], prefix: str, title: str, first: str
) -> Picture | None:
    of_kind = [code for code in codes if code.startswith(prefix)]
    figures = [own_figure(place, measures, code) or shown(measures, code) for code in of_kind]
    return pictures.shares(figures, title=title, first=first) if figures else None


def _scales(place: Place, measures: Measures, codes: Iterable[str]) -> Picture | None:
    agreeing = [code for code in codes if measures.of(code).indicator.kind is Kind.SHARE]
    return _shares(place, measures, agreeing, "GAS_E", _("Beş beceri alanı"), _("Alan"))


def _opinions(pages: Iterable[tuple[Page, list[Result]]]) -> Picture | None:
    """The first matrix of agreement."""
    for _page, found in pages:
        for result in found:
            if result.question.type == "matrix" and (picture := pictures.opinions(result)):
                return picture
    return None


def _skills(place: Place) -> list[Skill]:
    question = read_content(place.wave.version.content).question(OWN)
    if question is None:
        return []
    gaps = skill_gaps(place.wave)
    return [_skill(str(row.text), gaps[row.code]) for row in question.rows if row.code in gaps]


def _skill(label: str, gap: Gap) -> Skill:
    own, needed = mean_cell(gap.own, gap.n), mean_cell(gap.needed, gap.n)
    difference = mean_cell(gap.own - gap.needed, gap.n)
    return Skill(label, own, needed, difference, percent_cell(gap.short, gap.n), rounded(gap.n))


def _departments(place: Place, measures: Measures, order: str, *, tells: bool) -> Table | None:
    if place.wave.is_for_employers or not measures.departments:
        return None
    return table(measures, own=place.own, order=order, tells=tells)
