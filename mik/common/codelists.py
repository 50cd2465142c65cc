"""Lists of codes people choose from: countries, provinces, occupations (ISCO-08), languages (ISO 639-1), sectors
(NACE Rev. 2.1).

The files stand in ``mik/common/data``. Names follow the active language; what the source
names in English only keeps that name, since translations of a standard are not ours to invent.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from mik.common.turkish import is_english

DATA = Path(__file__).resolve().parent / "data"
HOME = "TR"
# Northern Cyprus has no ISO code; X… codes are set aside for private use (ISO 3166-1).
NORTHERN_CYPRUS = "XN"

Choice = tuple[str, str]
Group = tuple[str, list[Choice]]

_ALPHABET = {letter: rank for rank, letter in enumerate("aâbcçdefgğhıiîjklmnoöpqrsştuûüvwxyz")}


@dataclass(frozen=True)
class Code:
    """One line of a list; ``name_en`` falls back to the Turkish name and the other way round."""

    code: str
    name_tr: str
    name_en: str
    parent: str = ""

    @property
    def name(self) -> str:
        first, second = (self.name_en, self.name_tr) if is_english() else (self.name_tr, self.name_en)
        return first or second


def turkish_key(text: str) -> tuple[tuple[int, int], ...]:
    """Sort key for short lists in memory: ç after c, ı before i; letters after digits and signs."""
    lowered = text.replace("I", "ı").replace("İ", "i").lower()
    return tuple((1, _ALPHABET[sign]) if sign in _ALPHABET else (0, ord(sign)) for sign in lowered)


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


# --- Countries and provinces ----------------------------------------------------------------------


@lru_cache(maxsize=1)
def _countries() -> dict[str, Code]:
    rows = (
        Code(row["alpha2"] or NORTHERN_CYPRUS, row["name_tr"], _bare(row["name_en"]))
        for row in _rows("countries_tr.csv")
    )
    return {row.code: row for row in rows}


def _bare(name: str) -> str:
    """The name without the remark in brackets that the source adds to Northern Cyprus."""
    return name.split(" (no ISO", 1)[0]


@lru_cache(maxsize=2)
def _country_choices(english: bool) -> tuple[Choice, ...]:
    rows = _countries().values()
    pairs = [(row.code, row.name_en if english and row.name_en else row.name_tr) for row in rows]
    in_order = sorted(pairs, key=lambda pair: pair[1].casefold() if english else turkish_key(pair[1]))
    return tuple(sorted(in_order, key=lambda pair: pair[0] != HOME))


def countries() -> list[Choice]:
    """Code and name of every country: Türkiye first, the rest in the order of the active language."""
    return list(_country_choices(is_english()))


def country_name(code: str) -> str:
    """The country's name, or "" for an unknown code."""
    row = _countries().get(code)
    return row.name if row else ""


@lru_cache(maxsize=1)
def _provinces() -> dict[str, str]:
    return {row["plate"]: row["name"] for row in _rows("tr_provinces.csv")}


@lru_cache(maxsize=1)
def _province_choices() -> tuple[Choice, ...]:
    return tuple(sorted(_provinces().items(), key=lambda pair: turkish_key(pair[1])))


def provinces() -> list[Choice]:
    """Plate code and name of the 81 provinces, in Turkish order."""
    return list(_province_choices())


def province_name(plate: str) -> str:
    return _provinces().get(plate, "")


def place_name(country: str, province: str) -> str:
    """A place as people say it: the province at home, the country abroad."""
    if province and country in {"", HOME}:
        return province_name(province)
    return country_name(country)


# --- Occupations ----------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _occupations() -> dict[str, Code]:
    rows = (row for row in _rows("isco08.csv") if int(row["digits"]) <= 2)
    return {
        row["code"]: Code(
            row["code"], row["title_tr_major_only"], " ".join(row["title_en"].split()), _major(row["code"])
        )
        for row in rows
    }


def _major(code: str) -> str:
    return code[0] if len(code) > 1 else ""


def occupations() -> Sequence[Code]:
    """ISCO-08 major groups (one digit) and sub-major groups (two digits), each major before its subs."""
    return list(_occupations().values())


def occupation_groups() -> list[Group]:
    """For a select: each major group, and under it the group itself and its sub-major groups."""
    groups: dict[str, Group] = {}
    for row in _occupations().values():
        if not row.parent:
            groups[row.code] = (row.name, [(row.code, row.name)])
        else:
            groups[row.parent][1].append((row.code, row.name))
    return list(groups.values())


def occupation_name(code: str) -> str:
    """The name of the group; of its two-digit group where a finer code is given; "" for an unknown code."""
    row = _occupations().get(code[:2]) or _occupations().get(code[:1])
    return row.name if code and row else ""


# --- Languages (ISO 639-1) -------------------------------------------------------------------------

# Asked for most often, so they come first.
USUAL_LANGUAGES = ("tr", "en", "de", "fr", "ar", "ru", "es", "it")


@lru_cache(maxsize=1)
def _languages() -> dict[str, Code]:
    return {row["alpha2"]: Code(row["alpha2"], row["name_tr"], row["name_en"]) for row in _rows("languages_tr.csv")}


@lru_cache(maxsize=2)
def _language_choices(english: bool) -> tuple[Choice, ...]:
    pairs = [(row.code, (row.name_en if english else row.name_tr) or row.name_en) for row in _languages().values()]
    in_order = sorted(pairs, key=lambda pair: pair[1].casefold() if english else turkish_key(pair[1]))
    return tuple(sorted(in_order, key=lambda pair: _usual(pair[0])))


def _usual(code: str) -> int:
    return USUAL_LANGUAGES.index(code) if code in USUAL_LANGUAGES else len(USUAL_LANGUAGES)


def languages() -> list[Choice]:
    """Code and name of every language: the usual ones first, the rest in the order of the active language."""
    return list(_language_choices(is_english()))


def language_name(code: str) -> str:
    """The language's name, or "" for an unknown code."""
    row = _languages().get(code)
    return row.name if row else ""


# --- Sectors --------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _sectors() -> dict[str, Code]:
    rows = (row for row in _rows("nace_rev21.csv") if row["level"] == "1")
    return {row["code"]: Code(row["code"], row["title_tr_section_only"], _sentence(row["title_en"])) for row in rows}


def _sentence(shouted: str) -> str:
    """The English titles of sections come in capitals, with a stray space inside a compound."""
    return " ".join(shouted.split()).replace("GOODS - AND", "GOODS- AND").capitalize()


def sectors() -> list[Choice]:
    """Letter and name of the NACE Rev. 2.1 sections."""
    return [(row.code, row.name) for row in _sectors().values()]


def sector_name(code: str) -> str:
    row = _sectors().get(code)
    return row.name if row else ""
