"""How wide a text is in our font: what labels need is known before anything is drawn."""

from functools import lru_cache

from mik.common.charts.engine import FONTS


@lru_cache(maxsize=3)
def _advances(weight: int) -> tuple[dict[int, float], float]:
    """Width of each sign as a share of the font size, and the one to take for signs the font lacks."""
    from fontTools.ttLib import TTFont

    font = TTFont(FONTS / f"PublicSans-{weight}.ttf")
    units, widths = font["head"].unitsPerEm, font["hmtx"]
    table = {sign: widths[name][0] / units for sign, name in font.getBestCmap().items()}
    return table, table[ord("m")]


def width_of(text: str, size: float = 13, weight: int = 400) -> float:
    table, other = _advances(weight)
    return size * sum(table.get(ord(sign), other) for sign in text)


def wrapped(text: str, room: float, *, size: float = 13, lines: int = 2) -> str:
    """The text in at most so many lines of this width, broken between words; the last ends in … if need be."""
    found: list[str] = [""]
    for word in text.split():
        longer = f"{found[-1]} {word}".strip()
        if found[-1] and width_of(longer, size) > room:
            found.append(word)
        else:
            found[-1] = longer
    kept = [*found[: lines - 1], " ".join(found[lines - 1 :])] if len(found) > lines else found
    return "\n".join(shortened(line, room, size=size) for line in kept)


def shortened(text: str, room: float, *, size: float = 13) -> str:
    if width_of(text, size) <= room:
        return text
    while text and width_of(f"{text}…", size) > room:
        text = text[:-1].rstrip()
    return f"{text}…"
