"""Names as lists have them: in one column or two, in capitals or not, the surname shouting at the end."""

import unicodedata
from collections.abc import Iterable
from enum import Enum
from functools import lru_cache

from mik.common.turkish import fold, lower, title_case, upper


class NameStyle(Enum):
    """How one column holds the whole name."""

    CAPITAL_TAIL = "Ayşe Nur YILMAZ KAYA"
    CAPITAL_HEAD = "YILMAZ KAYA Ayşe Nur"
    LAST_WORD = "Ayşe Nur Yılmaz"
    FIRST_WORD = "Yılmaz Ayşe Nur"


@lru_cache(maxsize=65536)  # names repeat
def tidy(text: str) -> str:
    """Single spaces; a name all in capitals or all in small letters gets capital first letters."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    if not fold(text):
        return ""
    return title_case(text) if text in {upper(text), lower(text)} else text


def _is_capital(word: str) -> bool:
    """A word in capitals; an initial ("Ş.") is one in any name and tells nothing."""
    letters = [sign for sign in word if sign.isalpha()]
    return len(letters) > 1 and any(sign.isupper() for sign in letters) and word == upper(word)


def _has_case(word: str) -> bool:
    return word.upper() != word.lower()


def find_style(names: Iterable[str], *, surname_first: bool = False) -> NameStyle:
    """The style most names of two or more words are written in."""
    marked = seen = 0
    for name in names:
        words = name.split()
        if len(words) < 2 or not _has_case(name):
            continue
        seen += 1
        edge, other = (words[0], words[-1]) if surname_first else (words[-1], words[0])
        marked += _is_capital(edge) and not _is_capital(other)
    if marked and marked * 2 > seen:
        return NameStyle.CAPITAL_HEAD if surname_first else NameStyle.CAPITAL_TAIL
    return NameStyle.FIRST_WORD if surname_first else NameStyle.LAST_WORD


def split_name(text: str, style: NameStyle) -> tuple[str, str]:
    """Given names and surname, tidied; the one that can't be found is ""."""
    if "," in text:  # «YILMAZ, Ayşe» in whatever list
        surname, given = text.split(",", 1)
        return tidy(given), tidy(surname)
    words = text.split()
    cut = _cut(words, style)
    head, tail = words[:cut], words[cut:]
    if style in {NameStyle.CAPITAL_HEAD, NameStyle.FIRST_WORD}:
        head, tail = tail, head
    return tidy(" ".join(head)), tidy(" ".join(tail))


def _cut(words: list[str], style: NameStyle) -> int:
    """Where the first part ends."""
    if style is NameStyle.FIRST_WORD:
        return 1 if len(words) > 1 else 0
    if style is NameStyle.LAST_WORD or not any(_has_case(word) for word in words):
        return max(len(words) - 1, 1)
    if style is NameStyle.CAPITAL_HEAD:
        cut = next((index for index, word in enumerate(words) if not _is_capital(word)), len(words))
        return cut if cut < len(words) else min(1, len(words))
    cut = len(words)
    while cut > 0 and _is_capital(words[cut - 1]):
        cut -= 1
    return cut if cut > 0 else max(len(words) - 1, 0)
