"""Finds the programme a row of a list means, from how the list writes faculty, department and level."""

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from mik.common.turkish import fold

ASSOCIATE, BACHELOR, MASTER, DOCTORATE = 5, 6, 7, 8
GRADUATE_LEVELS: Final = frozenset({MASTER, DOCTORATE})

# Words lists shorten in ways no rule of beginnings would find.
_SHORT: Final[dict[str, tuple[str, ...]]] = {
    "fak": ("fakultesi",), "fakulte": ("fakultesi",), "fac": ("fakultesi",),
    "yo": ("yuksekokulu",), "yuksekokul": ("yuksekokulu",), "yuksek": ("yuksekokulu",), "okulu": (), "okul": (),
    "myo": ("meslek", "yuksekokulu"), "mes": ("meslek",),
    "ens": ("enstitusu",), "enst": ("enstitusu",), "enstitu": ("enstitusu",),
    "konservatuari": ("konservatuvari",), "konservatuvar": ("konservatuvari",), "konservatuar": ("konservatuvari",),
    "muh": ("muhendisligi",), "muhendislik": ("muhendisligi",), "elk": ("elektrik",),
    "ogrt": ("ogretmenligi",), "ogretmenlik": ("ogretmenligi",),
    "mim": ("mimarligi",), "mimarlik": ("mimarligi",),
}  # fmt: skip
# What stands around a name and is no part of it. «ve» is often left out or written &.
_FILLERS: Final = frozenset({"bolumu", "bolum", "programi", "program", "prg", "pr", "anabilim", "bilim", "dali", "abd"})
_SPELT_LETTERS = re.compile(r"\b[a-z0-9](?: [a-z0-9])+\b")
_UNIVERSITY = re.compile(r"^(karadeniz teknik universitesi|ktu|k t u)\b ?(rektorlugu\b ?)?")
_ASIDES = re.compile(r"\b((ii|2|ikinci|i|1|normal|orgun|gece|gunduz) (ogr\w*|o)|(i|n) o|gece|gunduz|ucretli|"
                     r"yuzde 30 ingilizce|30 ingilizce)\b")  # fmt: skip
_PARTS = re.compile(r"\s*[/|>\n]\s*|\s+[-–]\s+")
_WORDS = re.compile(r"(?<=[\s/|,;()\-–])")
_LEVEL_WORDS = (
    (re.compile(r"\b(doktora|doktorasi|dr|phd|ph d|doctora\w*|sanatta yeterlik)\b"), DOCTORATE),
    (re.compile(r"\b(yuksek ?lis\w*|y ?lisans|yl|y l|master\w*|msc|m sc|ms|ma|tezli|tezsiz)\b"), MASTER),
    (re.compile(r"\b(on ?lis\w*|ol|o l|associate\w*|myo|meslek yuksekokulu|2 yillik|iki yillik)\b"), ASSOCIATE),
    (
        re.compile(r"\b(lisans(?!ustu)\w*|lis|l|bachelor\w*|undergraduate|bsc|b sc|bs|ba|4 yillik|dort yillik)\b"),
        BACHELOR,
    ),
)


@dataclass(frozen=True)
class UnitRow:
    """One programme: where it stands, at which level (5 to 8), what else it was called, when it was open."""

    id: int
    faculty: str
    department: str
    level: int
    names: tuple[str, ...] = ()
    faculty_names: tuple[str, ...] = ()
    opened: date | None = None
    closed: date | None = None

    def was_open(self, year: int) -> bool:
        """Whether diplomas of that year can be this programme's, as far as its years are known."""
        return not ((self.opened and year < self.opened.year) or (self.closed and year > self.closed.year))


@lru_cache(maxsize=4096)
def read_level(text: str) -> int | None:
    """5 to 8 for a level in words ("Ön Lisans", "YL (tezli)", "Lisans Programı"), else None."""
    folded = fold(text)
    if folded in {"5", "6", "7", "8"}:
        return int(folded)
    return next((level for pattern, level in _LEVEL_WORDS if pattern.search(folded)), None)


@lru_cache(maxsize=8192)
def tokens(text: str) -> tuple[str, ...]:
    """The words that make a name: folded, abbreviations in full, fillers left out; M.T.O.K. is one word."""
    folded = _UNIVERSITY.sub("", fold(text.replace("&", " ve ")))
    folded = _SPELT_LETTERS.sub(lambda match: match[0].replace(" ", ""), folded)
    words = [word for part in folded.split() for word in _SHORT.get(part, (part,))]
    return tuple(word for word in words if word not in _FILLERS) or tuple(words)


def _without_and(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word != "ve")


@lru_cache(maxsize=8192)
def alias_key(faculty: str, department: str, level: str = "") -> str:
    """How a unit that people matched by hand is remembered, for this list and the next ones."""
    return "|".join((" ".join(tokens(faculty)), " ".join(tokens(department)), str(read_level(level) or "")))


def _shortens(text: str) -> frozenset[str]:
    """The words of a text that may be abbreviations: those before a full stop, and very short ones."""
    dotted = {word for part in re.findall(r"\w+(?=\.)", text) for word in fold(part).split()}
    return frozenset(dotted | {word for word in fold(text).split() if len(word) <= 4})


@lru_cache(maxsize=8192)
def _spellings(department: str) -> tuple[str, ...]:
    """The name as it stands, then without evening education, then without the level beside it."""
    plain = " ".join(_ASIDES.sub(" ", fold(department)).split())
    bare = plain
    for pattern, _level in _LEVEL_WORDS:
        bare = " ".join(pattern.sub(" ", bare).split())
    return department, *dict.fromkeys(name for name in (plain, bare) if name and name != fold(department))


def _begins(short: tuple[str, ...], full: tuple[str, ...], may_shorten: frozenset[str]) -> bool:
    """Whether every word of ``short`` is, or abbreviates, the word of ``full`` in its place."""
    return len(short) == len(full) and all(
        long == word or (len(word) >= 2 and word in may_shorten and long.startswith(word))
        for word, long in zip(short, full, strict=True)
    )


def _initials(words: tuple[str, ...]) -> str:
    return "".join(word[0] for word in words)


class _Names:
    """Names that lead to things; asked exactly first, then without «ve», then by abbreviation, never by likeness."""

    def __init__(self) -> None:
        self._exact: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._without_and: dict[tuple[str, ...], set[str]] = defaultdict(set)

    def add(self, name: str, meaning: str) -> None:
        if words := tokens(name):
            self._exact[words].add(meaning)
            self._without_and[_without_and(words)].add(meaning)

    def find(self, text: str) -> set[str]:
        words = tokens(text)
        if words in self._exact:
            return self._exact[words]
        words = _without_and(words)
        if words in self._without_and:
            return self._without_and[words]
        may_shorten = _shortens(text)
        return self._meant_by(lambda full: _begins(words, full, may_shorten)) or (
            self._meant_by(lambda full: _initials(full) == words[0])
            if len(words) == 1 and 2 < len(words[0]) < 7
            else set()
        )

    def _meant_by(self, fits: Callable[[tuple[str, ...]], bool]) -> set[str]:
        return {meaning for full, meanings in self._without_and.items() if fits(full) for meaning in meanings}


class UnitMatcher:
    """Knows the programmes of the university; ``match`` answers one, or None when unknown or ambiguous."""

    def __init__(self, rows: Iterable[UnitRow], aliases: Mapping[str, int] | None = None) -> None:
        self.units = {row.id: row for row in rows}
        self.aliases = dict(aliases or {})
        self._faculties = _Names()
        self._departments: dict[str, _Names] = defaultdict(_Names)  # "" holds those of every faculty
        self._programmes: dict[tuple[str, str], list[UnitRow]] = defaultdict(list)
        for row in self.units.values():
            self._learn(row)
        # A list names the same few hundred units again and again; what is kept of the answers is bounded all the same.
        self._match = lru_cache(maxsize=32_768)(self._match_anew)
        self._in_faculty = lru_cache(maxsize=8192)(self._look_in_faculty)

    def _learn(self, row: UnitRow) -> None:
        for name in (row.faculty, *row.faculty_names):
            self._faculties.add(name, row.faculty)
        for name in (row.department, *row.names):
            self._departments[row.faculty].add(name, row.department)
            self._departments[""].add(name, row.department)
        self._programmes[row.faculty, row.department].append(row)

    def match(
        self, faculty: str, department: str, level: str = "", unit: str = "", *, year: int | None = None
    ) -> UnitRow | None:
        """The programme; ``unit`` is a cell that holds faculty and department together.

        With the ``year`` of a diploma, the programme as it was then: of two of one name the one open that year, and
        where a list names today's faculty, the programme of that name that stood elsewhere.
        """
        return self._match(faculty, department, level, unit, year)

    def _match_anew(self, faculty: str, department: str, level: str, unit: str, year: int | None) -> UnitRow | None:
        told = department if department.strip() else unit
        for key in (alias_key(faculty, told, level), alias_key(faculty, told)):
            if self.aliases.get(key) in self.units:
                return self.units[self.aliases[key]]
        for fac, dep in self._readings(faculty, department, unit):
            for spelling in _spellings(dep):
                wanted = read_level(level) or (read_level(dep) if spelling != dep else None)
                if found := self._only(fac, spelling, wanted, year):
                    return self._as_it_was(found, year)
        return None

    def _as_it_was(self, found: UnitRow, year: int | None) -> UnitRow:
        """The one programme of the same name and level that was open that year, where the one found was not."""
        if year is None or found.was_open(year):
            return found
        then = [
            row for row in self._in_faculty("", found.department) if row.level == found.level and row.was_open(year)
        ]
        return then[0] if len(then) == 1 else found

    @staticmethod
    def _readings(faculty: str, department: str, unit: str) -> list[tuple[str, str]]:
        """The ways to read the cells as faculty and department, the plainest first."""
        readings = [(faculty, department)] if department.strip() else []
        combined = [unit] if unit.strip() else []
        if bool(faculty.strip()) != bool(department.strip()):  # one column may hold both under either name
            combined.append(faculty or department)
        for text in combined:
            parts = [part for part in _PARTS.split(text) if part.strip()]
            pairs = [(one, other) for one in parts for other in parts if one is not other]
            # Names hold slashes, hyphens and commas themselves, so the cut may be at any word.
            words = [word for word in _WORDS.split(text) if word.strip()]
            cuts = [("".join(words[:cut]), "".join(words[cut:])) for cut in range(len(words) - 1, 0, -1)]
            readings += [*pairs, *cuts, *((second, first) for first, second in cuts)]
            readings.append((faculty if text is unit else "", text))
        return readings

    def _only(self, faculty: str, department: str, level: int | None, year: int | None) -> UnitRow | None:
        if not tokens(faculty):
            return self._one(self._in_faculty("", department), level, year)
        faculties = self._faculties.find(faculty)
        found = self._one([row for name in faculties for row in self._in_faculty(name, department)], level, year)
        if not found and faculties and level in GRADUATE_LEVELS:
            # Lists name the faculty where one studied, the programme stands in an institute.
            found = self._one(self._in_faculty("", department), level, year)
        return found

    def _look_in_faculty(self, faculty: str, department: str) -> list[UnitRow]:
        if faculty not in self._departments or not tokens(department):
            return []
        departments = self._departments[faculty].find(department)
        faculties = [faculty] if faculty else sorted({row.faculty for row in self.units.values()})
        return [row for name in faculties for found in departments for row in self._programmes.get((name, found), ())]

    @staticmethod
    def _one(found: list[UnitRow], level: int | None, year: int | None) -> UnitRow | None:
        fitting = {row.id: row for row in found if level is None or row.level == level}
        if len(fitting) > 1 and year is not None:
            fitting = {row.id: row for row in fitting.values() if row.was_open(year)}
        return next(iter(fitting.values())) if len(fitting) == 1 else None


def units_from_csv(path: Path) -> list[UnitRow]:
    """The programmes of ``ktu_units.csv``, numbered by their line; rows without a level grant no diploma."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        UnitRow(id=line, faculty=row["unit"], department=row["department"], level=level)
        for line, row in enumerate(rows, start=2)
        if row["department"] and (level := read_level(row["level"])) is not None
    ]
