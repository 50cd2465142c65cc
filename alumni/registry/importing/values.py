"""Nationality and sex as lists write them."""

import csv
from functools import lru_cache
from typing import Final

from mik.common.codelists import DATA, NORTHERN_CYPRUS
from mik.common.turkish import fold

HOME: Final = "TR"
_HOME_WORDS: Final = frozenset(
    [
        "t c",
        "tc",
        "tr",
        "tur",
        "turk",
        "turkiye",
        "turkey",
        "turkish",
        "turkiye cumhuriyeti",
        "tc vatandasi",
        "t c vatandasi",
        "turk vatandasi",
        "turkiye c",
        "republic of turkey",
        "republic of turkiye",
        "t c uyruklu",
        "tc uyruklu",
    ]
)
# What the code lists do not say: former and short names, and peoples.
_OTHER_WORDS: Final = {
    "kktc": NORTHERN_CYPRUS, "kuzey kibris": NORTHERN_CYPRUS, "kibris turk": NORTHERN_CYPRUS,
    "abd": "US", "amerika": "US", "usa": "US", "ingiltere": "GB", "ingiliz": "GB", "rusya federasyonu": "RU",
    "rus": "RU", "azeri": "AZ", "azerbaycanli": "AZ", "suriyeli": "SY", "suriye arap cumhuriyeti": "SY", "alman": "DE",
    "turkmen": "TM", "ozbek": "UZ", "kazak": "KZ", "kirgiz": "KG", "gurcu": "GE", "iranli": "IR", "irakli": "IQ",
    "afgan": "AF", "yunan": "GR", "bulgar": "BG", "filistin": "PS", "filistinli": "PS", "cek cumhuriyeti": "CZ",
    "makedonya": "MK", "hollandali": "NL", "fransiz": "FR", "ukraynali": "UA", "arnavut": "AL", "bosna": "BA",
    "bosna hersek": "BA", "kosovali": "XK", "misirli": "EG", "pakistanli": "PK", "somalili": "SO", "yemenli": "YE",
}  # fmt: skip


@lru_cache(maxsize=1024)
def read_nationality(text: str) -> str:
    """The country's code of two letters; "" when blank or not known."""
    folded = fold(text)
    if folded in _HOME_WORDS:
        return HOME
    plain = folded.removesuffix(" cumhuriyeti").removesuffix(" vatandasi").removesuffix(" uyruklu")
    return _OTHER_WORDS.get(folded) or _OTHER_WORDS.get(plain) or _by_name().get(folded) or _by_name().get(plain, "")


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    # Codes of two letters stay out: TC would be the Turks and Caicos Islands.
    with (DATA / "countries_tr.csv").open(encoding="utf-8", newline="") as file:
        return {
            fold(name): row["alpha2"] or NORTHERN_CYPRUS
            for row in csv.DictReader(file)
            for name in (row["name_tr"], row["name_en"], row["alpha3"])
            if name
        }


@lru_cache(maxsize=256)
def read_sex(text: str) -> str:
    """ "F", "M" or ""."""
    folded = fold(text)
    if folded in {"k", "f", "kadin", "kiz", "bayan", "female", "woman"}:
        return "F"
    return "M" if folded in {"e", "m", "erkek", "bay", "male", "man"} else ""
