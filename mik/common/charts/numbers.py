"""Numbers as the charts write them, in the reader's language."""

from mik.common.charts.render import language
from mik.common.charts.theme import NUMBERS


def figure(value: float | None, decimals: int = 0) -> str:
    """1.248 or 4,1; a dash for what is not known."""
    if value is None:
        return "–"
    marks = NUMBERS[language()]
    plain = f"{value:,.{decimals}f}"
    return plain.translate({ord(","): str(marks["thousands"]), ord("."): str(marks["decimal"])})


def percent(value: float | None, decimals: int = 0) -> str:
    """%68 in Turkish, 68% in English."""
    if value is None:
        return "–"
    return f"%{figure(value, decimals)}" if language() == "tr" else f"{figure(value, decimals)}%"
