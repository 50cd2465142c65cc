"""Turkey's provinces coloured by classes; the legend is HTML beside the drawing."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from mik.common import codelists
from mik.common.charts import theme
from mik.common.charts.numbers import figure
from mik.common.charts.pictures import Form, LegendItem, Picture, Row, chart_of, sheet
from mik.common.charts.render import Spec

RATIO = 0.427
BORDERS = {Form.WIDE: 0.9, Form.NARROW: 0.5, Form.PRINT: 0.7}
CLASSES = (50, 150, 500, 1000, 3000)
SMALLER_CLASSES = (5, 10, 25, 50, 100)


@dataclass(frozen=True)
class Area:
    """A province by its plate ("61"); ``value`` None: hidden, coloured as the lowest class. ``words`` is what the
    tooltip and the table say of it.
    """

    plate: str
    value: float | None
    words: str = ""


def map_chart(
    *,
    title: str,
    desc: str,
    areas: Sequence[Area],
    head: Row,
    classes: Sequence[int] = (),
    rows: Sequence[Row] = (),
    width: int = 760,
) -> Picture:
    """``classes``: the five lower bounds above the first class; by themselves they follow the largest value.
    A province without an Area is «no data».
    """
    bounds = tuple(classes) or bounds_for(max((area.value or 0 for area in areas), default=0))
    shown = {area.plate: (class_of(area.value, bounds), area.words or figure(area.value)) for area in areas}
    names = dict(codelists.provinces())
    texts = {plate: f"{name}: {shown[plate][1] if plate in shown else _('veri yok')}" for plate, name in names.items()}
    own_rows = [[names.get(area.plate, area.plate), shown[area.plate][1]] for area in areas]
    return Picture(
        title=title,
        desc=desc,
        content=["map", sorted((plate, found[0]) for plate, found in shown.items()), texts],
        spec=lambda form, size: _spec(form, size, {plate: found[0] for plate, found in shown.items()}, texts),
        head=head,
        rows=list(rows or own_rows),
        width=width,
        one_form=True,
        legend=legend_of(bounds, is_complete=len(shown) == len(names)),
    )


def bounds_for(highest: float) -> tuple[int, ...]:
    """Fewer people, finer classes: an office that begins has tens where a grown one has thousands."""
    for bounds in (SMALLER_CLASSES, (10, 25, 50, 100, 250), (25, 75, 200, 500, 1000)):
        if highest < bounds[-1] * 3:
            return bounds
    return CLASSES


def class_of(value: float | None, bounds: Sequence[int]) -> int:
    return sum((value or 0) >= bound for bound in bounds)


def legend_of(bounds: Sequence[int], *, is_complete: bool) -> list[LegendItem]:
    words = [f"0–{figure(bounds[0] - 1)}"]
    words += [f"{figure(low)}–{figure(high - 1)}" for low, high in pairwise(bounds)]
    words += [_("%(n)s ve üzeri") % {"n": figure(bounds[-1])}]
    items = [LegendItem(word, f"c-m{number}", theme.MAP[number]) for number, word in enumerate(words)]
    return items if is_complete else [LegendItem(_("veri yok"), "c-none", theme.NO_DATA), *items]


@lru_cache(maxsize=1)
def _topology() -> str:
    return (codelists.DATA / "tr_provinces.topo.json").read_text(encoding="utf-8")


def _spec(form: Form, width: int, classes: Mapping[str, int], texts: Mapping[str, str]) -> Spec:
    import altair as alt

    lines = [{"plate": plate, "words": words, **_look(classes.get(plate))} for plate, words in texts.items()]
    shapes: Any = chart_of(json.loads(_topology()))
    shapes.data.format = alt.TopoDataFormat(type="topojson", feature="provinces")
    words = alt.LookupData(data=chart_of(lines).data, key="plate", fields=["words", "fill", "stroke"])
    chart = (
        shapes.mark_geoshape(strokeWidth=BORDERS[form])
        .encode(
            fill=alt.Fill("fill:N", scale=None, legend=None),
            stroke=alt.Stroke("stroke:N", scale=None, legend=None),
            description="words:N",
        )
        .transform_lookup(lookup="properties.plate", from_=words)
        .project(type="mercator")
    )
    spec: Spec = chart.to_dict()
    return spec | sheet(width, round(width * RATIO), left=1, top=1, right=1, bottom=1)


def _look(number: int | None) -> dict[str, str]:
    if number is None:
        return {"fill": theme.NO_DATA, "stroke": theme.NO_DATA_BORDER}
    return {"fill": theme.MAP[number], "stroke": theme.BORDER}
