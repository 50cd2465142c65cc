"""Turkish text: one fold for search and matching, and letters, numbers and dates the Turkish way.

``fold`` and the SQL function ``mik_fold`` (migration ``common.0001_fold``) must stay equal to the letter: generated
columns hold what the database folded, queries ask for what Python folded. A change here needs a new migration.
"""

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal

from django.db.models import F, Func, TextField
from django.utils import dateformat, timezone
from django.utils.translation import get_language

from mik.common import zones

# PostgreSQL's collation for lists people read: Collate("surname", TR).
TR = "tr-x-icu"

# Letters that decomposing leaves alone, and the capitals of the two other alphabets our graduates' names come in.
# Written out, because the database's own lower() would depend on its locale.
_LETTERS = str.maketrans(
    "ıøØđĐðÐłŁħĦŧŦəƏŋŊАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЂЄЅІЈЉЊЋЏҐҒҚҢҮҰҲҺӘӨΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩς",
    "iooddddllhhtteennабвгдежзиклмнопрстуфхцчшщъыьэюяђєѕіјљњћџґғқңүұҳһәөαβγδεζηθικλμνξοπρστυφχψωσ",
)
# The letters Turkish adds: with these alone a text is folded the short way.
_TURKISH = str.maketrans("çğıöşüâîûÇĞİÖŞÜÂÎÛ", "cgiosuaiuCGIOSUAIU")
_PAIRS = (("ß", "ss"), ("ẞ", "ss"), ("æ", "ae"), ("Æ", "ae"), ("œ", "oe"), ("Œ", "oe"), ("þ", "th"), ("Þ", "th"))
_ASCII_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
_LATIN_MARKS = re.compile(r"([A-Za-z])[\u0300-\u036f]+")
# Accents that found no letter to sit on, soft hyphens, zero-width characters: nothing a reader sees.
_UNSEEN = re.compile(r"[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]+")
# What is neither letter nor digit, as code points: a class such as \w or [:alnum:] would depend on the locale.
_GAPS = re.compile(
    r"[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u00d7\u00f7\u02b9-\u02df\u055a-\u055f\u0589\u058a"
    r"\u05be\u05c0\u05c3\u05f3\u05f4\u060c\u061b\u061f\u066a-\u066d\u06d4\u2000-\u206f\u20a0-\u20cf"
    r"\u2190-\u2bff\u3001-\u3003\u3008-\u3020\u3030\ufe00-\ufe6f\ufffc\ufffd]+"
)


def fold(text: str) -> str:
    """The text as it is searched and matched: ASCII where Latin, lower case, single spaces ("Işık" is "isik")."""
    text = text.replace("\0", "")  # no text of the database holds one, and it refuses to be asked for one
    plain = text.translate(_TURKISH)
    if plain.isascii():  # the short way to the same result
        return _GAPS.sub(" ", plain.lower()).strip(" ")
    text = unicodedata.normalize("NFKD", text).translate(_LETTERS)
    for letter, pair in _PAIRS:
        text = text.replace(letter, pair)
    text = unicodedata.normalize("NFKC", _LATIN_MARKS.sub(r"\1", text))
    text = _UNSEEN.sub("", text).translate(_ASCII_LOWER)
    return _GAPS.sub(" ", text).strip(" ")


class _OrEmpty(Func):
    template = "COALESCE(%(expressions)s, '')"


class Folded(Func):
    """The fold of some text columns together, in the database: ``Folded("given_names", "surname")``."""

    function = "mik_fold"
    arg_joiner = " || ' ' || "

    def __init__(self, *fields: str) -> None:
        super().__init__(*(_OrEmpty(F(field)) for field in fields), output_field=TextField())


# --- letters -----------------------------------------------------------------------------------


def upper(text: str) -> str:
    """Upper case, i to İ and ı to I."""
    return text.replace("i", "İ").upper()


def lower(text: str) -> str:
    """Lower case, İ to i and I to ı."""
    return text.replace("I", "ı").replace("İ", "i").lower()


_WORD = re.compile(r"[^\W\d_]+")
_SMALL_WORDS = frozenset({"ve", "ile", "veya"})


def title_case(text: str) -> str:
    """Capital first letters in every part of a name: "AYŞE IŞIK-ÖZ" is "Ayşe Işık-Öz"."""

    def capitalised(match: re.Match[str]) -> str:
        word = lower(match[0])
        if word in _SMALL_WORDS and match.start() > 0:
            return word
        return upper(word[0]) + word[1:]

    return _WORD.sub(capitalised, unicodedata.normalize("NFC", text))


# --- numbers and dates, in the language of the page --------------------------------------------


def is_english() -> bool:
    """Whether the page is in English; everything else is Turkish."""
    return (get_language() or "tr").startswith("en")


def number(value: int | float | Decimal, decimals: int | None = None) -> str:
    """A number people read: 1.248,5 (English 1,248.5); ``decimals`` rounds, else the digits it has."""
    english = f"{value:,}" if decimals is None else f"{value:,.{decimals}f}"
    if is_english():
        return english
    return english.translate(str.maketrans(",.", ".,"))


def percent(value: int | float | Decimal, decimals: int = 0) -> str:
    """Per cent, given as 68 and not 0.68: %68 (English 68%)."""
    digits = number(value, decimals)
    return f"{digits}%" if is_english() else f"%{digits}"


def date_long(day: date) -> str:
    """A day people read: 22 Kasım 2026; a moment is taken in the reader's time zone."""
    if isinstance(day, datetime) and timezone.is_aware(day):
        day = zones.local(day)
    return dateformat.format(day, "j F Y")
