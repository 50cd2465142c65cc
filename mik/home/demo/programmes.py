"""How many graduates of which programme the demo makes up, and from which years.

The shares and the first years are invented for the demo; nothing here says anything about the real units.
"""

from dataclasses import dataclass
from datetime import date

from mik.home.demo.names import Chance
from mik.units.models import Kind, Level, Unit

FIRST_YEAR = 1975

# Departments of the bachelor's level: share, first year of a graduate.
BACHELORS: dict[str, tuple[float, int]] = {
    "İnşaat Mühendisliği": (44, 1975),
    "Makine Mühendisliği": (42, 1975),
    "Tıp": (30, 1979),
    "Orman Mühendisliği": (30, 1975),
    "Elektrik-Elektronik Mühendisliği": (28, 1975),
    "İşletme": (24, 1980),
    "Bilgisayar Mühendisliği": (22, 1988),
    "İktisat": (20, 1980),
    "Mimarlık": (18, 1975),
    "Jeoloji Mühendisliği": (14, 1976),
    "Harita Mühendisliği": (14, 1975),
    "Matematik": (14, 1976),
    "Kimya": (12, 1976),
    "Fizik": (11, 1976),
    "Biyoloji": (11, 1984),
    "Maliye": (12, 1985),
    "Kamu Yönetimi": (12, 1985),
    "Maden Mühendisliği": (8, 1983),
    "Orman Endüstrisi Mühendisliği": (8, 1977),
    "Peyzaj Mimarlığı": (8, 1997),
    "Hemşirelik": (10, 2000),
    "Türk Dili ve Edebiyatı": (8, 1998),
    "Metalurji ve Malzeme Mühendisliği": (7, 1996),
    "Endüstri Mühendisliği": (6, 2004),
    "Diş Hekimliği": (6, 2013),
    "Yazılım Mühendisliği": (5, 2016),
    "Psikoloji": (2, 2024),
    "Eczacılık": (3, 2018),
    "Yapay Zeka ve Veri Mühendisliği": (0, 2026),
    "Yazılım Geliştirme": (0, 2026),
    "Bilgisayar Bilimleri": (2, 2017),
    "Yönetim Bilişim Sistemleri": (2, 2022),
    "Fizyoterapi ve Rehabilitasyon": (1, 2023),
    "Beslenme ve Diyetetik": (2, 2021),
    "Yazılım Mühendisliği (M.T.O.K.)": (1, 2017),
}
OTHER_BACHELORS: tuple[float, int] = (5, 1999)
# Fields with many women or few; elsewhere the share has risen with the years.
WOMEN = (("Hemşirelik", 88), ("Çocuk", 85), ("Öğretmen", 58), ("Beslenme", 80), ("Makine", 12), ("Maden", 10))
# A name that is a department's and an institute's: who may go on to a further degree there.
LENGTH = {Level.ASSOCIATE: 2, Level.BACHELOR: 4, Level.MASTER: 3, Level.DOCTORATE: 5}
LONG = {"Tıp": 6, "Diş Hekimliği": 5, "Eczacılık": 5}


@dataclass(frozen=True)
class Programme:
    """A programme with the years in which the demo lets people graduate; ``until`` is the last possible day."""

    unit: Unit
    share: float
    first: int
    until: date

    @property
    def level(self) -> Level:
        return Level(self.unit.level or 0)

    @property
    def name(self) -> str:
        return self.unit.name

    @property
    def length(self) -> int:
        return LONG.get(self.name, 4) if self.level == Level.BACHELOR else LENGTH[self.level]

    def women(self, year: int) -> float:
        """Per cent of women among those who graduated in the year."""
        fixed = next((share for word, share in WOMEN if word in self.name), None)
        technical = "Mühendis" in self.name or self.level == Level.ASSOCIATE
        return fixed if fixed is not None else min(12 + (year - FIRST_YEAR) * (0.45 if technical else 0.85), 60)


def programmes(today: date) -> list[Programme]:
    """Every programme somebody may have graduated from."""
    units = Unit.objects.programmes().select_related("parent__parent").order_by("key")
    found = (_programme(unit, today) for unit in units)
    return [programme for programme in found if programme.share > 0 and programme.first <= programme.until.year]


def _programme(unit: Unit, today: date) -> Programme:
    share, first = _share(unit)
    until = today
    if unit.closed_on:
        share, first, until = share * 0.35, min(first, 1988), date(unit.closed_on.year, 5, 17)
    elif unit.status.startswith("tarihsel (2018"):
        share, first, until = share * 0.5, min(first, 1985), date(2016, 12, 31)
    elif unit.status.startswith("YÖK bölüm"):
        share = 0  # departments on paper, without students of their own
    elif unit.status.startswith("tarihsel (2004"):
        until = date(2006, 12, 31)
    return Programme(unit, share, first, until)


def _share(unit: Unit) -> tuple[float, int]:
    in_faculty = unit.faculty is not None and unit.faculty.kind == Kind.FACULTY
    match unit.level:
        case Level.ASSOCIATE:
            return 5, 1992
        case Level.MASTER:
            return 3, 1988
        case Level.DOCTORATE:
            return 1, 1992
    if unit.faculty is not None and unit.faculty.name.startswith("Of "):
        return 3, 2014
    return BACHELORS.get(unit.name, OTHER_BACHELORS) if in_faculty else OTHER_BACHELORS


def pick(chance: Chance, choices: list[Programme]) -> Programme:
    return chance.choices(choices, weights=[programme.share for programme in choices])[0]


def graduation_day(chance: Chance, programme: Programme, *, not_before: int = 0) -> date | None:
    """A day diplomas are dated with, more of them in recent years; None when the programme ended too early."""
    first, last = max(programme.first, not_before), programme.until.year
    if first > last:
        return None
    years = range(first, last + 1)
    year = chance.choices(years, weights=[10 + (each - FIRST_YEAR) for each in years])[0]
    day = _day(chance, year)
    while day > programme.until:
        day = _day(chance, year := year - 1)
    return day if year >= first else None


def _day(chance: Chance, year: int) -> date:
    """Most in June and early July, some after the resits in September, some at mid-year."""
    season = chance.weighted({"summer": 75.0, "winter": 15.0, "resit": 10.0})
    if season == "summer":
        return date(year, chance.choice([6, 6, 6, 7]), chance.randint(1, 28))
    return date(year, chance.choice([1, 2]) if season == "winter" else 9, chance.randint(2, 28))
