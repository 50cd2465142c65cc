"""Choosing people: each criterion counts what an independent SQL counts."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from django.http import QueryDict

from alumni.membership.models import Membership
from alumni.registry.models import Alumnus
from alumni.registry.segments import Belonging, Criteria, CriteriaForm, chips_of, living_at, places_of
from mik.accounts.models import User
from mik.common import hooks
from mik.mail.placeholders import values_for
from mik.people.models import Person
from mik.units.models import Level, Unit
from tests.factories.accounts import UserFactory
from tests.factories.alumni import EmploymentFactory, GraduationFactory, enrol, graduate
from tests.factories.people import ContactPointFactory
from tests.factories.units import DepartmentFactory, FacultyFactory, programme_of

pytestmark = pytest.mark.django_db

GRADUATED = """
    EXISTS (SELECT 1 FROM alumni_graduation g JOIN units_unit p ON p.id = g.programme_id
            JOIN units_unit d ON d.id = p.parent_id WHERE g.alumnus_id = a.person_id AND {})
"""
PLACED = """
    (EXISTS (SELECT 1 FROM people_contactpoint c WHERE c.person_id = a.person_id AND c.kind = 'address'
             AND c.dead_at IS NULL AND {0})
     OR EXISTS (SELECT 1 FROM alumni_employment c WHERE c.alumnus_id = a.person_id AND c.ends IS NULL AND {0}))
"""
JOINED = "EXISTS (SELECT 1 FROM alumni_membership m WHERE m.alumnus_id = a.person_id)"


@pytest.fixture
def world(department: Unit, other_department: Unit) -> None:
    """Two departments, two levels, some years, places and memberships, one record that is not confirmed."""
    for index in range(12):
        unit = (department, other_department)[index % 2]
        programme = programme_of(unit, Level.MASTER if index % 3 == 0 else Level.BACHELOR)
        alumnus = graduate(programme, year=2000 + index)
        if index % 4 == 0:
            EmploymentFactory.create(alumnus=alumnus, province="61")
        if index % 5 == 0:
            ContactPointFactory.create(
                person=alumnus.person, kind="address", value="", country="DE", normalised="de", is_primary=False
            )
        if index % 6 == 1:
            enrol(alumnus, UserFactory.create())
    GraduationFactory.create(
        alumnus=Alumnus.objects.order_by("pk")[0], programme=programme_of(other_department), year=2020
    )
    Alumnus.objects.filter(pk=Alumnus.objects.order_by("pk")[3].pk).update(state="proposed")


def independent(where: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM alumni_alumnus a WHERE a.state = 'confirmed' AND {where}")
        return int(cursor.fetchone()[0])


@pytest.mark.usefixtures("world")
def test_counts_equal_an_independent_sql(department: Unit, other_department: Unit) -> None:
    own, other = department.pk, other_department.pk
    faculty = department.parent_id or 0
    cases: list[tuple[dict[str, Any], str]] = [
        ({}, "true"),
        ({"unit_ids": (own,)}, GRADUATED.format(f"d.id = {own}")),
        ({"unit_ids": (faculty,)}, GRADUATED.format(f"d.parent_id = {faculty}")),
        ({"levels": (7,)}, GRADUATED.format("g.level = 7")),
        ({"year_from": 2003, "year_to": 2008}, GRADUATED.format("g.year BETWEEN 2003 AND 2008")),
        (
            {"unit_ids": (other,), "levels": (6,), "year_from": 2009},
            GRADUATED.format(f"d.id = {other} AND g.level = 6 AND g.year >= 2009"),
        ),
        ({"provinces": ("61",)}, PLACED.format("c.province = '61'")),
        ({"provinces": ("61",), "countries": ("DE",)}, PLACED.format("(c.province = '61' OR c.country = 'DE')")),
        ({"membership": Belonging.MEMBERS}, JOINED),
        ({"membership": Belonging.OTHERS}, f"NOT {JOINED}"),
    ]
    everybody = Alumnus.objects.all()
    found = [Criteria(**asked).persons(everybody).count() for asked, _where in cases]
    assert found == [independent(where) for _asked, where in cases]
    assert 0 not in found


@pytest.mark.usefixtures("world")
def test_a_choice_only_narrows_what_is_seen(representative: User, other_department: Unit) -> None:
    seen = Alumnus.objects.visible_to(representative)
    wide = Criteria().persons(seen)
    assert set(wide.values_list("pk", flat=True)) <= set(seen.values_list("pk", flat=True))
    theirs = Criteria(unit_ids=(other_department.pk,), year_to=2019).persons(seen)
    assert theirs.count() == 0


@pytest.mark.usefixtures("world")
def test_the_hooks_narrow_like_the_criteria(department: Unit) -> None:
    asked: dict[str, tuple[Any, Criteria]] = {
        "unit": ([department.pk], Criteria(unit_ids=(department.pk,))),
        "level": ([7], Criteria(levels=(7,))),
        "years": ((2003, None), Criteria(year_from=2003)),
        "place": ((["61"], ["DE"]), Criteria(provinces=("61",), countries=("DE",))),
        "membership": ("members", Criteria(membership=Belonging.MEMBERS)),
    }
    for code, (value, criteria) in asked.items():
        segment = hooks.segments.get(code)
        assert segment is not None
        narrowed = segment.narrow(Person.objects.all(), value).values_list("pk", flat=True)
        assert set(narrowed) == set(criteria.persons(Alumnus.objects.all()).values_list("pk", flat=True))


@pytest.mark.usefixtures("world")
def test_the_places_of_a_graduate_are_those_one_is_found_by() -> None:
    for alumnus in Alumnus.objects.all():
        provinces, countries = places_of(alumnus.pk)
        for province in ("61", "34"):
            assert (province in provinces) is alumni_at([province], []).filter(pk=alumnus.pk).exists()
        for country in ("TR", "DE", "FR"):
            assert (country in countries) is alumni_at([], [country]).filter(pk=alumnus.pk).exists()


def alumni_at(provinces: list[str], countries: list[str]) -> Any:
    condition: Q = living_at(provinces, countries)
    return Alumnus.objects.filter(condition)


def test_the_form_reads_what_it_shows(department: Unit) -> None:
    asked = Criteria((department.pk,), (6,), 1990, 2010, ("61",), ("DE",), Belonging.MEMBERS)
    shown = CriteriaForm(criteria=asked)
    data = QueryDict(mutable=True)
    for name in shown.fields:
        value = shown[name].value()
        data.setlist(name, [str(one) for one in value] if isinstance(value, list) else [str(value)])
    form = CriteriaForm(data)
    assert form.is_valid(), form.errors
    assert (form.criteria, Criteria.from_json(asked.as_json())) == (asked, asked)
    assert (form.place_picker.chosen(), list(chips_of(asked))) == (
        ["Almanya", "Trabzon"],
        ["Makine Mühendisliği", "Lisans", "1990–2010", "Trabzon, Almanya", "Yalnız üyeler"],
    )


def test_departments_of_one_name_are_told_apart(department: Unit, other_department: Unit) -> None:
    elsewhere = DepartmentFactory.create(
        name=department.name, parent=FacultyFactory.create(name="Of Teknoloji Fakültesi")
    )
    assert list(chips_of(Criteria((department.pk, other_department.pk, elsewhere.pk)))) == [
        "İnşaat Mühendisliği",
        "Makine Mühendisliği (Mühendislik Fakültesi)",
        "Makine Mühendisliği (Of Teknoloji Fakültesi)",
    ]


def test_a_department_fixes_unit_and_levels(department: Unit) -> None:
    form = CriteriaForm(QueryDict("birim=1&uyelik=all"), unit=department, levels=[6, 7])
    assert form.is_valid()
    assert (form.criteria.unit_ids, form.criteria.levels) == ((department.pk,), (6, 7))
    assert CriteriaForm(QueryDict("duzey=8"), unit=department, levels=[6, 7]).is_valid() is False


def test_letters_name_the_latest_graduation(alumna: User, other_department: Unit) -> None:
    other_department.name_en = "Civil Engineering"
    other_department.save()
    alumnus = Membership.objects.get(user=alumna).alumnus
    GraduationFactory.create(alumnus=alumnus, programme=programme_of(other_department), year=2019)
    found = [values_for([alumnus.pk], {alumnus.pk: language}, {"bolum", "yil"}) for language in ("tr", "en")]
    assert found == [
        {alumnus.pk: {"bolum": "İnşaat Mühendisliği", "yil": "2019"}},
        {alumnus.pk: {"bolum": "Civil Engineering", "yil": "2019"}},
    ]
