"""The cards of the office's first page and of the vice-rector's: totals of the catalogue, nobody's record."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mik.common import codelists, hooks
from mik.common.charts import Bar, Picture, Series, bar_chart, line_chart
from mik.common.charts.numbers import figure as digits
from mik.common.hooks import FigureScope, FigureValue
from mik.common.turkish import date_long, percent
from mik.figures import breakdowns, catalogue
from mik.figures.choosing import UnitForm
from mik.figures.models import FigureSnapshot
from mik.figures.places import Rank, province_map, ranks
from mik.figures.wording import write
from mik.units.models import Level, Unit

YEAR = timedelta(days=365)
LARGEST = 7
TWELVE_MONTHS, THIS_YEAR = "12ay", "yil"
WORLD = "dunya"
# A stock and the figure that counts what came to it.
FLOWS = {"registered": "recorded", "members": "joined"}
TILES = ("registered", "members", "fresh", "consent_news")
TREND = ("fresh", "consent_news")


class DashboardForm(UnitForm):
    donem = forms.ChoiceField(
        label=gettext_lazy("Dönem"),
        required=False,
        choices=[(TWELVE_MONTHS, gettext_lazy("Son 12 ay")), (THIS_YEAR, gettext_lazy("Bu yıl"))],
    )

    @property
    def is_this_year(self) -> bool:
        return self.cleaned_data.get("donem") == THIS_YEAR

    @property
    def scope(self) -> FigureScope:
        today = timezone.localdate()
        return FigureScope(today, date(today.year, 1, 1) if self.is_this_year else today - YEAR, self.unit_id)


@dataclass(frozen=True)
class Tile:
    """A key figure: the value, how it changed, and beside what."""

    label: str
    value: str
    url: str
    change: str = ""
    direction: str = ""
    note: str = ""


class Dashboard:
    """What the cards of one scope say; each figure is measured once."""

    def __init__(self, form: DashboardForm) -> None:
        self.form, self.scope, self.unit = form, form.scope, form.unit
        self.values = {code: catalogue.measure(code, self.scope) for code in TILES}
        codes = [*TILES, *_response_figure()]
        kept = FigureSnapshot.objects.filter(code__in=codes, unit=form.unit_id, year__lt=self.scope.on.year)
        self.history = {(one.code, one.year): one.value for one in kept}

    # --- tiles ------------------------------------------------------------------------------------

    def tiles(self) -> list[Tile]:
        more = {code: catalogue.measure(code, self.scope) for code in _response_figure()}
        return [self._tile(code, value) for code, value in (self.values | more).items()]

    def _tile(self, code: str, value: FigureValue) -> Tile:
        figure = catalogue.figure(code)
        change, direction, note = self._flow(code) if code in FLOWS else self._points(code, value)
        return Tile(str(figure.label), write(figure, value), self._url(code), change, direction, note)

    def _url(self, code: str) -> str:
        unit = f"?birim={self.form.unit_id}" if self.form.unit_id else ""
        return reverse("coordinator:figure_detail", args=[code]) + unit

    def _flow(self, code: str) -> tuple[str, str, str]:
        """How many came in the period; members also say which part of the registered they are."""
        came = catalogue.measure(FLOWS[code], self.scope).numerator or 0
        period = _("bu yıl") if self.form.is_this_year else _("son 12 ay")
        change, direction = (f"+{digits(came)}", "up") if came else ("", "")
        if code != "members" or not self.values["registered"].numerator:
            return change, direction, period if came else _("%(period)s yeni yok") % {"period": period}
        share = 100 * (self.values["members"].numerator or 0) / (self.values["registered"].numerator or 1)
        return change, direction, _("kayıtlıların %(share)s kadarı") % {"share": percent(round(share))}

    def _points(self, code: str, value: FigureValue) -> tuple[str, str, str]:
        """Against the end of last year, in points of a percentage."""
        before = self.history.get((code, self.scope.on.year - 1))
        if before is None or value.value is None:
            return "", "", self._counted(value)
        points = round(value.value) - round(before)
        if not points:
            return "", "", _("geçen yıl sonuyla aynı")
        sign = "+" if points > 0 else "−"
        words = ngettext("%(sign)s%(n)s puan", "%(sign)s%(n)s puan", abs(points))
        return words % {"sign": sign, "n": abs(points)}, "up" if points > 0 else "down", _("geçen yıl sonuna göre")

    @staticmethod
    def _counted(value: FigureValue) -> str:
        parts = {"n": digits(value.numerator), "all": digits(value.denominator)}
        return _("%(all)s mezunda %(n)s") % parts if value.denominator else ""

    # --- charts -----------------------------------------------------------------------------------

    def trend(self) -> Picture | None:
        """The two shares by years; nothing to draw before the second year."""
        years = [*sorted({year for code, year in self.history if code in TREND}), self.scope.on.year]
        if len(years) < 2:
            return None
        series = [Series(str(_short(code)), [self._in(code, year) for year in years]) for code in TREND]
        return line_chart(
            title=_("Yıllara göre güncel kayıt ve e-posta izni oranı"),
            desc=_trend_words(years, series),
            labels=[str(year) for year in years],
            series=series,
            head=(_("Yıl"), _("Güncel kayıt"), _("E-posta izni")),
            rows=[[str(year), *(percent(round(value)) if (value := self._in(code, year)) is not None else "–"
                                for code in TREND)] for year in years],
        )  # fmt: skip

    def _in(self, code: str, year: int) -> float | None:
        return self.values[code].value if year == self.scope.on.year else self.history.get((code, year))

    def largest(self) -> Picture | None:
        """The largest departments; of one department its levels."""
        if self.unit is not None and self.unit.kind == "department":
            rows = [(str(Level(int(key)).label), n) for key, n in breakdowns.counts("level", self.scope).items()]
            title, head = _("Düzeylere göre kayıtlı mezun"), _("Düzey")
        else:
            rows = list(_largest_units(breakdowns.counts("department", self.scope), LARGEST))
            title, head = _("Bölümlere göre kayıtlı mezun"), _("Bölüm")
        if not rows:
            return None
        return bar_chart(
            title=title,
            desc=_("En yüksek: %(unit)s, %(n)s.") % {"unit": rows[0][0], "n": digits(rows[0][1])},
            bars=[Bar(label, n) for label, n in rows],
            head=(head, _("Mezun")),
        )

    def decades(self) -> Picture | None:
        rows = sorted(breakdowns.counts("decade", self.scope).items())
        if not rows:
            return None
        words = {"first": rows[0][0], "last": rows[-1][0]}
        return bar_chart(
            title=_("Mezuniyet dönemine göre kayıtlı mezun"),
            desc=_("%(first)s’lardan %(last)s’lara, ilk diplomanın yılına göre.") % words,
            bars=[Bar(_("%(year)s’lar") % {"year": decade}, n) for decade, n in rows],
            head=(_("Dönem"), _("Mezun")),
        )


def _response_figure() -> list[str]:
    """The response rate of surveys, where the surveys room counts it."""
    return [code for code in ("survey_response_rate",) if code in hooks.figures]


def _short(code: str) -> str:
    return {"fresh": _("Güncel kayıt"), "consent_news": _("E-posta izni")}[code]


def _trend_words(years: list[int], series: list[Series]) -> str:
    found = []
    for one in series:
        first, last = one.values[0], one.values[-1]
        if first is not None and last is not None:
            words = {"name": one.name, "first": years[0], "was": percent(round(first))}
            words |= {"last": years[-1], "now": percent(round(last))}
            found.append(_("%(name)s: %(first)s yılında %(was)s, %(last)s yılında %(now)s.") % words)
    return " ".join(found)


def _largest_units(counts: breakdowns.Counts, wanted: int) -> Iterator[tuple[str, int]]:
    names = breakdowns.unit_names(list(counts)[:wanted])
    yield from ((names[key], n) for key, n in counts.items() if key in names)


@dataclass(frozen=True)
class Places:
    """The card «Mezunlarımız nerede yaşıyor?»: the map, or the list of the world."""

    is_world: bool
    known: int
    picture: Picture | None
    ranks: list[Rank]


def places(scope: FigureScope, tab: str) -> Places:
    if tab == WORLD:
        counts = breakdowns.counts("country", scope)
        abroad = {code: n for code, n in counts.items() if code != codelists.HOME}
        return Places(True, sum(abroad.values()), None, ranks(abroad, codelists.country_name, wanted=30))
    counts = breakdowns.counts("province", scope)
    return Places(False, sum(counts.values()), province_map(counts), ranks(counts, codelists.province_name))


def as_of(unit: Unit | None) -> str:
    """«22 Kasım 2026 itibarıyla, tüm fakülteler»."""
    day = date_long(timezone.localdate())
    where: Any = unit.label if unit else _("tüm fakülteler")
    return _("%(day)s itibarıyla, %(where)s") % {"day": day, "where": where}
