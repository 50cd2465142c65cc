"""Ranked horizontal bars with their numbers; on a telephone the names stand above the bars."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mik.common.charts import theme
from mik.common.charts.letters import shortened, width_of, wrapped
from mik.common.charts.numbers import figure, percent
from mik.common.charts.pictures import Form, Picture, Row, chart_of, sheet
from mik.common.charts.render import Spec

STEP, THICK = 34, 20
NARROW_STEP, NARROW_THICK, NARROW_TOP = 46, 12, 21
LABEL_SHARE = 0.36


@dataclass(frozen=True)
class Bar:
    """``value`` None: hidden or not known, drawn as an empty track with a dash."""

    label: str
    value: float | None


def bar_chart(
    *,
    title: str,
    desc: str,
    bars: Sequence[Bar],
    head: Row,
    rows: Sequence[Row] = (),
    width: int = 520,
    decimals: int = 0,
    percentages: bool = False,
    highest: float = 0,
) -> Picture:
    """Bars in the order given. ``highest`` is the full length (default: the largest value, 100 for percentages)."""
    write = percent if percentages else figure
    full = highest or (100.0 if percentages else max((bar.value or 0 for bar in bars), default=0)) or 1.0
    words = [write(bar.value, decimals) for bar in bars]
    return Picture(
        title=title,
        desc=desc,
        content=["bar", [[bar.label, bar.value] for bar in bars], words, full],
        spec=lambda form, size: (_narrow if form is Form.NARROW else _wide)(size, bars, words, full),
        head=head,
        rows=list(rows or [[bar.label, word] for bar, word in zip(bars, words, strict=True)]),
        width=width,
    )


def _rows_of(bars: Sequence[Bar], words: Sequence[str], labels: Sequence[str], full: float) -> list[dict[str, Any]]:
    return [
        {"place": place, "label": label, "double": "\n" in label, "value": bar.value or 0, "full": full, "words": word}
        for place, (bar, word, label) in enumerate(zip(bars, words, labels, strict=True))
    ]


def _wide(width: int, bars: Sequence[Bar], words: Sequence[str], full: float) -> Spec:
    import altair as alt

    labels = [wrapped(bar.label, width * LABEL_SHARE) for bar in bars]
    left = max((width_of(line) for label in labels for line in label.split("\n")), default=0) + 12
    right = max((width_of(word, 13, 600) for word in words), default=0) + 12
    margins = sheet(width, STEP * len(bars) + 4, left=left, top=2, right=right, bottom=2)
    base = chart_of(_rows_of(bars, words, labels, full)).encode(y=_lines())
    # The engine centres the first line on the bar; of two lines the first must start half a line higher.
    raised = alt.expr("datum.double ? -7.5 : 0")
    names = base.mark_text(align="right", dx=-12, dy=raised, lineBreak="\n", lineHeight=15, baseline="middle")
    values = base.mark_text(align="left", dx=10, fontWeight=600, baseline="middle")
    spec: Spec = alt.layer(
        *_tracks(base, full, THICK),
        names.encode(x=alt.value(0), text="label:N"),
        values.encode(x=_length("full:Q", full), text="words:N"),
    ).to_dict()
    return spec | margins


def _narrow(width: int, bars: Sequence[Bar], words: Sequence[str], full: float) -> Spec:
    import altair as alt

    rooms = [width - width_of(word, 13, 600) - 12 for word in words]
    labels = [shortened(bar.label, room) for bar, room in zip(bars, rooms, strict=True)]
    margins = sheet(width, NARROW_STEP * len(bars))
    base = chart_of(_rows_of(bars, words, labels, full)).encode(y=_lines())
    shift = NARROW_TOP + NARROW_THICK / 2 - NARROW_STEP / 2
    text: dict[str, Any] = {"dy": 14 - NARROW_STEP / 2, "baseline": "alphabetic"}
    spec: Spec = alt.layer(
        *_tracks(base, full, NARROW_THICK, shift),
        base.mark_text(align="left", **text).encode(x=alt.value(0), text="label:N"),
        base.mark_text(align="right", fontWeight=600, **text).encode(x=alt.value(width), text="words:N"),
    ).to_dict()
    return spec | margins


def _lines() -> Any:
    import altair as alt

    return alt.Y("place:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))


def _length(field: str, full: float) -> Any:
    import altair as alt

    return alt.X(field, axis=None, scale=alt.Scale(domain=[0, full], nice=False))


def _tracks(base: Any, full: float, thick: int, shift: float = 0) -> list[Any]:
    """The empty track to its full length, and the bar upon it."""
    look: dict[str, Any] = {"cornerRadius": 3, "height": thick, "yOffset": shift}
    return [
        base.mark_bar(fill=theme.TRACK, **look).encode(x=_length("full:Q", full)),
        base.mark_bar(fill=theme.SERIES[0], **look).encode(x=_length("value:Q", full)),
    ]
