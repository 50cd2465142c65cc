"""Drawing, at most once for the same content: the key is the content, so nothing in the cache grows old."""

import hashlib
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.core.cache import caches
from django.utils.safestring import SafeString

from mik.common.charts import theme
from mik.common.charts.dress import dress, readable
from mik.common.charts.engine import draw
from mik.common.turkish import is_english

if TYPE_CHECKING:
    import altair

    Chart = altair.Chart | altair.LayerChart | altair.HConcatChart | altair.VConcatChart

Spec = dict[str, Any]


def language() -> str:
    return "en" if is_english() else "tr"


def fingerprint(*parts: object) -> str:
    """The same for the same content, language and theme."""
    content = json.dumps([theme.VERSION, language(), *parts], ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def render(chart: "Chart | Spec", *, title: str, desc: str, width: int, height: int = 0) -> SafeString:
    """The chart as SVG. A ``width`` of its own wins over the given one; ``height`` 0 leaves it to the chart."""
    spec = chart if isinstance(chart, dict) else chart.to_dict()
    size = {"width": width} | ({"height": height} if height else {})
    spec = {"autosize": {"type": "fit", "contains": "padding"}, **size, **spec}
    return drawn_once([spec], lambda: spec, title=title, desc=desc)


def drawn_once(content: list[Any], spec: Callable[[], Spec], *, title: str, desc: str) -> SafeString:
    """The SVG of ``spec()``, drawn if no drawing of this content is at hand."""
    key = f"g{fingerprint(content, title, desc)}"
    svg = caches["charts"].get(key)
    if svg is None:
        svg = dress(draw(_themed(spec())), title=title, desc=desc, key=key)
        caches["charts"].set(key, svg, None)
    return SafeString(svg)  # parsed and written by us; texts are escaped by the serialiser


def _themed(spec: Spec) -> Spec:
    own = spec.pop("config", {}) if "config" in spec else {}
    clean: Spec = _readable({**spec, "config": _merged(theme.config(language()), own)})
    return clean


def _merged(below: Spec, above: Spec) -> Spec:
    """``above`` over ``below``, one level of nesting deep, as Vega-Lite's config has it."""
    merged = dict(below)
    for key, value in above.items():
        nested = isinstance(value, dict) and isinstance(below.get(key), dict)
        merged[key] = {**below[key], **value} if nested else value
    return merged


def _readable(value: Any) -> Any:
    if isinstance(value, str):
        return readable(value)
    if isinstance(value, dict):
        return {key: _readable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_readable(item) for item in value]
    return value
