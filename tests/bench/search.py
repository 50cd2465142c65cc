"""Search through the list's own queries, beside ``icontains`` on the same registry of one and of ten million.

``icontains`` is what a Django list does unaided: each typed word in given names, surname or former surname, the same
order, the page by OFFSET, the exact count; then the same columns for its 25 rows. Ours is ``GraduateList``: count, page
and rows. The two are asked in turn, of a list made anew each time. The measures are of the office's list, the one with
all of them in it; a representative's few thousand are measured beside it and held to be no slower than unaided.
MIK_BENCH_SEARCH=1m leaves the ten millions out; making them takes a quarter of an hour, and they are kept.
"""

import os
import statistics
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from random import Random

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import QueryDict

from alumni.registry import numbers, states
from alumni.registry.columns import ordered, with_columns
from alumni.registry.lists import GraduateList
from alumni.registry.models import Alumnus
from alumni.registry.row_facts import facts_of
from alumni.registry.scopes import Scope, office_scope, representative_scope
from mik.accounts.models import Office, User
from mik.common.keyset import KeysetPage
from mik.common.turkish import lower, upper
from mik.home.demo import names
from mik.people.models import Person
from mik.units.models import Level, Unit
from tests.bench.database import bench_database
from tests.bench.measure import Measure, at_least, at_most, seconds
from tests.bench.population import fill, given, surnames
from tests.factories.accounts import UserFactory, appoint, represent

SEED = 61
# What is asked: the query string of the list, or a number.
Asked = dict[str, str]
NUMBER = "numara"
MILLION = 1_000_000
NAMES = [*given("", names.MEN_OLD, names.MEN_MIDDLE, names.MEN_YOUNG, names.WOMEN_OLD, names.WOMEN_MIDDLE)]


# --- What is asked -----------------------------------------------------------------------------------


def questions() -> list[Asked]:
    """The searches of every run: common and rare words, two words, parts, initials, slips, spellings; a name within a
    filter; numbers.
    """
    chance = Random(SEED)
    common, rare = surnames()[:30], surnames()[400:]
    both = [f"{chance.choice(NAMES)} {chance.choice(surnames()[:300])}" for _ in range(10)]
    slips = [_slip(chance, word) for word in chance.sample([n for n in [*NAMES, *rare] if len(n) > 5], 8)]
    words = [
        "ahmet", "Mehmet", "FATMA", "zeynep", "Yılmaz", "kaya", "oğlu", "mehmet yılmaz", "ayşe demir", "Işık",
        *chance.sample(common, 4), *chance.sample(rare, 10), *chance.sample(NAMES, 6), *both,
        "Ş. Öz", "A. Yılmaz", *slips,
    ]  # fmt: skip
    filtered: list[Asked] = [
        {"q": "Yılmaz", "il": "61"}, {"q": "ayşe", "yil_ilk": "2010", "yil_son": "2015"}, {"q": "kaya", "duzey": "7"},
        {"q": rare[3], "uye": "evet"}, {"q": "Mehmet Şahin", "durum": "stale"},
    ]  # fmt: skip
    return [*({"q": word} for word in words), *filtered, {NUMBER: "412345"}, {NUMBER: "D0/77777"}]


def _slip(chance: Random, word: str) -> str:
    """One letter left out, doubled, or swapped with the next."""
    n = chance.randrange(1, len(word) - 1)
    return chance.choice([word[:n] + word[n + 1 :], word[:n] + word[n] + word[n:], _swapped(word, n)])


def _swapped(word: str, n: int) -> str:
    return word[:n] + word[n + 1] + word[n] + word[n + 2 :]


# --- The two ways ------------------------------------------------------------------------------------


def ours(scope: Scope, asked: Asked) -> int:
    if NUMBER in asked:
        found = numbers.find(asked[NUMBER], scope).keys
        return len(facts_of(found, scope)) + len(found)
    graduates = GraduateList(scope=scope, data=_query(**asked))
    return len(graduates.rows) + graduates.count


def naive(scope: Scope, asked: Asked) -> int:
    """The filters are the same for both; of the kinds of numbers only the two are looked for."""
    if NUMBER in asked:
        kinds = (Q(**{f"{field}__icontains": asked[NUMBER]}) for field in ("student_no", "diploma_no"))
        bearers = scope.graduations().filter(reduce(or_, kinds)).values("alumnus")
        found = scope.alumni().filter(pk__in=bearers)
    else:
        filters = {name: value for name, value in asked.items() if name != "q"}
        narrowed = GraduateList(scope=scope, data=_query(**filters)).results
        found = narrowed.filter(*(_contains(word) for word in asked["q"].split()))
    page = Paginator(ordered(with_columns(found, scope), "ad"), 25).get_page(1)
    return len(list(page.object_list)) + page.paginator.count


def _contains(word: str) -> Q:
    fields = ("given_names", "surname", "former_surname")
    return reduce(or_, (Q(**{f"person__{field}__icontains": word}) for field in fields))


def _query(**asked: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update(asked)
    return data


@dataclass(frozen=True)
class Desk:
    """Who asks: the office, and the representative of one department."""

    office: User
    representative: User
    unit_id: int

    @property
    def scopes(self) -> list[Scope]:
        return [office_scope(self.office), representative_scope(self.representative, self.unit_id)]


def desk() -> Desk:
    """The accounts, made once; the representative is that of the department with the most programmes."""
    there = Unit.objects.departments().filter(closed_on=None, parent__closed_on=None, successor=None)
    unit = there.annotate(programmes=Count("children")).order_by("-programmes", "pk")[0]
    office = User.objects.filter(email="ofis@ornek.example").first()
    if office is None:
        office = UserFactory.create(email="ofis@ornek.example")
        appoint(office, Office.COORDINATOR)
        represent(UserFactory.create(email="temsilci@ornek.example"), unit)
    return Desk(office, User.objects.get(email="temsilci@ornek.example"), unit.pk)


# --- What is measured --------------------------------------------------------------------------------


def measures() -> Iterator[Measure]:
    with bench_database("search1m", keep=True):
        _filled(MILLION)
        yield from _million(desk())
    if os.environ.get("MIK_BENCH_SEARCH") != "1m":
        with bench_database("search10m", keep=True):
            _filled(10 * MILLION)
            yield from _ten_million(desk())


def _filled(size: int) -> None:
    if not Alumnus.objects.exists():
        fill(size)


def _million(at: Desk) -> Iterator[Measure]:
    office, department = at.scopes
    rounds = [_compared(office, questions()) for _round in range(3)]
    yield at_most("search_1m_page", 1 / 20, [median for median, _p95 in rounds], unit="page median / icontains")
    rounds = [_compared(department, questions()[::3]) for _round in range(3)]
    unit = "page median in a department / icontains"
    yield at_most("search_1m_department", 1, [median for median, _p95 in rounds], unit=unit)
    yield at_most("keyset_depth", 2, list(_depths(office)), unit="page at depth / the same 25 rows by key")
    for order in (sign + name for name in ("yil", "gorev", "kurum", "il", "guncelleme") for sign in ("", "-")):
        unit = "first page in this order / sorting them all"
        yield at_most(f"order_{order}", 1 / 5, [_ordered(office, order) for _round in range(3)], unit=unit)
    yield at_most("facets", 1 / 10, [_facets(office) for _round in range(3)], unit="one pass / a COUNT per value")
    yield at_least("search_recall", 1, [_recall(office)], unit="found / asked for, over all spellings")


def _ten_million(at: Desk) -> Iterator[Measure]:
    """Every third question: unaided each takes half a minute."""
    median, p95 = _compared(at.scopes[0], questions()[::3])
    yield at_most("search_10m_page", 1 / 50, [median], unit="page median / icontains")
    yield at_most("search_10m_p95", 1 / 10, [p95], unit="page p95 / icontains p95")


def _compared(scope: Scope, asked: list[Asked]) -> tuple[float, float]:
    """Ours by theirs: median and 95th percentile; the figures themselves go to standard output."""
    mine, theirs = [], []
    for one in asked:
        mine.append(seconds(lambda one=one: ours(scope, one)))  # type: ignore[misc]
        theirs.append(seconds(lambda one=one: naive(scope, one)))  # type: ignore[misc]
    shown = [f"{statistics.median(part) * 1000:.0f} ms, p95 {_p95(part) * 1000:.0f} ms" for part in (mine, theirs)]
    print(f"# {len(asked)} searches: {shown[0]}; icontains {shown[1]}", flush=True)
    return statistics.median(mine) / statistics.median(theirs), _p95(mine) / _p95(theirs)


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def _depths(scope: Scope) -> Iterator[float]:
    """The page behind rows spread over the whole list, beside the rows of that page by their keys."""
    people = Person.objects.in_turkish_order().values_list("pk", flat=True)
    for depth in range(1, 10):
        place = people[MILLION * depth // 10]
        taken = [_page_behind(scope, place) for _time in range(5)]
        yield statistics.median(page for page, _rows in taken) / statistics.median(rows for _page, rows in taken)


def _page_behind(scope: Scope, place: int) -> tuple[float, float]:
    at_depth = GraduateList(scope=scope, data=_query(sonra=str(place)))
    page = seconds(lambda: at_depth.rows)
    by_key = GraduateList(scope=scope, data=_query())
    by_key.page = KeysetPage(at_depth.page.keys)
    return page, seconds(lambda: by_key.rows)


def _ordered(scope: Scope, order: str) -> float:
    """The first page of the whole registry in another order than that of names."""
    along = seconds(lambda: GraduateList(scope=scope, data=_query(sirala=order)).rows)
    everybody = ordered(with_columns(scope.alumni(), scope), order)
    return along / seconds(lambda: list(everybody.values_list("pk", flat=True)[:25]))


def _facets(scope: Scope) -> float:
    """All the facets of a list narrowed by a name, beside an unaided COUNT for each value of three of them."""
    found = GraduateList(scope=scope, data=_query(q="Şahin"))
    one_pass = seconds(lambda: found.facets)
    values = [
        *(("duzey", str(level.value)) for level in Level),
        *(("durum", code) for code in states.PILLS),
        *(("yil_ilk", str(year)) for year in range(1960, 2030, 10)),
    ]
    return one_pass / sum(seconds(lambda: _counted(scope, name, value)) for name, value in values)  # noqa: B023


def _counted(scope: Scope, name: str, value: str) -> int:
    asked = {name: value} | ({"yil_son": str(int(value) + 9)} if name == "yil_ilk" else {})
    return GraduateList(scope=scope, data=_query(**asked)).results.filter(_contains("Şahin")).count()


def _recall(scope: Scope) -> float:
    """People asked for by their names in every spelling that registers, telephones and lists use."""
    found = asked = 0
    for alumnus in (
        Alumnus.objects.filter(pk__in=range(1, 60_000, 1_500)).select_related("person").defer("person__tckn")
    ):
        for words in spellings(alumnus.person.full_name):
            asked += 1
            found += GraduateList(scope=scope, data=_query(q=words)).results.filter(pk=alumnus.pk).exists()
    return found / asked


def spellings(name: str) -> set[str]:
    plain = name.translate(str.maketrans("çğıöşüÇĞİÖŞÜâî", "cgiosuCGIOSUai"))
    initial, begun = f"{name[0]}. {name.split()[-1]}", f"{name[0]}. {name.split()[-1][:2]}"
    backwards = " ".join(reversed(name.split()))
    forms = {name, upper(name), lower(name), plain, plain.upper(), plain.lower(), initial, begun, backwards}
    return forms | {unicodedata.normalize("NFD", form) for form in forms}
