"""Searches a member keeps, the class, and the map with small numbers hidden."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alumni.directory.models import SavedSearch
from alumni.directory.saving import MOST_SAVED, SearchProblem, save_search
from mik.accounts.models import User
from mik.units.models import Unit
from tests.factories.accounts import UserFactory
from tests.factories.alumni import enrol, graduate, hide, show
from tests.factories.people import ContactPointFactory
from tests.factories.units import programme_of

ClientFor = Callable[[User | None], Client]


def test_a_search_is_kept_without_its_place_and_by_its_own_fields(alumna: User, client_for: ClientFor) -> None:
    client = client_for(alumna)
    asked = "ad=kaya&il=61&sonra=15&sekme=gizli&sektor="
    for _ in range(2):
        client.post(reverse("alumni:search_add"), {"isim": " Trabzon'daki  Kayalar ", "arama": asked})
    saved = SavedSearch.objects.get()
    assert (saved.name, saved.query, saved.user) == ("Trabzon'daki Kayalar", "ad=kaya&il=61", alumna)
    page = client.get(reverse("alumni:directory")).content.decode()
    assert "?ad=kaya&amp;il=61" in page


@pytest.mark.parametrize(("name", "query"), [("", "ad=x"), ("boş", ""), ("boş", "sonra=3")])
def test_a_search_needs_a_name_and_something_asked(alumna: User, name: str, query: str) -> None:
    with pytest.raises(SearchProblem):
        save_search(user=alumna, name=name, data=QueryDict(query))
    assert SavedSearch.objects.count() == 0


def test_only_so_many_are_kept(alumna: User) -> None:
    for n in range(MOST_SAVED):
        save_search(user=alumna, name=f"arama {n}", data=QueryDict("il=61"))
    save_search(user=alumna, name="arama 3", data=QueryDict("il=08"))
    with pytest.raises(SearchProblem):
        save_search(user=alumna, name="bir tane daha", data=QueryDict("il=61"))


def test_searches_are_ones_own(alumna: User, other_alumna: User, client_for: ClientFor) -> None:
    saved = save_search(user=alumna, name="özel aramam", data=QueryDict("il=61"))
    other = client_for(other_alumna)
    assert "özel aramam" not in other.get(reverse("alumni:directory")).content.decode()
    assert other.post(reverse("alumni:search_remove", args=[saved.pk])).status_code == 404
    assert client_for(alumna).post(reverse("alumni:search_remove", args=[saved.pk])).status_code == 302
    assert SavedSearch.objects.count() == 0


def members_of(department: Unit, count: int, *, year: int = 2014, province: str = "") -> list[User]:
    users = []
    for n in range(count):
        user = UserFactory.create()
        alumnus = graduate(
            programme_of(department), year=year, contacts=False, given_names=f"Üye{n}", surname=province
        ) if province else graduate(programme_of(department), year=year)  # fmt: skip
        enrol(alumnus, user)
        if province:
            ContactPointFactory.create(
                person=alumnus.person, kind="address", value="", normalised=f"TR {province}", country="TR",
                province=province, visibility="members",
            )  # fmt: skip
        users.append(user)
    return users


def test_the_class_is_of_the_same_department_and_year(alumna: User, department: Unit, client_for: ClientFor) -> None:
    mate, other_year, hidden, no_year = (*members_of(department, 1), *members_of(department, 1, year=2013),
                                         *members_of(department, 2))  # fmt: skip
    hide(hidden)
    show(no_year, "nobody", "year")
    client = client_for(alumna)
    page = client.get(reverse("alumni:classmates")).content.decode()
    shown = [str(user.person) in page for user in (mate, other_year, hidden, no_year, alumna)]
    assert shown[:4] == [True, False, False, False]
    with CaptureQueriesContext(connection) as first:
        client.get(reverse("alumni:classmates"))
    members_of(department, 2)
    with CaptureQueriesContext(connection) as second:
        client.get(reverse("alumni:classmates"))
    assert len(first) == len(second)


def test_the_map_hides_small_numbers(alumna: User, department: Unit, client_for: ClientFor) -> None:
    members_of(department, 2, province="08")
    for user in members_of(department, 6, province="61")[:1]:
        hide(user)
    page = client_for(alumna).get(reverse("alumni:directory_map")).content.decode()
    ranks = page[page.index('id="iller"') :]
    assert ("Trabzon" in ranks, "Artvin" in ranks) == (True, False)
    assert '<progress class="meter" value="5"' in ranks
