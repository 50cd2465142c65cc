"""A chart in its three forms: for a broad column, for a telephone, for paper. Each is drawn when first asked for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString

from mik.common.charts.render import Spec, drawn_once

Row = Sequence[str]


class Form(Enum):
    """Where the drawing will stand."""

    WIDE = "wide"
    NARROW = "narrow"
    PRINT = "print"


NARROW_WIDTH = 340
PRINT_WIDTH = 640


@dataclass(frozen=True)
class LegendItem:
    """One entry of a legend written beside the drawing: ``cls`` and ``colour`` of its swatch."""

    label: str
    cls: str
    colour: str


@dataclass(frozen=True)
class Picture:
    """A chart with its words and its numbers. ``head`` and ``rows`` are the table that says the same.

    ``one_form``: the broad drawing does for telephones too.
    """

    title: str
    desc: str
    content: list[Any]
    spec: Callable[[Form, int], Spec]
    head: Row
    rows: list[Row]
    width: int = 520
    legend: list[LegendItem] = field(default_factory=list)
    one_form: bool = False

    def form(self, form: Form) -> SafeString:
        width = {Form.WIDE: self.width, Form.NARROW: NARROW_WIDTH, Form.PRINT: PRINT_WIDTH}[form]
        content = [form.value, width, self.content]
        return drawn_once(content, lambda: self.spec(form, width), title=self.title, desc=self.desc)

    @cached_property
    def wide(self) -> SafeString:
        return self.form(Form.WIDE)

    @cached_property
    def narrow(self) -> SafeString:
        return self.form(Form.NARROW)

    @cached_property
    def print(self) -> SafeString:
        return self.form(Form.PRINT)


def sheet(width: float, height: float, *, left: float = 0, top: float = 0, right: float = 0, bottom: float = 0) -> Spec:
    """Size and margins of a drawing that is exactly ``width`` by ``height`` pixels, whatever its labels."""
    return {
        "width": width - left - right,
        "height": height - top - bottom,
        "padding": {"left": left, "top": top, "right": right, "bottom": bottom},
        "autosize": {"type": "none"},
    }


def chart_of(values: Any) -> Any:
    """An Altair chart over these rows (or a topology), untyped: its marks take too many kinds of values."""
    import altair as alt

    data = alt.Data(values=values)  # type: ignore[no-untyped-call]  # Altair leaves its data classes untyped
    return alt.Chart(data)
