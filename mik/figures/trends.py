"""Values over the years: as a small line beside a figure, and as the chart of its page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mik.common.charts import Picture, Series, line_chart
from mik.common.hooks import Figure, FigureValue
from mik.figures.models import FigureSnapshot
from mik.figures.wording import DECIMALS, write

WIDTH, HEIGHT, EDGE = 96, 26, 3


@dataclass(frozen=True)
class Trend:
    """The yearly values of one figure, the oldest first, the running year last."""

    figure: Figure
    years: Sequence[int]
    values: Sequence[float | None]

    @property
    def is_drawn(self) -> bool:
        return sum(value is not None for value in self.values) > 1

    @property
    def words(self) -> str:
        """What the small line says to those who do not see it."""
        return ", ".join(
            f"{year}: {write(self.figure, value)}" for year, value in zip(self.years, self.values, strict=True)
        )

    @property
    def points(self) -> str:
        """The small line: from nought, unless it is a share or an average, whose changes would not be seen."""
        known = [(place, value) for place, value in enumerate(self.values) if value is not None]
        high = max(value for _place, value in known)
        low = 0.0 if self.figure.kind == "count" else min(value for _place, value in known)
        span = (high - low) or 1
        step = (WIDTH - 2 * EDGE) / max(len(self.values) - 1, 1)
        return " ".join(
            f"{EDGE + place * step:.1f},{HEIGHT - EDGE - (value - low) / span * (HEIGHT - 2 * EDGE):.1f}"
            for place, value in known
        )

    @property
    def end(self) -> tuple[str, str]:
        """Where the small line ends."""
        x, _comma, y = self.points.rpartition(" ")[2].partition(",")
        return x, y


def trend_of(figure: Figure, history: Iterable[FigureSnapshot], year: int, now: FigureValue) -> Trend:
    """Snapshots up to ``year``, whose own value is given."""
    past = [one for one in history if one.year < year]
    return Trend(figure, [*(one.year for one in past), year], [*(one.value for one in past), now.value])


def chart_of(trend: Trend, *, width: int = 760) -> Picture:
    figure = trend.figure
    words = [write(figure, value) for value in trend.values]
    label = str(figure.label)
    return line_chart(
        title=_("Yıllara göre: %(figure)s") % {"figure": label},
        desc=trend.words,
        labels=[str(year) for year in trend.years],
        series=[Series(label, trend.values, DECIMALS.get(figure.kind, 0))],
        head=(_("Yıl"), label),
        rows=[[str(year), word] for year, word in zip(trend.years, words, strict=True)],
        width=width,
    )
