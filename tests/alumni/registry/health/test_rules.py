"""Each rule finds the record that breaks it and no other; what the night finds faster is the same."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alumni.registry.health import conditions
from alumni.registry.health.looking import look, look_for
from alumni.registry.health.models import HealthFinding
from alumni.registry.health.reach import Reach
from alumni.registry.health.rules import MISSING_LISTS, NIGHTLY, RULES, rules_for
from alumni.registry.models import Alumnus, Graduation
from alumni.registry.scopes import office_scope, representative_scope
from mik.accounts.models import User
from mik.people.models import Person
from mik.units.models import Unit
from tests.factories.alumni import GraduationFactory, graduate
from tests.factories.people import tckn
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db
SHARED = {"ortak-eposta", "ortak-telefon"}


def found_by(code: str) -> list[int]:
    rows = RULES[code].offenders(Alumnus.objects.all())
    return sorted(rows.values_list("pk", flat=True) if hasattr(rows, "values_list") else rows)


def test_each_rule_finds_its_record_and_no_other(broken: dict[str, Alumnus]) -> None:
    every = rules_for(is_office=True)
    assert {rule.code for rule in every} == set(broken)
    single = {code: [alumnus.pk] for code, alumnus in broken.items() if code not in SHARED}
    assert {code: found_by(code) for code in single} == single
    assert {len(found_by(code)) for code in SHARED} == {5}


@pytest.mark.parametrize("kind", ["email", "phone"])
def test_the_night_finds_shared_contacts_as_the_page_does(kind: str, broken: dict[str, Alumnus]) -> None:
    condition = {"email": conditions.shared_email, "phone": conditions.shared_phone}[kind]
    asked = Alumnus.objects.filter(condition(Graduation.objects.all()))
    assert set(conditions.sharing(kind)(Alumnus.objects.all())) == set(asked)


def test_findings_come_go_and_keep_their_date(broken: dict[str, Alumnus]) -> None:
    look()
    assert HealthFinding.objects.count() == len(NIGHTLY) + 2 * 4
    first = HealthFinding.objects.get(rule="buyuk-harf")
    look()
    assert HealthFinding.objects.get(rule="buyuk-harf").found_at == first.found_at
    Person.objects.filter(pk=broken["buyuk-harf"].pk).update(surname="Işık")
    look_for(RULES["buyuk-harf"])
    assert HealthFinding.objects.filter(rule="buyuk-harf").count() == 0


def test_a_look_at_some_records_leaves_the_others_findings(broken: dict[str, Alumnus]) -> None:
    look()
    before = HealthFinding.objects.count()
    look(Alumnus.objects.filter(pk=broken["buyuk-harf"].pk))
    assert HealthFinding.objects.count() == before


def test_the_night_takes_as_many_queries_for_many_records(broken: dict[str, Alumnus]) -> None:
    with CaptureQueriesContext(
        connection,
    ) as many:
        look()
    Alumnus.objects.filter(graduations__isnull=False).first()
    Graduation.objects.all().delete()
    with CaptureQueriesContext(connection) as few:
        look()
    assert len(many) == len(few)


def test_a_mended_record_leaves_the_list_at_once(broken: dict[str, Alumnus], coordinator: User) -> None:
    look()
    reach, rule = Reach(office_scope(coordinator)), RULES["gecersiz-tckn"]
    assert [one.pk for one in reach.offenders(rule)] == [broken["gecersiz-tckn"].pk]
    person = broken["gecersiz-tckn"].person
    person.tckn = tckn(77)
    person.save()
    assert list(reach.offenders(rule)) == []


def test_a_department_counts_its_own_records_as_they_are(
    broken: dict[str, Alumnus], representative: User, department: Unit, other_department: Unit
) -> None:
    graduate(programme_of(other_department), surname="BAŞKASI")
    look()
    reach = Reach(representative_scope(representative, department.pk), department)
    expected = {code: 5 if code in SHARED else 1 for code in broken if code != "mezuniyetsiz"}
    # The diploma of another department is none of the representative's, and so nothing wrong with it.
    assert reach.counts() == expected | {"program-disinda": 0}


def test_a_diploma_out_of_sight_is_not_told_of(
    department: Unit, other_department: Unit, representative: User, coordinator: User
) -> None:
    alumnus = graduate(programme_of(department))
    first = alumnus.graduations.get()
    GraduationFactory.create(
        alumnus=alumnus, programme=programme_of(other_department), graduated_on=first.graduated_on, year=first.year
    )
    look()
    rule = RULES["ayni-ay-iki-diploma"]
    own = Reach(representative_scope(representative, department.pk), department)
    assert [list(own.offenders(rule)), list(Reach(office_scope(coordinator)).offenders(rule))] == [[], [alumnus]]


def test_missing_fields_are_lists_too(department: Unit, coordinator: User) -> None:
    without = graduate(programme_of(department), birth_date=None)
    graduate(programme_of(department))
    found = Reach(office_scope(coordinator)).offenders(MISSING_LISTS["birth_date"])
    assert list(found) == [without]
