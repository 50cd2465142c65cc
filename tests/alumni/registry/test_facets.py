"""Facets: what a click would bring; each leaves out its own filter; nobody outside the scope is counted."""

import pytest
from django.http import QueryDict

from alumni.registry import facets
from alumni.registry.lists import GraduateList
from alumni.registry.scopes import Scope, office_scope, representative_scope
from mik.accounts.models import User
from mik.people.models import ContactPoint
from mik.units.models import Level, Unit
from tests.factories.accounts import UserFactory
from tests.factories.alumni import enrol, graduate
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scope(representative: User, department: Unit) -> Scope:
    return representative_scope(representative, department.pk)


@pytest.fixture
def five(department: Unit, other_department: Unit) -> None:
    """Three with a bachelor's degree, one of them a member in Trabzon; one master; one elsewhere."""
    lives = graduate(programme_of(department), year=1994, given_names="Ayşe", surname="A")
    ContactPoint.objects.create(person=lives.person, kind="address", country="TR", province="61", normalised="TR 61")
    enrol(lives, UserFactory.create())
    graduate(programme_of(department), year=1999, given_names="Banu", surname="B")
    graduate(programme_of(department), year=2003, given_names="Can", surname="C")
    graduate(programme_of(department, Level.MASTER), year=2005, given_names="Cem", surname="D")
    graduate(programme_of(other_department), year=2005, given_names="Ali", surname="E")


def shown(scope: Scope, query: str = "") -> dict[str, dict[str, int | None]]:
    found = GraduateList(scope=scope, data=QueryDict(query)).facets
    return {facet.label: {choice.label: choice.count for choice in facet.choices} for facet in found}


def test_counts_of_the_scope(scope: Scope, five: None) -> None:
    found = shown(scope)
    assert found["Düzey"] == {"Lisans": 3, "Yüksek lisans": 1}
    assert found["Üyelik"] == {"Üye olanlar": 1, "Üye olmayanlar": 3}
    assert found["Mezuniyet yılı"] == {"2000–2009": 2, "1990–1999": 2}
    assert found["İl"] == {"Trabzon": 1}
    assert "Bölüm" not in found


def test_a_facet_leaves_out_its_own_filter_and_obeys_the_others(scope: Scope, five: None) -> None:
    found = shown(scope, f"duzey={Level.BACHELOR.value}&yil_ilk=1990&yil_son=1999")
    assert found["Düzey"] == {"Lisans": 2}
    assert found["Mezuniyet yılı"] == {"2000–2009": 1, "1990–1999": 2}
    assert found["Üyelik"] == {"Üye olanlar": 1, "Üye olmayanlar": 1}
    assert shown(scope, "uye=evet&il=61")["Üyelik"] == {"Üye olanlar": 1}
    assert shown(scope, "q=can")["Düzey"] == {"Lisans": 1}


def test_a_click_shows_as_many_as_it_promised(scope: Scope, five: None) -> None:
    for facet in GraduateList(scope=scope, data=QueryDict()).facets:
        for choice in facet.choices:
            there = GraduateList(scope=scope, data=QueryDict(choice.url.removeprefix("?")))
            assert there.count == choice.count, choice
            again = [one for each in there.facets for one in each.choices if one.chosen]
            assert [one.url for one in again] == ["?"]


def test_departments_for_the_office_and_no_counts_of_too_many(
    coordinator: User, five: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    scope = office_scope(coordinator)
    assert sorted(count or 0 for count in shown(scope)["Bölüm"].values()) == [1, 4]
    monkeypatch.setattr(facets, "MOST", 2)
    assert shown(scope)["Üyelik"] == {"Üye olanlar": None, "Üye olmayanlar": None}
