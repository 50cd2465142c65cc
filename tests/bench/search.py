"""Search through the list's own queries, beside ``icontains`` on the same registry of one and of ten million.

``icontains`` is what a Django list does unaided: each typed word in given names, surname or former surname, the same
order, the page by OFFSET, the exact count; then the same columns for its 25 rows. Ours is ``GraduateList``: count, page
and rows. Each question is asked of a list made anew, the two ways in turn; medians and the 95th percentile are of all
questions, the office's and a representative's. MIK_BENCH_SEARCH=1m leaves the ten millions out.
"""

from dataclasses import dataclass
from functools import reduce
from random import Random

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import QueryDict

from alumni.registry.columns import ordered, with_columns
from alumni.registry.lists import GraduateList
from alumni.registry.scopes import Scope, office_scope, representative_scope
from mik.accounts.models import Office, User
from mik.home.demo import names
from mik.units.models import Unit
from tests.bench.population import given, surnames
from tests.factories.accounts import UserFactory, appoint, represent

SEED = 61
MILLION = 1_000_000
NAMES = [*given("", names.MEN_OLD, names.MEN_MIDDLE, names.MEN_YOUNG, names.WOMEN_OLD, names.WOMEN_MIDDLE)]


# --- What is asked -----------------------------------------------------------------------------------


def questions() -> list[str]:
    """Fifty searches, the same at every run: common and rare words, two words, parts, initials, slips, spellings."""
    chance = Random(SEED)
    common, rare = surnames()[:30], surnames()[400:]
    both = [f"{chance.choice(NAMES)} {chance.choice(surnames()[:300])}" for _ in range(10)]
    slips = [_slip(chance, word) for word in chance.sample([n for n in [*NAMES, *rare] if len(n) > 5], 8)]
    return [
        "ahmet", "Mehmet", "FATMA", "zeynep", "Yılmaz", "kaya", "oğlu", "mehmet yılmaz", "ayşe demir", "Işık",
        *chance.sample(common, 4), *chance.sample(rare, 10), *chance.sample(NAMES, 6), *both,
        "Ş. Öz", "A. Yılmaz", *slips,
    ]  # fmt: skip


def _slip(chance: Random, word: str) -> str:
    """One letter left out, doubled, or swapped with the next."""
    n = chance.randrange(1, len(word) - 1)
    return chance.choice([word[:n] + word[n + 1 :], word[:n] + word[n] + word[n:], _swapped(word, n)])


def _swapped(word: str, n: int) -> str:
    return word[:n] + word[n + 1] + word[n] + word[n + 2 :]


# --- The two ways ------------------------------------------------------------------------------------


def ours(scope: Scope, words: str) -> int:
    graduates = GraduateList(scope=scope, data=_query(q=words))
    return len(graduates.rows) + graduates.count


def naive(scope: Scope, words: str) -> int:
    found = scope.alumni().filter(*(_contains(word) for word in words.split()))
    page = Paginator(ordered(with_columns(found, scope), "ad"), 25).get_page(1)
    return len(list(page.object_list)) + page.paginator.count


def _contains(word: str) -> Q:
    fields = ("given_names", "surname", "former_surname")
    return reduce(lambda left, right: left | right, (Q(**{f"person__{field}__icontains": word}) for field in fields))


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
