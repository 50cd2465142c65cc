"""A segment saved from a list means the persons listed, where the list asks several things of one diploma."""

from collections.abc import Callable

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from alumni.registry.lists import GraduateList
from alumni.registry.models import Alumnus
from alumni.registry.scopes import Scope
from alumni.registry.segments import Criteria
from alumni.registry.segments.asked import from_list
from alumni.registry.segments.persons import persons_of
from alumni.registry.segments.services import save_segment
from mik.accounts.models import User
from mik.units.models import Level, Unit
from tests.factories.alumni import GraduationFactory, graduate
from tests.factories.units import FacultyFactory, department_with_programmes, programme_of

pytestmark = pytest.mark.django_db
Sign = Callable[[User | None], Client]


@pytest.fixture
def own(department: Unit) -> Alumnus:
    return graduate(programme_of(department), year=2014, given_names="Elif", surname="Şahin")


@pytest.mark.parametrize(
    "query",
    [
        "program={program}", "program={program}&yil_ilk=2010", "fakulte={faculty}&yil_son=2004",
        "fakulte={faculty}&duzey=7", "program={program}&birim={unit}&yil_ilk=2010&q=şahin", "fakulte={faculty}",
        "birim={unit}&yil_ilk=2010",
    ],
)  # fmt: skip
@pytest.mark.parametrize("whose", ["office", "desk"])
def test_one_diploma_answers_all_that_the_list_asks_of_it(
    whose: str, query: str, own: Alumnus, other_department: Unit, department: Unit, client_for: Sign,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    """Of somebody with two of them, one of another programme and year; and the list opened again shows the same."""
    scope: Scope = request.getfixturevalue(whose)
    programme = programme_of(department)
    GraduationFactory.create(alumnus=own, programme=programme_of(department, Level.MASTER), year=2003)
    twice = graduate(programme, year=2003, surname="Şahin")
    GraduationFactory.create(alumnus=twice, programme=programme_of(other_department), year=2015)
    query = query.format(program=programme.pk, faculty=department.parent_id, unit=department.pk)
    shown = set(GraduateList(scope=scope, data=QueryDict(query)).results.values_list("pk", flat=True))
    segment = save_segment(scope=scope, filters=from_list(QueryDict(query), scope), name="Kitle", shared=False)
    meant = set(persons_of(segment, scope.user).values_list("pk", flat=True))
    assert (meant, segment.last_size) == (shown, len(shown))
    again = client_for(scope.user).get(f"{scope.urls['segment_list']}{segment.pk}/ac/", follow=True)
    assert {row.pk for row in again.context["graduates"].rows} == shown
    assert from_list(again.context["graduates"].data, scope) == segment.filters


def test_a_faculty_chosen_in_the_form_opens_as_a_list(
    office: Scope, own: Alumnus, department: Unit, client_for: Sign, coordinator: User
) -> None:
    graduate(programme_of(department_with_programmes("Kimya", parent=FacultyFactory.create(name="Fen Fakültesi"))))
    for unit in (department.parent_id, department.pk, programme_of(department).pk):
        filters = Criteria((unit or 0,), year_from=2010).as_json()
        segment = save_segment(scope=office, name=f"Birim {unit}", shared=False, filters=filters)
        opened = client_for(coordinator).get(reverse("coordinator:segment_open", args=[segment.pk]), follow=True)
        assert [row.pk for row in opened.context["graduates"].rows] == [own.pk]
