"""The drawing engine, vl-convert: started by the first drawing, never at import.

Its threads do not live through a fork, so a child of a process that has drawn would wait for them for ever; here it
gets an error that says so. Whoever forks workers (gunicorn with preload, Celery's parent) must not draw.
"""

import os
from functools import lru_cache
from pathlib import Path
from typing import Any

FONTS = Path(__file__).resolve().parents[1] / "fonts"
GRAMMAR = "6.4"

_state = {"drawn": False, "orphaned": False}


class ForkedAfterDrawing(RuntimeError):
    """This process was forked from one that had drawn; it must start anew before it can draw."""

    def __init__(self) -> None:
        super().__init__(
            f"Process {os.getpid()} was forked after its parent had drawn a chart, so the drawing engine would hang. "
            "Draw in the workers only, never before they are forked."
        )


def _after_fork() -> None:
    _state["orphaned"] = _state["drawn"]


os.register_at_fork(after_in_child=_after_fork)


@lru_cache(maxsize=1)
def _register_fonts() -> None:
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))


def draw(spec: dict[str, Any]) -> str:
    """The SVG of a Vega-Lite specification, as the engine leaves it."""
    if _state["orphaned"]:
        raise ForkedAfterDrawing
    import vl_convert

    _state["drawn"] = True
    _register_fonts()
    return str(vl_convert.vegalite_to_svg(spec, vl_version=GRAMMAR))
