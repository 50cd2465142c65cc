"""The figures of the registry and of the office, each against SQL written for the test alone."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from alumni.membership.models import Claim
from alumni.registry.models import Alumnus, ImportRun
from mik.accounts.models import User
from mik.common import hooks
from mik.figures import breakdowns, catalogue
from mik.units.models import Unit
from tests.factories.accounts import UserFactory
from tests.factories.alumni import ClaimFactory

pytestmark = pytest.mark.django_db

CONFIRMED = "FROM alumni_alumnus a WHERE a.state = 'confirmed'"
LIVING = "SELECT 1 FROM people_contactpoint c WHERE c.person_id = a.person_id AND c.dead_at IS NULL AND"
OF_LEVEL = "EXISTS (SELECT 1 FROM alumni_graduation g WHERE g.alumnus_id = a.person_id AND g.level = {})"
MEMBER = "EXISTS (SELECT 1 FROM alumni_membership m WHERE m.alumnus_id = a.person_id)"
CONSENT = (
    "COALESCE((SELECT k.act = 'given' FROM people_consententry k WHERE k.person = a.person_id AND k.purpose = 'news'"
    " AND k.channel = 'email' ORDER BY k.id DESC LIMIT 1), FALSE)"
)
REACHABLE = f"EXISTS ({LIVING} c.kind IN ('email', 'phone'))"
SINCE = "a.created_at >= date_trunc('year', now() AT TIME ZONE 'Europe/Istanbul') AT TIME ZONE 'Europe/Istanbul'"
SQL = {
    "registered": f"SELECT count(*) {CONFIRMED}",
    "recorded": f"SELECT count(*) {CONFIRMED} AND {SINCE}",
    "reachable": f"SELECT count(*) {CONFIRMED} AND {REACHABLE}",
    "fresh": f"SELECT count(*) {CONFIRMED} AND {REACHABLE} AND a.confirmed_at > now() - interval '365 days'",
    "registered_bachelor": f"SELECT count(*) {CONFIRMED} AND {OF_LEVEL.format(6)}",
    "registered_master": f"SELECT count(*) {CONFIRMED} AND {OF_LEVEL.format(7)}",
    "members": f"SELECT count(*) {CONFIRMED} AND {MEMBER}",
    "consent_news": f"SELECT count(*) {CONFIRMED} AND {CONSENT}",
    "placed": f"SELECT count(*) {CONFIRMED} AND EXISTS ({LIVING} c.country <> '')",
    "abroad": f"SELECT count(*) {CONFIRMED} AND EXISTS ({LIVING} c.country NOT IN ('', 'TR'))",
    "countries": "SELECT count(DISTINCT country) FROM people_contactpoint WHERE country <> ''",
    "departments": (
        "SELECT count(DISTINCT p.parent_id) FROM alumni_graduation g JOIN units_unit p ON p.id = g.programme_id"
        f" WHERE g.alumnus_id IN (SELECT a.person_id {CONFIRMED})"
    ),
}
EXPECTED = {
    "registered": 6, "recorded": 5, "reachable": 5, "fresh": 1, "registered_bachelor": 6, "registered_master": 0,
    "members": 1, "consent_news": 1, "placed": 3, "abroad": 1, "countries": 2, "departments": 2,
}  # fmt: skip


def ask(sql: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def this_year(unit: Unit | None = None) -> hooks.FigureScope:
    return catalogue.year_scope(timezone.localdate().year, unit.pk if unit else None)


def test_every_figure_equals_an_independent_count(graduates: list[Alumnus]) -> None:
    found = {code: catalogue.measure(code, this_year()).numerator for code in SQL}
    assert found == {code: ask(sql) for code, sql in SQL.items()}
    assert found == EXPECTED


def test_shares_are_of_the_registered(graduates: list[Alumnus]) -> None:
    for code in ("fresh", "reachable", "member_share", "consent_news", "placed"):
        value = catalogue.measure(code, this_year())
        assert (value.denominator, value.value) == (6, 100 * (value.numerator or 0) / 6)


def test_a_unit_has_its_own_graduates(graduates: list[Alumnus], department: Unit, other_department: Unit) -> None:
    counts = [catalogue.measure("registered", this_year(unit)).numerator for unit in (department, other_department)]
    assert counts == [3, 3]
    assert catalogue.measure("registered", this_year(department.parent)).numerator == 6
    assert catalogue.measure("members", this_year(other_department)).numerator == 0
    assert catalogue.measure("departments", this_year(department)).numerator == 1


def test_a_past_day_knows_only_what_stood_then(graduates: list[Alumnus]) -> None:
    last_year = catalogue.year_scope(timezone.localdate().year - 1)
    assert catalogue.measure("registered", last_year).numerator == 1
    assert catalogue.measure("members", last_year).numerator == 0
    assert catalogue.measure("joined", this_year()).numerator == 1


def test_the_rows_are_the_records_counted(graduates: list[Alumnus]) -> None:
    for code in SQL:
        figure = catalogue.figure(code)
        rows = [figure.describe(row) for row in figure.rows(this_year())]
        assert len(rows) == EXPECTED[code]
        assert all(row.label for row in rows)


def test_rows_have_an_order() -> None:
    """Else a page could repeat what stood on the one before."""
    assert [figure.code for figure in catalogue.figures() if not figure.rows(this_year()).ordered] == []


def test_breakdowns_count_persons(graduates: list[Alumnus], department: Unit) -> None:
    whole, mine = this_year(), this_year(department)
    assert breakdowns.counts("province", whole) == {"61": 2}
    assert breakdowns.counts("country", whole) == {"TR": 2, "DE": 1}
    assert breakdowns.counts("level", whole) == {"6": 6}
    assert breakdowns.counts("decade", mine) == {"1990": 1, "2000": 1, "2010": 1}
    assert breakdowns.counts("department", whole)[str(department.pk)] == 3
    assert breakdowns.counts("faculty_members", whole) == {str(department.parent_id): 1}
    assert breakdowns.counts("nothing", whole) == {}


def test_the_office_counts_its_own_work(
    graduates: list[Alumnus], department: Unit, representative: User, coordinator: User
) -> None:
    now = timezone.now()
    for days in (1, 2, 9):
        waited = {"submitted_at": now - timedelta(days=days), "decided_at": now, "decided_by": coordinator}
        ClaimFactory.create(user=UserFactory.create(), unit=department, state=Claim.State.REFUSED, **waited)
    ImportRun.objects.create(file_name="liste.xlsx", by=coordinator, state=ImportRun.State.DONE)
    ImportRun.objects.create(file_name="yarim.xlsx", by=coordinator)
    scope = this_year()
    codes = ("representatives", "departments_without_representative", "claims_decided", "imports")
    assert [catalogue.measure(code, scope).numerator for code in codes] == [1, 1, 3, 1]
    wait = catalogue.measure("claim_days", scope)
    assert (round(wait.value or 0, 3), wait.numerator) == (2, 3)
    share = catalogue.measure("represented_departments", scope)
    assert (share.value, share.numerator, share.denominator) == (50, 1, 2)
    for code in (*codes, "claim_days"):
        figure = catalogue.figure(code)
        assert [figure.describe(row).label for row in figure.rows(scope)]
