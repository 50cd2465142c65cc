"""Answers on a scale as bars that part at the middle of the neutral answer (or of the whole, where it is even)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mik.common.charts import theme
from mik.common.charts.letters import shortened, width_of, wrapped
from mik.common.charts.numbers import percent
from mik.common.charts.pictures import Form, LegendItem, Picture, Row, chart_of, sheet
from mik.common.charts.render import Spec

STEP, THICK = 38, 26
NARROW_STEP, NARROW_THICK, NARROW_TOP = 50, 24, 22
LABEL_SHARE = 0.28
SMALLEST_WRITTEN = 7
FOOT = 30
COLOURS = {2: (0, 4), 3: (0, 2, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}


@dataclass(frozen=True)
class Statement:
    """One line: the shares (0–100) of the answers from the most negative to the most positive.

    An empty list: hidden because too few answered; the line stays, without a bar.
    """

    label: str
    shares: Sequence[float]


def likert_chart(
    *,
    title: str,
    desc: str,
    answers: Sequence[str],
    statements: Sequence[Statement],
    head: Row,
    rows: Sequence[Row] = (),
    width: int = 520,
    ends: tuple[str, str] = ("", ""),
    hidden: str = "–",
) -> Picture:
    """``answers``: 2 to 5 names, most negative first, shown as a legend; ``ends``: words below left and right of the
    middle; ``hidden``: what stands in the place of a hidden line.
    """
    places = COLOURS[len(answers)]
    legend = [LegendItem(answer, f"c-l{place + 1}", theme.LIKERT[place])
              for answer, place in zip(answers, places, strict=True)]  # fmt: skip
    own_rows = [[one.label, *([percent(share) for share in one.shares] or [hidden] * len(answers))]
                for one in statements]  # fmt: skip
    return Picture(
        title=title,
        desc=desc,
        content=["likert", [[one.label, list(one.shares)] for one in statements], places, ends, hidden],
        spec=lambda form, size: _spec(form, size, statements, places, ends, hidden),
        head=head,
        rows=list(rows or own_rows),
        width=width,
        legend=legend,
    )


def middle_of(shares: Sequence[float]) -> float:
    """How much lies left of the middle line: half of the neutral answer counts as left."""
    half, odd = divmod(len(shares), 2)
    return sum(shares[:half]) + (shares[half] / 2 if odd else 0)


def _segments(statements: Sequence[Statement], places: Sequence[int]) -> list[dict[str, Any]]:
    found = []
    for line, one in enumerate(statements):
        start = -middle_of(one.shares)
        for share, place in zip(one.shares, places, strict=False):
            found.append({"line": line, "start": start, "end": start + share, "place": place, "word": percent(share)})
            start += share
    return found


def with_room(segments: list[dict[str, Any]], extent: list[float], room: float) -> list[dict[str, Any]]:
    """Without the words of shares too small to be written, or whose segment is too narrow for them."""
    scale = room / ((extent[1] - extent[0]) or 1)

    def has_room(segment: dict[str, Any]) -> bool:
        share = segment["end"] - segment["start"]
        return bool(share >= SMALLEST_WRITTEN and share * scale >= width_of(segment["word"], 11.5, 600) + 3)

    return [one if has_room(one) else {**one, "word": ""} for one in segments]


def _spec(
    form: Form, width: int, statements: Sequence[Statement], places: Sequence[int], ends: tuple[str, str], hidden: str
) -> Spec:
    import altair as alt

    narrow = form is Form.NARROW
    step, thick = (NARROW_STEP, NARROW_THICK) if narrow else (STEP, THICK)
    labels = [shortened(one.label, width) if narrow else wrapped(one.label, width * LABEL_SHARE, size=12.5)
              for one in statements]  # fmt: skip
    longest = max((width_of(line, 12.5) for label in labels for line in label.split("\n")), default=0)
    foot = FOOT if any(ends) else 6
    margins = sheet(width, step * len(statements) + foot, left=0 if narrow else longest + 12, bottom=foot)
    shift = NARROW_TOP + NARROW_THICK / 2 - NARROW_STEP / 2 if narrow else 0
    segments = _segments(statements, places)
    extent = [
        min((row["start"] for row in segments), default=-50.0),
        max((row["end"] for row in segments), default=50.0),
    ]
    x = alt.Scale(domain=extent, nice=False, zero=False)
    layers = _centre(ends, x, margins["height"], with_rule=not narrow)
    layers += bar_layers(with_room(segments, extent, margins["width"]), places, x, thick, shift)
    layers += label_layers(statements, labels, hidden, narrow)
    spec: Spec = alt.layer(*layers).to_dict()
    return spec | margins


def _lines() -> Any:
    import altair as alt

    return alt.Y("line:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))


def bar_layers(segments: list[dict[str, Any]], places: Sequence[int], x: Any, thick: int, shift: float) -> list[Any]:
    import altair as alt

    layers: list[Any] = []
    for place in places:
        rows = [row for row in segments if row["place"] == place]
        base = chart_of(rows).encode(y=_lines())
        bar = base.mark_bar(fill=theme.LIKERT[place], height=thick, yOffset=shift, xOffset=0.75, x2Offset=-0.75)
        layers.append(bar.encode(x=alt.X("start:Q", axis=None, scale=x), x2="end:Q"))
        word = base.transform_calculate(mid="(datum.start + datum.end) / 2").transform_filter("datum.word !== ''")
        text = word.mark_text(fill=theme.LIKERT_INK[place], fontSize=11.5, fontWeight=600, dy=shift, baseline="middle")
        layers.append(text.encode(x=alt.X("mid:Q", axis=None, scale=x), text="word:N"))
    return layers


def label_layers(statements: Sequence[Statement], labels: Sequence[str], hidden: str, narrow: bool) -> list[Any]:
    import altair as alt

    rows = [{"line": line, "label": label, "double": "\n" in label} for line, label in enumerate(labels)]
    base = chart_of(rows).encode(y=_lines(), x=alt.value(0), text="label:N")
    place = {"align": "left", "dy": 14 - NARROW_STEP / 2, "baseline": "alphabetic"} if narrow else {
        "align": "right", "dx": -12, "baseline": "middle", "dy": alt.expr("datum.double ? -7.5 : 0")}  # fmt: skip
    without = [{"line": line, "word": hidden} for line, one in enumerate(statements) if not one.shares]
    silent = chart_of(without).encode(y=_lines(), x=alt.value(4), text="word:N")
    return [
        base.mark_text(fontSize=12.5, lineBreak="\n", lineHeight=15, **place),
        *([silent.mark_text(align="left", color=theme.MUTED, fontSize=12, dy=8 if narrow else 0)] if without else []),
    ]


def _centre(ends: tuple[str, str], x: Any, height: float, *, with_rule: bool) -> list[Any]:
    import altair as alt

    base = chart_of([{"at": 0, "left": f"← {ends[0]}", "right": f"{ends[1]} →"}]).encode(
        x=alt.X("at:Q", axis=None, scale=x)
    )
    rule = base.mark_rule(color=theme.AXIS, strokeDash=[2, 3], y=0, y2=height + 4)
    words = {"color": theme.MUTED, "fontSize": 12, "baseline": "alphabetic"}
    rules = [rule] if with_rule else []
    if not any(ends):
        return rules
    return [
        *rules,
        base.mark_text(align="right", dx=-8, **words).encode(y=alt.value(height + 20), text="left:N"),
        base.mark_text(align="left", dx=8, **words).encode(y=alt.value(height + 20), text="right:N"),
    ]
