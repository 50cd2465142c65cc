"""A figure's value as people read it."""

from django.utils.translation import ngettext

from mik.common import turkish
from mik.common.hooks import Figure, FigureValue

UNKNOWN = "–"
DECIMALS = {"count": 0, "percent": 0, "mean": 1, "median": 1, "days": 1}


def write(figure: Figure, value: FigureValue | float | None) -> str:
    """1.248, %68, 4,1 or 3,5 gün; a dash where nothing is known."""
    return in_words(value.value if isinstance(value, FigureValue) else value, figure.kind)


def in_words(value: float | None, kind: str, *, unknown: str = UNKNOWN) -> str:
    """The same for a value kept apart from its figure."""
    if value is None:
        return unknown
    decimals = DECIMALS.get(kind, 0)
    if kind == "percent":
        return turkish.percent(value, decimals)
    plain = turkish.number(value, decimals)
    return ngettext("%(n)s gün", "%(n)s gün", round(value)) % {"n": plain} if kind == "days" else plain


def fraction(value: FigureValue) -> str:
    """1.248 / 4.612; empty for a count."""
    if value.numerator is None or value.denominator is None:
        return ""
    return f"{turkish.number(value.numerator)} / {turkish.number(value.denominator)}"
