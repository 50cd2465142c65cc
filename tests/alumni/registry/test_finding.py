"""Typed words find the same people, page by page, by whichever way they are sought."""

from itertools import product

import pytest
from django.http import QueryDict

from alumni.registry import finding, lists
from alumni.registry.lists import GraduateList
from alumni.registry.scopes import Scope, office_scope, representative_scope
from mik.accounts.models import User
from mik.common.keyset import KeysetPage, Listed
from mik.people.walking import in_order
from mik.units.models import Unit
from tests.factories.alumni import EmploymentFactory, OrganisationFactory, graduate
from tests.factories.people import ContactPointFactory
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db

NAMES = [
    "Ali Çelik", "Alim Su", "Ayşe Ali", "Işıl Alioğlu", "İsa Ali Kaya", "Can Kaya", "Çağrı Kaya", "Ece Su", "Su Kaya",
    "A B C D E F Ali", "Zeki Öz", "Ömer Öz",
]  # fmt: skip
WORDS = [
    "ali",
    "kaya",
    "ali kaya",
    "su",
    "a. ali",
    "ö",
    "oğlu",
    "ali şeker",
    "şeker",
    "aliy",
    "liman@",
    "yok öyle biri",
]


@pytest.fixture
def office(coordinator: User, department: Unit) -> Scope:
    for n, name in enumerate(NAMES):
        given_names, _space, surname = name.rpartition(" ")
        one = graduate(programme_of(department), contacts=False, given_names=given_names, surname=surname)
        if n % 4 == 1:
            EmploymentFactory.create(alumnus=one, employer=OrganisationFactory.create(name=f"Ali Şeker {n}"))
        if n % 3 == 2:
            ContactPointFactory.create(person=one.person, value=f"liman{n}@ornek.example")
    return office_scope(coordinator)


def pages(scope: Scope, words: str, order: str) -> list[KeysetPage]:
    found: list[KeysetPage] = []
    place: dict[str, str] = {}
    while True:
        data = QueryDict(mutable=True)
        data.update({"q": words, "sirala": order} | place)
        page = GraduateList(scope=scope, data=data).page
        found.append(page)
        if not page.has_next:
            return found
        place = {"sonra": str(page.last_key)}


@pytest.mark.parametrize(("is_large", "counted"), [*product([False, True], [2, 1_000])])
@pytest.mark.parametrize("at", ["office", "department"])
def test_every_way_finds_the_same_in_the_same_order(
    at: str, office: Scope, representative: User, department: Unit, monkeypatch: pytest.MonkeyPatch, is_large: bool,
    counted: int,
) -> None:  # fmt: skip
    if at == "department":
        office = representative_scope(representative, department.pk)
    monkeypatch.setattr(finding, "is_large", lambda: is_large)
    monkeypatch.setattr(finding, "COUNTED", counted)
    monkeypatch.setattr(lists, "PAGE_SIZE", 3)
    for words, order in product(WORDS, ["ad", "-ad"]):
        everybody = GraduateList(scope=office, data=QueryDict(f"q={words}")).results
        expected = list(in_order(everybody, "person__", order == "-ad").values_list("pk", flat=True))
        shown = pages(office, words, order)
        assert (words, [key for page in shown for key in page.keys]) == (words, expected)
        assert all(page.has_previous for page in shown[1:])


def test_words_that_are_a_name_are_only_that(office: Scope, department: Unit) -> None:
    """An employer bears it too: Ali Şeker. Who is called so is meant; if nobody is, who works there."""

    def shown(words: str) -> list[str]:
        return [row.name for row in GraduateList(scope=office, data=QueryDict(f"q={words}")).rows]

    by_employer = shown("ali şeker")
    assert "Alim Su" in by_employer
    assert all("Şeker" not in name for name in by_employer)
    graduate(programme_of(department), contacts=False, given_names="Ali", surname="Şeker")
    assert shown("ali şeker") == ["Ali Şeker"]
    assert set(shown("şeker")) >= {"Ali Şeker", "Alim Su"}


def test_a_place_among_listed_rows() -> None:
    listed = Listed(list(range(10, 90, 10)), size=3)

    def page(query: str) -> KeysetPage | None:
        return listed.page(QueryDict(query))

    first, last = KeysetPage([10, 20, 30], has_next=True), KeysetPage([60, 70, 80], has_previous=True)
    assert [page(""), page("sonra=30"), page("sonra=50"), page("son=1")] == [
        first, KeysetPage([40, 50, 60], has_previous=True, has_next=True), last, last,
    ]  # fmt: skip
    assert [page("geri=60"), page("geri=20"), page("sonra=80")] == [
        KeysetPage([30, 40, 50], has_previous=True, has_next=True), first, first,
    ]  # fmt: skip
    assert [page("sonra=45"), page("geri=1"), page("sonra=x")] == [None, None, first]
    assert Listed([]).page(QueryDict("son=1")) == KeysetPage([])


def test_a_row_that_fits_no_more_still_says_where_the_list_goes_on(office: Scope) -> None:
    """Somebody was renamed meanwhile: the next page begins behind the new name's place, as everywhere."""
    outside = office.alumni().get(person__given_names="Zeki")
    data = QueryDict(f"q=kaya&sonra={outside.pk}")
    assert GraduateList(scope=office, data=data).page.keys == pages(office, "kaya", "ad")[0].keys
    data = QueryDict(f"q=kaya&sonra={office.alumni().get(person__given_names='Ece').pk}")
    assert [row.name for row in GraduateList(scope=office, data=data).rows] == ["İsa Ali Kaya", "Su Kaya"]
