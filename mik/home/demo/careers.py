"""Careers and further study of the demo's graduates, as far as the platform knows them."""

from collections.abc import Iterator
from datetime import date

from alumni.career.models import Employment, FurtherStudy
from mik.common.turkish import fold
from mik.home.demo.employers import FIELDS, employer_name, field_of
from mik.home.demo.names import Chance
from mik.home.demo.places import home_of
from mik.home.demo.records import Graduate
from mik.organisations.models import Organisation
from mik.people.models import Source, Visibility
from mik.units.models import Level

RETIRED_AFTER = 40  # years since graduation
ELSEWHERE = ("Çoruh Üniversitesi", "Zigana Üniversitesi", "Boğazkent Üniversitesi", "Anadolu Kuzey Üniversitesi")
STUDIES = (
    "İşletme Yönetimi",
    "İş Sağlığı ve Güvenliği",
    "Yapı",
    "Veri Bilimi",
    "Mekatronik",
    "Kamu Politikası",
    "Eğitim",
)


class Employers:
    """Organisations by name, each once; also those the database knew before."""

    def __init__(self) -> None:
        self.known = {one.name_folded: one for one in Organisation.objects.all()}
        self.new: dict[str, Organisation] = {}

    def named(self, name: str) -> Organisation:
        key = fold(name)
        return self.known.get(key) or self.new.setdefault(key, Organisation(name=name, country="TR"))

    def save(self) -> None:
        Organisation.objects.bulk_create(self.new.values(), batch_size=1000)


def jobs_of(chance: Chance, employers: Employers, graduate: Graduate, today: date) -> Iterator[Employment]:
    """One to four jobs, one after another; the last still going on for most, and then the primary one."""
    first = graduate.first
    if not chance.likely(82 if graduate.joined_at else 36) or today.year - first.year < 1:
        return
    field = field_of(first.programme.name, associate=first.level == Level.ASSOCIATE)
    starts = date(first.year, chance.randint(8, 12), 1)
    last = min(today, date(first.year + RETIRED_AFTER, 6, 1))
    goes_on = last == today and chance.likely(92)
    while starts < last:
        ends = _later(starts, chance.randint(14, 30) + chance.randint(6, 110))
        is_last = ends >= last or chance.likely(12)
        yield _job(chance, employers, graduate, field, starts, None if is_last and goes_on else min(ends, last))
        if is_last:
            return
        starts = _later(ends, chance.choice([0, 1, 1, 2, 5]))


def _later(day: date, months: int) -> date:
    total = day.year * 12 + day.month - 1 + months
    return date(total // 12, total % 12 + 1, 1)


def _job(
    chance: Chance, employers: Employers, graduate: Graduate, field: str, starts: date, ends: date | None
) -> Employment:
    kind = chance.choice(FIELDS[field])
    years_out = starts.year - graduate.first.year
    country, province = (graduate.country, graduate.province) if ends is None else home_of(chance, graduate.person)
    return Employment(
        alumnus=graduate.alumnus,
        employer=employers.named(employer_name(chance, kind)),
        title=kind.titles[0 if years_out < 4 else 1 if years_out < 13 else 2],
        occupation="13" if years_out >= 13 and "Müdür" in kind.titles[2] else kind.occupation,
        sector=kind.sector,
        country=country,
        province=province,
        starts=starts,
        ends=ends,
        is_primary=ends is None,
        visibility=_shown(chance),
        source=_source(chance, graduate),
    )


def _shown(chance: Chance) -> str:
    return chance.weighted({Visibility.MEMBERS: 74.0, Visibility.PUBLIC: 16.0, Visibility.NOBODY: 10.0})


def _source(chance: Chance, graduate: Graduate) -> str:
    if graduate.joined_at:
        return Source.MEMBER
    return Source.REPRESENTATIVE if chance.likely(80) else Source.OFFICE


def studies_of(chance: Chance, graduate: Graduate, today: date) -> Iterator[FurtherStudy]:
    """A master's elsewhere for some who hold a bachelor's here."""
    first = graduate.first
    if first.level != Level.BACHELOR or not chance.likely(16 if graduate.joined_at else 5):
        return
    starts = date(first.year + chance.randint(0, 4), 9, 1)
    if starts >= today:
        return
    ends = date(starts.year + chance.randint(2, 3), 6, 1)
    country, province = home_of(chance, graduate.person)
    yield FurtherStudy(
        alumnus=graduate.alumnus,
        institution=chance.choice(ELSEWHERE),
        programme=first.programme.name if chance.likely(45) else chance.choice(STUDIES),
        level=Level.DOCTORATE if chance.likely(14) else Level.MASTER,
        country=country,
        province=province,
        starts=starts,
        ends=ends if ends < today else None,
        visibility=_shown(chance),
        source=_source(chance, graduate),
    )
