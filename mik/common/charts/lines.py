"""Lines over the years: one or two series with their names at their ends."""

import json
from collections.abc import Sequence
from math import ceil, floor, log10
from typing import Any

from mik.common.charts import theme
from mik.common.charts.ends import EndText, Plot, Series, along_ends, beside_ends
from mik.common.charts.letters import width_of
from mik.common.charts.numbers import figure
from mik.common.charts.pictures import Form, Picture, Row, chart_of, sheet
from mik.common.charts.render import Spec

HEIGHTS = {Form.WIDE: 250, Form.NARROW: 230, Form.PRINT: 250}
DASHES = ([1, 0], [6, 4])
STEPS = (1, 2, 2.5, 5, 10)


def line_chart(
    *,
    title: str,
    desc: str,
    labels: Sequence[str],
    series: Sequence[Series],
    head: Row,
    rows: Sequence[Row] = (),
    width: int = 520,
    height: int = 0,
) -> Picture:
    """``labels`` are the ordinal marks below (years, months); at most two series. ``rows`` default to the values."""
    if len(series) > len(theme.SERIES):
        raise ValueError("At most two lines: more cannot be told apart without colour.")
    own_rows = [[label, *(figure(one.values[place], one.decimals) for one in series)]
                for place, label in enumerate(labels)]  # fmt: skip
    content: list[Any] = ["line", list(labels), [[one.name, list(one.values), one.decimals] for one in series], height]
    return Picture(
        title=title,
        desc=desc,
        content=content,
        spec=lambda form, size: _spec(form, size, height or HEIGHTS[form], labels, series),
        head=head,
        rows=list(rows or own_rows),
        width=width,
    )


def steps_to(highest: float, *, wanted: int = 4) -> list[float]:
    """Round numbers from 0 to at least ``highest``, about ``wanted`` steps."""
    if highest <= 0:
        return [0, 1]
    rough = highest / wanted
    power = 10 ** floor(log10(rough))
    step = next(power * factor for factor in STEPS if power * factor >= rough * 0.999)
    return [number * step for number in range(ceil(highest / step - 1e-9) + 1)]


def _spec(form: Form, width: int, height: int, labels: Sequence[str], series: Sequence[Series]) -> Spec:
    import altair as alt

    steps = steps_to(max((value for one in series for value in one.values if value is not None), default=0))
    left = max(width_of(figure(step, _decimals(steps)), 12) for step in steps) + 14
    narrow = form is Form.NARROW
    right = 16.0 if narrow else max((width_of(one.name, 13, 600) for one in series), default=0) + 18
    margins = sheet(width, height, left=left, top=26 if narrow else 14, right=right, bottom=28)
    plot = Plot(margins["width"], margins["height"], len(labels), steps[-1])
    years = _years(labels, margins["width"])
    x = alt.X("place:O", axis=years, title=None, scale=alt.Scale(type="point", padding=0))
    marks = alt.Axis(values=steps, tickCount=len(steps), format=",.1f" if _decimals(steps) else ",d")
    y = alt.Y("value:Q", title=None, scale=alt.Scale(domain=[0, steps[-1]], nice=False), axis=marks)
    names = beside_ends(series, plot) if not narrow else along_ends(series, plot)
    layers = _lines(series, x, y) + [_text(name, x, y) for name in names]
    spec: Spec = alt.layer(*layers).to_dict()
    return spec | margins


def _decimals(steps: Sequence[float]) -> int:
    return 0 if all(float(step).is_integer() for step in steps) else 1


def _years(labels: Sequence[str], room: float) -> Any:
    """All the marks that fit below, always with the last one."""
    import altair as alt

    broadest = max((width_of(label, 12) for label in labels), default=0) + 14
    every = next((n for n in range(1, len(labels) + 1) if broadest * (len(labels) - 1) / n <= room), len(labels) or 1)
    shown = [place for place in range(len(labels)) if (len(labels) - 1 - place) % every == 0]
    return alt.Axis(values=shown, labelExpr=f"{_expression(labels)}[datum.value]", labelOverlap=False)


def _expression(labels: Sequence[str]) -> str:
    """The labels as a list in Vega's expression language, whose strings are JSON's."""
    return json.dumps(list(labels), ensure_ascii=False)


def _rows_of(one: Series) -> list[dict[str, Any]]:
    return [{"place": place, "value": value} for place, value in enumerate(one.values)]


def _lines(series: Sequence[Series], x: Any, y: Any) -> list[Any]:

    layers: list[Any] = []
    for number, one in enumerate(series):
        colour = theme.SERIES[number]
        base = chart_of(_rows_of(one)).encode(x=x, y=y)
        if number == 0:
            layers.append(base.mark_area(color=colour, fillOpacity=0.08, line=False))
        layers.append(base.mark_line(color=colour, strokeDash=DASHES[number]))
        dots = base.transform_filter("isValid(datum.value)")
        layers.append(
            dots.mark_point(filled=True, fill=colour, stroke=theme.PAPER, strokeWidth=1.5, size=50, opacity=1)
        )
    return layers


def _text(name: EndText, x: Any, y: Any) -> Any:

    row = {"place": name.place, "value": name.value, "words": name.words}
    return chart_of([row]).mark_text(**name.look).encode(x=x, y=y, text="words:N")
