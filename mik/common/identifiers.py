"""Identifiers as people and spreadsheets write them: T.C. kimlik no, passport, telephone, e-mail."""

import re
from decimal import Decimal
from functools import lru_cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from mik.common.turkish import fold

_EMAIL = re.compile(r"[^@\s,;:()<>\[\]\"\\]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+")
_ELEVEN = re.compile(r"[1-9][0-9]{10}", re.ASCII)
# A Turkish number with its ten digits, written with whatever between them.
_TURKISH = re.compile(r"(?:\+?90|0)?[ ]?((?:[(]?[2-5])[0-9 ()/.-]{9,})", re.ASCII)
_NO_DIGITS = re.compile(r"[^0-9]")
# Lists upper-cased the Turkish way turn the i of an address into İ, lower-cased ones its I into ı.
TURKISH_I = str.maketrans("İı", "ii")


def as_text(value: object) -> str:
    """A cell as the person saw it: whole numbers without ".0", no guarding apostrophe, no outer spaces."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float | Decimal) and value == value and value == int(value):
        value = int(value)
    return str(value).replace("\u00a0", " ").strip().removeprefix("'").strip()


def clean_tckn(value: object) -> str:
    """What a cell holds as T.C. kimlik no, without spaces and ".0"; a lost leading digit is never made up."""
    if type(value) is str and value.isdigit():  # the short way to the same result
        return value
    return re.sub(r"[\s\u00a0.\-]", "", re.sub(r"[.,]0+$", "", as_text(value)))


def valid_tckn(number: str) -> bool:
    """Whether the eleven digits bear their two check digits; numbers of foreigners (99…) bear them too."""
    if not _ELEVEN.fullmatch(number):
        return False
    digits = [sign - 48 for sign in number.encode()]
    tenth = (sum(digits[0:9:2]) * 7 - sum(digits[1:8:2])) % 10
    return digits[9] == tenth and digits[10] == sum(digits[:10]) % 10


def is_foreigner_number(number: str) -> bool:
    """Whether a valid number is a "yabancı kimlik numarası", given to foreigners living here."""
    return number.startswith("99") and valid_tckn(number)


def mask_identifier(value: str | None) -> str:
    """An identifier as it may be shown: ``192••••••16``; anything too short to keep secret is masked whole."""
    text = value or ""
    if len(text) < 8:
        return "•" * len(text)
    return text[:3] + "•" * (len(text) - 5) + text[-2:]


def normalise_passport(value: object) -> str:
    """Capital letters and digits only; "" where no digit is left."""
    text = fold(as_text(value)).replace(" ", "").upper()
    return text if any(sign.isdigit() for sign in text) else ""


def normalise_phone(value: object, region: str = "TR") -> str:
    """E.164 of a telephone number as written in ``region``, or "" when it is none."""
    text = as_text(value)
    if region == "TR" and (match := _TURKISH.fullmatch(text)):
        national = _NO_DIGITS.sub("", match[1])
        if len(national) == 10:
            return f"+90{national}" if _is_dialled_here(national[:7]) else ""
    candidates = [text, f"+{text}"] if text[:1] in {"9"} else [text]
    for candidate in candidates:
        try:
            parsed = phonenumbers.parse(candidate, region)
        except NumberParseException:
            continue
        if phonenumbers.is_valid_number(parsed):
            return phonenumbers.format_number(parsed, PhoneNumberFormat.E164)
    return ""


@lru_cache(maxsize=65536)
def _is_dialled_here(beginning: str) -> bool:
    """Whether Turkish numbers begin with these seven digits; no rule of theirs asks for more than these."""
    return phonenumbers.is_valid_number(phonenumbers.parse(f"+90{beginning}000"))


def normalise_email(value: object) -> str:
    """The address in small letters, as it is compared, or "" when it is none.

    Small letters before the @ too: lists of the registry shout, and no mail provider in use tells them apart.
    """
    text = as_text(value).removeprefix("mailto:").translate(TURKISH_I).lower()
    return text if len(text) <= 254 and _EMAIL.fullmatch(text) else ""
