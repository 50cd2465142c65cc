"""Names of any length on a card: the largest size at which the name fits, measured with the font itself."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont

# Millimetres between the left edge of the text and the photo's column.
ROOM = 56.0
# Sizes in millimetres, the largest first; their places are the classes s0 … s5 of both stylesheets.
SIZES = (5.3, 4.7, 4.1, 3.6, 3.1, 2.6)
# How many lines of each size the card has room for.
LINES = (1, 1, 2, 2, 3, 3)
# A name is set in two lines of a large size rather than in one of a small size.
ORDER = ((0, 1), (1, 1), (2, 1), (2, 2), (3, 2), (4, 2), (4, 3), (5, 3))
# What kerning and rounding may add.
SAFETY = 1.015


@dataclass(frozen=True)
class Fitted:
    """A name in lines at a size (index of SIZES)."""

    size: int
    lines: tuple[str, ...]


def fit_name(name: str) -> Fitted:
    """Broken between words only, unless a single word is wider than the card at the smallest size."""
    words = _words(name)
    for size, most in ORDER:
        lines = _lines(words, SIZES[size])
        if lines is not None and len(lines) <= most:
            return Fitted(size, tuple(lines))
    return Fitted(ORDER[-1][0], tuple(_cut(words)))


def _words(name: str) -> list[str]:
    """A hyphen is a place to break behind."""
    return name.replace("-", "-\0").replace("\0", " ").split() if len(name) > 30 else name.split()


def _join(line: str, word: str) -> str:
    return f"{line}{word}" if line.endswith("-") or not line else f"{line} {word}"


def _lines(words: list[str], size: float) -> list[str] | None:
    """Greedy lines; None where a word does not fit at all."""
    lines: list[str] = []
    line = ""
    for word in words:
        if width(word, size) > ROOM:
            return None
        longer = _join(line, word)
        if line and width(longer, size) > ROOM:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line] if line else lines


def _cut(words: list[str]) -> list[str]:
    """The last resort: the beginning, at the smallest size, with an ellipsis."""
    size, most = ORDER[-1]
    lines: list[str] = []
    rest = " ".join(words)
    while rest and len(lines) < most:
        end = next((end for end in range(len(rest), 0, -1) if width(rest[:end], SIZES[size]) <= ROOM), 1)
        if end < len(rest) and " " in rest[:end]:
            end = rest[:end].rindex(" ")
        lines.append(rest[:end].strip())
        rest = rest[end:].strip()
    if rest:
        lines[-1] = f"{lines[-1][:-1].rstrip()}…"
    return lines


def width(text: str, size: float, *, weight: int = 700) -> float:
    """Millimetres the text takes at ``size`` millimetres."""
    advances, em, unknown = _metrics(weight)
    return sum(advances.get(ord(sign), unknown) for sign in text) * size / em * SAFETY


@lru_cache(maxsize=4)
def _metrics(weight: int) -> tuple[dict[int, int], int, int]:
    """Advance of each character, units to the em, and a wide guess for letters the font lacks."""
    path = Path(settings.BASE_DIR) / "mik" / "common" / "fonts" / f"PublicSans-{weight}.ttf"
    with TTFont(path) as font:
        table, em = font["hmtx"].metrics, font["head"].unitsPerEm
        return {sign: table[glyph][0] for sign, glyph in font.getBestCmap().items()}, em, em
