"""The code lists a question may ask for: occupations (ISCO-08, four digits), sectors (NACE), places."""

import csv
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from mik.common.codelists import (
    DATA,
    HOME,
    Choice,
    Code,
    Group,
    countries,
    country_name,
    occupations,
    province_name,
    provinces,
    sector_name,
    sectors,
)
from mik.common.turkish import fold
from surveys.questionnaires.occupation_words import ENGLISH_OF

MOST_FOUND = 12


@dataclass(frozen=True)
class Occupation:
    """A unit group of ISCO-08. The standard names only the major groups in Turkish; ``title`` stays English."""

    code: str
    title: str
    folded: str

    @property
    def major(self) -> str:
        return next(group.name for group in occupations() if group.code == self.code[0])

    def fits(self, words: list[tuple[str, ...]]) -> bool:
        """Every word stands in the title, in the name of its major group, or begins the code."""
        return all(any(f" {form}" in self.folded for form in forms) for forms in words)


@lru_cache(maxsize=1)
def occupation_list() -> dict[str, Occupation]:
    majors = {group.code: group for group in occupations() if not group.parent}
    with (DATA / "isco08.csv").open(encoding="utf-8", newline="") as source:
        rows = [row for row in csv.DictReader(source) if row["digits"] == "4"]
    return {row["code"]: _occupation(row["code"], " ".join(row["title_en"].split()), majors) for row in rows}


def _occupation(code: str, title: str, majors: dict[str, Code]) -> Occupation:
    major = majors[code[0]]
    folded = f" {code} {fold(title)} {fold(major.name_tr)} {fold(major.name_en)}"
    return Occupation(code, title, folded)


def find_occupations(words: str) -> tuple[list[Occupation], int]:
    """The first dozen that fit, and how many more there are. Titles come before what only the group's name says."""
    asked = [forms for word in fold(words).split()[:6] if (forms := _forms(word))]
    if not asked:
        return [], 0
    found = [occupation for occupation in occupation_list().values() if occupation.fits(asked)]
    found.sort(key=lambda o: not all(any(f" {f}" in f" {fold(o.title)}" for f in forms) for forms in asked))
    return found[:MOST_FOUND], max(0, len(found) - MOST_FOUND)


def _forms(word: str) -> tuple[str, ...]:
    """The word as it was typed, and the English words a Turkish one leads to."""
    led_to = [forms for stem, forms in ENGLISH_OF.items() if word.startswith(stem)]
    return (word, *led_to[-1]) if led_to else (word,)


def places() -> list[Group]:
    """For a select: provinces first, then countries; Türkiye itself is asked for by its provinces."""
    abroad = [choice for choice in countries() if choice[0] != HOME]
    return [(_("Türkiye’de bir il"), provinces()), (_("Başka bir ülke"), abroad)]


def sector_choices() -> list[Choice]:
    return sectors()


def is_known(kind: str, code: str) -> bool:
    """Whether a code stands in the list of this type of question."""
    if kind == "occupation":
        return code in occupation_list()
    if kind == "sector":
        return bool(sector_name(code))
    return bool(province_name(code) or (code != HOME and country_name(code)))


def name_of(kind: str, code: str) -> str:
    """The name behind a code; the code itself where the list has moved on."""
    if kind == "occupation":
        occupation = occupation_list().get(code)
        return f"{occupation.title} ({code})" if occupation else code
    if kind == "sector":
        return sector_name(code) or code
    return province_name(code) or country_name(code) or code
