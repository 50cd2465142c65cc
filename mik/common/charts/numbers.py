"""Numbers as the charts write them, in the reader's language; a dash for what is not known."""

from mik.common import turkish

UNKNOWN = "–"


def figure(value: float | None, decimals: int = 0) -> str:
    """1.248 or 4,1."""
    return UNKNOWN if value is None else turkish.number(value, decimals)


def percent(value: float | None, decimals: int = 0) -> str:
    """%68 in Turkish, 68% in English."""
    return UNKNOWN if value is None else turkish.percent(value, decimals)
