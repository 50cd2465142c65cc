"""What makes a record healthy: each measure against SQL of its own, live, in the figures and in the nightly totals."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from alumni.registry.health.measures import MEASURES, totals_of
from alumni.registry.health.models import HealthFinding, HealthSnapshot
from alumni.registry.health.snapshots import take_snapshot
from alumni.registry.models import Alumnus
from alumni.registry.saved_views import totals_of as list_totals
from alumni.registry.scopes import office_scope
from mik.accounts.models import User
from mik.figures import catalogue
from mik.people.models import ContactPoint
from mik.units.models import Unit
from tests.factories.alumni import EmploymentFactory, GraduationFactory, graduate
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db

LIVING = "SELECT 1 FROM people_contactpoint c WHERE c.person_id = a.person_id AND c.dead_at IS NULL AND"
REACHABLE = f"EXISTS ({LIVING} c.kind IN ('email', 'phone'))"
PLACED = f"(EXISTS ({LIVING} c.kind = 'address' AND c.country <> '') OR EXISTS (SELECT 1 FROM alumni_employment e WHERE e.alumnus_id = a.person_id AND e.ends IS NULL))"  # noqa: E501
GRADUATED = "EXISTS (SELECT 1 FROM alumni_graduation g WHERE g.alumnus_id = a.person_id"
FRESH = f"{REACHABLE} AND a.confirmed_at > now() - interval '365 days'"
COMPLETE = f"{REACHABLE} AND p.birth_date IS NOT NULL AND {GRADUATED}) AND {PLACED}"
VERIFIED = f"(p.tckn_hash IS NOT NULL OR p.passport_hash IS NOT NULL) AND {GRADUATED} AND (g.source = 'import' OR g.diploma_no <> ''))"  # noqa: E501
SQL = {
    "reachable": REACHABLE,
    "fresh": FRESH,
    "complete": COMPLETE,
    "verified": VERIFIED,
    "sound": f"{FRESH} AND {COMPLETE} AND {VERIFIED}",
}


def ask(condition: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM alumni_alumnus a JOIN people_person p ON p.id = a.person_id"
            f" WHERE a.state = 'confirmed' AND {condition}"
        )
        return cursor.fetchone()[0]


@pytest.fixture
def records(department: Unit, other_department: Unit) -> list[Alumnus]:
    """One sound, and one that fails each thing asked; the last is only proposed."""
    programme = programme_of(department)
    made = [graduate(programme) for _n in range(6)]
    for alumnus in made:
        EmploymentFactory.create(alumnus=alumnus)
    Alumnus.objects.update(confirmed_at=timezone.now() - timedelta(days=10))
    made[1].person.contacts.all().bury("bounced")
    Alumnus.objects.filter(pk=made[2].pk).update(confirmed_at=timezone.now() - timedelta(days=500))
    made[3].person.birth_date = None
    made[3].person.save()
    made[4].employments.all().delete()
    ContactPoint.objects.create(person=made[4].person, kind="address", country="DE", normalised="de")
    ContactPoint.objects.filter(kind="address").bury("told")
    made[5].person.tckn, made[5].person.tckn_hash = "", None
    made[5].person.save()
    elsewhere = graduate(programme_of(other_department))
    GraduationFactory.create(alumnus=made[0], programme=programme_of(other_department), year=2016)
    Alumnus.objects.filter(pk=elsewhere.pk).update(state=Alumnus.State.PROPOSED)
    return [*made, elsewhere]


def test_each_measure_counts_what_an_independent_sql_counts(records: list[Alumnus], coordinator: User) -> None:
    totals = totals_of(Alumnus.objects.all())
    expected = {code: ask(condition) for code, condition in SQL.items()}
    assert totals.counts == expected == {"reachable": 5, "fresh": 4, "complete": 3, "verified": 5, "sound": 1}
    confirmed = Alumnus.objects.filter(state=Alumnus.State.CONFIRMED)
    assert {code: confirmed.filter(one.condition()).count() for code, one in MEASURES.items()} == expected
    assert (totals.registered, totals.lacking["contact"], totals.lacking["birth_date"]) == (6, 1, 1)
    assert list_totals(office_scope(coordinator)).fresh == expected["fresh"]


def test_figures_mean_the_same(records: list[Alumnus]) -> None:
    scope = catalogue.year_scope(timezone.localdate().year)
    codes = {"reachable": "reachable", "fresh": "fresh", "complete": "complete_records",
             "verified": "verified_records", "sound": "sound_records"}  # fmt: skip
    assert {code: catalogue.measure(figure, scope).numerator for code, figure in codes.items()} == {
        code: ask(condition) for code, condition in SQL.items()
    }


def test_a_snapshot_holds_the_registry_and_each_department(records: list[Alumnus], department: Unit) -> None:
    HealthFinding.objects.create(rule="buyuk-harf", alumnus=records[0])
    assert take_snapshot() == 3
    assert take_snapshot() == 3
    rows = {one.unit_id: one for one in HealthSnapshot.objects.all()}
    whole, own = rows[None], rows[department.pk]
    assert (len(rows), whole.registered, whole.sound, whole.wanting, whole.lacking["contact"]) == (3, 6, 1, 1, 1)
    assert (own.registered, own.reachable) == (6, 5)
    other = next(one for pk, one in rows.items() if pk not in {None, department.pk})
    assert (other.registered, other.sound) == (1, 1)


def test_a_snapshot_takes_as_many_queries_for_many_departments(
    records: list[Alumnus], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(5):  # the transaction's two, the lock, the upsert, the thinning
        take_snapshot()


def test_old_days_are_thinned_to_the_last_of_their_month(department: Unit) -> None:
    today = date(2026, 11, 22)
    days = [date(2025, 9, 1), date(2025, 9, 29), date(2025, 9, 30), date(2025, 10, 5), date(2025, 10, 6)]
    counts = dict.fromkeys(["registered", "members", "wanting", *MEASURES], 0)
    HealthSnapshot.objects.bulk_create(
        HealthSnapshot(unit=u, day=d, **counts) for d in days for u in (None, department)
    )
    take_snapshot(today)
    kept = HealthSnapshot.objects.filter(unit=department).values_list("day", flat=True).order_by("day")
    assert list(kept) == [date(2025, 9, 30), date(2025, 10, 5), date(2025, 10, 6)]
