"""The programme a list means, however it writes it; never a wrong one."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

import pytest
from django.conf import settings

from alumni.registry.importing import UnitMatcher, UnitRow, alias_key, read_level, units_from_csv
from mik.common.turkish import fold, upper

LEVELS = {5: "Önlisans", 6: "Lisans", 7: "Yüksek Lisans", 8: "Doktora"}
Asked = tuple[str, ...]


@lru_cache(maxsize=1)
def matcher() -> UnitMatcher:
    return UnitMatcher(units_from_csv(settings.BASE_DIR / "mik" / "units" / "data" / "ktu_units.csv"))


def answer(*asked: str) -> tuple[str, str, int] | None:
    found = matcher().match(*asked)
    return (found.faculty, found.department, found.level) if found else None


SPELLINGS: dict[str, Callable[[UnitRow], Asked]] = {
    "as it is": lambda unit: (unit.faculty, unit.department, LEVELS[unit.level]),
    "capitals": lambda unit: (
        upper(unit.faculty), f" {upper(unit.department)} BÖLÜMÜ ", upper(LEVELS[unit.level])),
    "ascii": lambda unit: (fold(unit.faculty).upper(), f"{fold(unit.department)} programi", fold(LEVELS[unit.level])),
    "abbreviated": lambda unit: (
        unit.faculty.replace("Fakültesi", "Fak.").replace("Meslek Yüksekokulu", "MYO").replace("Enstitüsü", "Enst."),
        unit.department.replace("Mühendisliği", "Müh.").replace("Öğretmenliği", "Öğrt.").replace(" ve ", " & "),
        {5: "ÖL", 6: "L", 7: "YL", 8: "Dr."}[unit.level]),
    "with the university": lambda unit: (f"KTÜ {unit.faculty}", unit.department, f"{LEVELS[unit.level]} Programı"),
    "one cell": lambda unit: ("", "", LEVELS[unit.level], f"{unit.faculty} / {unit.department}"),
    "one cell, a hyphen": lambda unit: ("", "", LEVELS[unit.level], f"{unit.faculty} - {unit.department} Bölümü"),
    "one cell, turned": lambda unit: ("", "", LEVELS[unit.level], f"{unit.department} ({unit.faculty})"),
    "level in brackets": lambda unit: (unit.faculty, f"{unit.department} ({LEVELS[unit.level]})", ""),
    "level in words": lambda unit: (unit.faculty, f"{unit.department} {LEVELS[unit.level]} Programı", ""),
    "evening": lambda unit: (unit.faculty, f"{unit.department} (II. Öğretim)", LEVELS[unit.level]),
    "evening, short": lambda unit: (unit.faculty, f"{unit.department} (İ.Ö.)", LEVELS[unit.level]),
}  # fmt: skip


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_programme_in_every_spelling(spelling: str) -> None:
    units = matcher().units.values()
    wrong = [unit for unit in units if matcher().match(*SPELLINGS[spelling](unit)) != unit]
    assert len(units) == 309
    assert wrong == []


@pytest.mark.parametrize(
    "spelling",
    [lambda unit: (unit.faculty, unit.department, ""), lambda unit: ("", unit.department, LEVELS[unit.level])],
    ids=["no level", "no faculty"],
)
def test_what_is_missing_is_not_guessed(spelling: Callable[[UnitRow], Asked]) -> None:
    for unit in matcher().units.values():
        assert matcher().match(*spelling(unit)) in {unit, None}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("Müh. Fak.", "Mak. Müh.", "L"), ("Mühendislik Fakültesi", "Makine Mühendisliği", 6)),
        (("İİBF", "İşletme", ""), ("İktisadi ve İdari Bilimler Fakültesi", "İşletme", 6)),
        (("İ.İ.B.F.", "Kamu Yön.", ""), ("İktisadi ve İdari Bilimler Fakültesi", "Kamu Yönetimi", 6)),
        (("Mühendislik Fakültesi", "Makine Müh.", "YL"), ("Fen Bilimleri Enstitüsü", "Makine Mühendisliği", 7)),
        (("Trabzon MYO", "Makine", "2 yıllık"), ("Trabzon Meslek Yüksekokulu", "Makine", 5)),
        (("Gizli İlimler Fakültesi", "Simya Mühendisliği", "Lisans"), None),
        (("Gizli İlimler Fakültesi", "Makine Mühendisliği", "Lisans"), None),
        (("Of Teknoloji Fakültesi", "Makine Mühendisliği", "Lisans"), None),
        (("Mühendislik Fakültesi", "Makine Mühendisliği", "Önlisans"), None),
        (("", "Mak. Tekn.", ""), None),
        (("", "İnşaat Mühendisliği", "Lisans"), None),
        (("Mühendislik Fakültesi", "", ""), None),
        (("", "", ""), None),
    ],
)
def test_particular_cases(asked: Asked, told: tuple[str, str, int] | None) -> None:
    assert answer(*asked) == told


def test_what_people_matched_by_hand_stays_matched() -> None:
    unit = next(iter(matcher().units.values()))
    taught = UnitMatcher([unit], {alias_key("Eski Fak.", "Mak. Tekn.", "Lisans"): unit.id, alias_key("", "Tıp A"): 0})
    assert taught.match("ESKİ FAKÜLTESİ", "mak tekn bölümü", "LİSANS") == unit
    assert taught.match("", "Tıp A") is None


def test_earlier_names_lead_to_the_unit() -> None:
    unit = UnitRow(
        id=1, faculty="Fen Fakültesi", department="Matematik", level=6, names=("Riyaziye",),
        faculty_names=("Fen-Edebiyat Fakültesi",), opened=date(1975, 1, 1))  # fmt: skip
    assert UnitMatcher([unit]).match("Fen Edebiyat Fak.", "Riyaziye", "lisans") == unit


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("LİSANS", 6), ("Lisans Programı", 6), ("Lisans (4 Yıllık)", 6), ("L", 6), ("Bachelor's Degree", 6), ("BSc", 6),
        ("Ön Lisans", 5), ("önlisans", 5), ("ÖN-LİSANS", 5), ("ÖL", 5), ("Associate", 5), ("Meslek Yüksekokulu", 5),
        ("YL", 7), ("Y. Lisans", 7), ("Yüksek Lisans (Tezli)", 7), ("YÜKSEKLİSANS", 7), ("tezsiz", 7), ("Master", 7),
        ("Doktora", 8), ("DR.", 8), ("Bütünleşik Doktora", 8), ("PhD", 8), ("6", 6), ("Lisansüstü", None), ("", None),
        ("abc", None), ("3,5", None),
    ],
)  # fmt: skip
def test_levels(text: str, level: int | None) -> None:
    assert read_level(text) == level
