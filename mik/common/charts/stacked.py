"""Bars of a hundred per cent each, divided into two to five parts; what the parts are stands in the legend."""

from collections.abc import Sequence
from typing import Any

from mik.common.charts import theme
from mik.common.charts.letters import shortened, width_of, wrapped
from mik.common.charts.likert import (
    LABEL_SHARE,
    NARROW_STEP,
    NARROW_THICK,
    NARROW_TOP,
    STEP,
    THICK,
    Statement,
    bar_layers,
    label_layers,
    with_room,
)
from mik.common.charts.numbers import percent
from mik.common.charts.pictures import Form, LegendItem, Picture, Row, sheet
from mik.common.charts.render import Spec

# Which of the five colours the parts take, so that neighbours are told apart.
PLACES = {1: (4,), 2: (4, 1), 3: (4, 3, 1), 4: (4, 3, 2, 1), 5: (4, 3, 2, 1, 0)}
MOST_PARTS = 5


def stacked_chart(
    *,
    title: str,
    desc: str,
    parts: Sequence[str],
    bars: Sequence[Statement],
    head: Row,
    rows: Sequence[Row],
    hidden: str = "–",
    width: int = 760,
) -> Picture:
    """``bars``: shares of the parts in per cent, in the order of ``parts``; a bar without shares says ``hidden``."""
    places = PLACES[len(parts)]
    return Picture(
        title=title,
        desc=desc,
        content=["stacked", list(places), [[bar.label, list(bar.shares)] for bar in bars], hidden],
        spec=lambda form, size: _spec(form, size, bars, places, hidden),
        head=head,
        rows=list(rows),
        width=width,
        legend=[
            LegendItem(part, f"c-l{place + 1}", theme.LIKERT[place]) for part, place in zip(parts, places, strict=True)
        ],
    )


def _segments(bars: Sequence[Statement], places: Sequence[int]) -> list[dict[str, Any]]:
    found = []
    for line, bar in enumerate(bars):
        start = 0.0
        for share, place in zip(bar.shares, places, strict=False):
            found.append({"line": line, "start": start, "end": start + share, "place": place, "word": percent(share)})
            start += share
    return found


def _spec(form: Form, width: int, bars: Sequence[Statement], places: Sequence[int], hidden: str) -> Spec:
    import altair as alt

    narrow = form is Form.NARROW
    step, thick = (NARROW_STEP, NARROW_THICK) if narrow else (STEP, THICK)
    labels = [shortened(bar.label, width) if narrow else wrapped(bar.label, width * LABEL_SHARE, size=12.5)
              for bar in bars]  # fmt: skip
    longest = max((width_of(line, 12.5) for label in labels for line in label.split("\n")), default=0)
    margins = sheet(width, step * len(bars) + 4, left=0 if narrow else longest + 12, bottom=4)
    shift = NARROW_TOP + NARROW_THICK / 2 - NARROW_STEP / 2 if narrow else 0
    extent = [0.0, max((sum(bar.shares) for bar in bars), default=100.0) or 100.0]
    segments = with_room(_segments(bars, places), extent, margins["width"])
    layers = bar_layers(segments, places, alt.Scale(domain=extent, nice=False, zero=False), thick, shift)
    spec: Spec = alt.layer(*layers, *label_layers(bars, labels, hidden, narrow)).to_dict()
    return spec | margins
