"""Where the numbers lead: the list behind each link holds as many as its cell counts, however they are asked for."""

from itertools import combinations

import pytest
from django.http import QueryDict

from alumni.numbers.audience import Audience, department_or_404, desk_or_404
from alumni.numbers.page import Page
from alumni.numbers.tables import CutTable, TableMaker
from alumni.registry.lists import GraduateList
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.people.models import Person
from mik.units.models import Unit
from tests.alumni.numbers.conftest import Making

pytestmark = pytest.mark.django_db
KNOWN_OR_NOT = ("cinsiyet", "uyruk", "ulke", "il", "sektor", "uye", "ulasim")


def table_of(audience: Audience, query: str) -> CutTable:
    page = Page(QueryDict(query), audience)
    return TableMaker(page.question, page.answer, audience, page.data).make()


def behind(audience: Audience, url: str) -> GraduateList:
    assert audience.scope is not None
    found = GraduateList(scope=audience.scope, data=QueryDict(url.partition("?")[2]))
    assert found.filterset.is_valid(), url
    return found


@pytest.mark.parametrize("own", [False, True])
def test_every_pair_of_dimensions(
    registry: Making, coordinator: User, representative: User, department: Unit, own: bool
) -> None:
    """With proposed records, and one without a diploma, which no number counts."""
    registry()
    Alumnus.objects.create(person=Person.objects.create(given_names="Ada", surname="Yok", sex="f", nationality="TR"))
    audience = department_or_404(representative, department.pk, None) if own else desk_or_404(coordinator)
    wanted: dict[str, float] = {}
    for rows, columns in combinations(audience.dimensions, 2):
        cells = [cell for row in table_of(audience, f"satir={rows}&sutun={columns}").rows for cell in row.cells]
        linked = {cell.value: cell.url for cell in cells if cell.url}
        assert linked, (rows, columns)
        # A cell is about one home, the list's two filters may be about two.
        assert not any("ev_ulke" in url and "ev_il" in url for url in linked.values())
        # One cell of each size will do: its neighbours are asked for alike.
        wanted |= {url: count for count, url in linked.items() if count}
    for url, count in wanted.items():
        assert behind(audience, url).results.count() == count, url


def test_every_category_of_what_may_be_unknown(registry: Making, coordinator: User) -> None:
    """Who is a member or can be reached stands beside each number of graduates; the chips say what was asked."""
    registry()
    audience = desk_or_404(coordinator)
    for code in KNOWN_OR_NOT:
        for row in table_of(audience, f"satir={code}").rows:
            for cell in row.cells:
                if cell.url:
                    found = behind(audience, cell.url)
                    assert (found.results.count(), len(found.chips) > 1) == (cell.value, True), cell.url
