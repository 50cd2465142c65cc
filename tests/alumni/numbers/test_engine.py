"""Cuts against plain SQL written for the test alone, one cell at a time."""

from itertools import product
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alumni.numbers.engine import Counts, Filters, cut
from alumni.numbers.models import GraduateFact
from alumni.numbers.nightly import flatten
from alumni.registry.models import Alumnus, Graduation
from mik.people.models import ContactPoint
from mik.units.models import Unit
from tests.alumni.numbers.conftest import Making

pytestmark = pytest.mark.django_db

# What each key means, in words of its own: joined to a diploma g of the person p in the programme u.
MEANING = {
    "fakulte": "(SELECT x.parent_id FROM units_unit x WHERE x.id = u.parent_id)::text = %s",
    "bolum": "u.parent_id::text = %s",
    "program": "u.id::text = %s",
    "duzey": "g.level::text = %s",
    "yil": "g.year::text = %s",
    "donem": "(g.year - g.year %% 10)::text = %s",
    "cinsiyet": "p.sex = %s",
    "uyruk": "p.nationality = %s",
    "ulke": "%s IN (SELECT country FROM people_contactpoint c WHERE c.person_id = p.id AND c.kind = 'address'"
    " UNION ALL SELECT '' WHERE NOT EXISTS (SELECT 1 FROM people_contactpoint c WHERE c.person_id = p.id"
    " AND c.kind = 'address'))",
    "sektor": "%s = coalesce((SELECT sector FROM alumni_employment e WHERE e.alumnus_id = p.id AND e.is_primary), '')",
    "uye": "EXISTS (SELECT 1 FROM alumni_membership m WHERE m.alumnus_id = p.id) = (%s = 'evet')",
}
MEMBER = "EXISTS (SELECT 1 FROM alumni_membership m WHERE m.alumnus_id = p.id)"
REACHED = ("EXISTS (SELECT 1 FROM people_contactpoint c WHERE c.person_id = p.id AND c.kind IN ('email', 'phone')"
           " AND c.dead_at IS NULL)")  # fmt: skip


def counted(keys: dict[str, str]) -> Counts:
    """The persons of one cell, found one by one."""
    conditions = " AND ".join(["true", *(MEANING[code] for code in keys)])
    base = ("SELECT count(DISTINCT p.id) FROM people_person p JOIN alumni_alumnus a ON a.person_id = p.id"
            " JOIN alumni_graduation g ON g.alumnus_id = p.id JOIN units_unit u ON u.id = g.programme_id"
            f" WHERE a.state = 'confirmed' AND {conditions}")  # fmt: skip  # written above
    found = []
    with connection.cursor() as cursor:
        for extra in ("", f" AND {MEMBER}", f" AND {REACHED}"):
            cursor.execute(base + extra, list(keys.values()))
            found.append(cursor.fetchone()[0])
    return Counts(*found)


@pytest.mark.parametrize("by", [("bolum", "yil"), ("cinsiyet", "duzey"), ("ulke", "sektor"), ("uyruk", "uye")])
def test_every_cell_and_every_total_is_what_plain_sql_counts(registry: Making, by: tuple[str, str]) -> None:
    registry()
    found = cut(*by)
    rows, columns = ([*found.keys(place), None] for place in (0, 1))
    for key in product(rows, columns):
        asked = {code: own for code, own in zip(by, key, strict=True) if own is not None}
        assert found.at_key(*key) == counted(asked), asked


def test_two_diplomas_count_once_in_each_cell_and_once_in_the_total(registry: Making) -> None:
    registry()
    found = cut("yil")
    years = sum(found.at_key(key).graduates for key in found.keys(0))
    assert found.total.graduates == 57
    assert years > found.total.graduates
    assert found.total == counted({})


def test_what_is_not_known_is_a_category(registry: Making) -> None:
    registry()
    for code in ("cinsiyet", "uyruk", "ulke", "il", "sektor"):
        found = cut(code)
        assert found.at_key("").graduates > 0, code
        assert sum(found.at_key(key).graduates for key in found.keys(0)) >= found.total.graduates


def test_filters_are_asked_of_the_same_diploma(registry: Making, departments: list[Unit]) -> None:
    registry()
    chosen = Filters({"bolum": (str(departments[0].pk),), "cinsiyet": ("f",)}, 2000, 2008)
    found = cut("duzey", filters=chosen)
    for key in found.keys(0):
        theirs = Graduation.objects.filter(alumnus__state="confirmed", programme__parent=departments[0], level=key,
                                           year__range=(2000, 2008), alumnus__person__sex="f")  # fmt: skip
        assert found.at_key(key).graduates == theirs.values("alumnus").distinct().count()


def test_a_reach_narrows_and_never_widens(registry: Making, departments: list[Unit]) -> None:
    registry()
    own = Graduation.objects.filter(programme__parent=departments[1])
    assert cut("bolum", graduations=own).keys(0) == [str(departments[1].pk)]
    assert cut("duzey", graduations=own).total == counted({"bolum": str(departments[1].pk)})
    assert cut("duzey", graduations=Graduation.objects.none()).cells == {}


def test_the_dead_address_reaches_nobody(registry: Making) -> None:
    registry()
    before = cut().total
    alive = ContactPoint.objects.filter(kind="email", person__alumnus__state="confirmed")
    ContactPoint.objects.filter(pk=alive.values("pk")[:1]).bury("bounced")
    assert cut().total == before._replace(reachable=before.reachable - 1)


@pytest.mark.parametrize("size", [3, 60])
def test_one_query_however_many_cells(registry: Making, size: int) -> None:
    registry(size=size)
    with CaptureQueriesContext(connection) as queries:
        cut("bolum", "yil", graduations=Graduation.objects.all())
    assert len(queries) == 1


def test_an_empty_registry_has_an_empty_cut(registry: Making) -> None:
    found = cut("bolum", "duzey")
    assert (found.cells, found.total) == ({}, Counts())


# --- The table of last night ------------------------------------------------------------------------


def test_last_nights_table_counts_as_the_registry_does(registry: Making, departments: list[Unit]) -> None:
    registry()
    assert flatten(above=10) > 57
    narrowed = Filters({"fakulte": (str(departments[0].parent_id),), "uye": ("evet",)}, 1990, 2008)
    for by in ((), ("bolum", "yil"), ("il", "cinsiyet"), ("ilk_yil",), ("sektor", "ulasim")):
        for filters in (Filters(), narrowed):
            night, live = (cut(*by, filters=filters, live=live) for live in (False, True))
            assert (night.cells, night.at < live.at) == (live.cells, True), by


def test_the_table_names_nobody_and_goes_when_the_registry_is_small(registry: Making) -> None:
    alumni = registry()
    flatten(above=10)
    fields: list[Any] = [one for one in GraduateFact._meta.get_fields() if one.is_relation]
    known = set(GraduateFact.objects.values_list("who", flat=True))
    assert (fields, known & {one.pk for one in alumni}) == ([], set())
    assert flatten() == 0
    assert not GraduateFact.objects.exists()
    Alumnus.objects.filter(pk=alumni[0].pk).update(state="proposed")
    assert cut().total.graduates == 56
