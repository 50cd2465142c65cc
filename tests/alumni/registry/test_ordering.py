"""Walking along a column brings the very pages that sorting everybody brings, in either direction."""

from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alumni.registry.columns import ORDERS, is_descending, order_parts, ordered, with_columns
from alumni.registry.models import Alumnus
from alumni.registry.ordering import AHEAD, AXES, FEW, MOST_STEPS, ColumnKeyset
from alumni.registry.row_facts import facts_of
from alumni.registry.scopes import Scope, office_scope
from mik.accounts.models import User
from mik.units.models import Unit
from tests.factories.alumni import EmploymentFactory, GraduationFactory, OrganisationFactory, graduate
from tests.factories.people import ContactPointFactory
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db
SIZE = 3


@pytest.fixture
def registry(coordinator: User, department: Unit) -> Scope:
    """Some share a value, some have one of their own, some none; names and values come in Turkish order."""
    programme = programme_of(department)
    names = ["Işıl", "İlker", "Çağrı", "Can", "Şule", "Su", "Ömer", "Oya", "Ufuk", "Ünal", "Zeki", "Ada"]
    titles = ["Çizimci", "Cerrah", "Cerrah", "Cerrah", "Cerrah", "İmam", "Işıkçı", "Zanaatkâr"]
    employers = [OrganisationFactory.create(name=name) for name in ("Şeker", "Su", "Ilgaz", "İnci")]
    for n, name in enumerate(names):
        one = graduate(programme, contacts=False, given_names=name, year=2001 + n % 3)
        if n % 4 == 0:
            GraduationFactory.create(alumnus=one, programme=programme, year=2012, diploma_no=f"S/{n}")
        if n < len(titles):
            EmploymentFactory.create(alumnus=one, title=titles[n], employer=employers[n % 4], province="34")
        if n % 2:
            plate = ("61", "34", "")[n % 3]
            ContactPointFactory.create(person=one.person, kind="address", value="", country="TR", province=plate)
        if n % 3:
            Alumnus.objects.filter(pk=one.pk).update(confirmed_at=timezone.now().replace(year=2020 + n % 2))
    Alumnus.objects.filter(person__given_names="Ada").get().graduations.all().delete()
    return office_scope(coordinator)


def test_the_pages_are_those_of_the_sorted_list(registry: Scope) -> None:
    rows = with_columns(registry.alumni(), registry)
    for sign, name, few, steps in product(("", "-"), sorted(AXES), (0, 2), (1, MOST_STEPS)):
        order = sign + name
        expected = list(ordered(rows, order).values_list("pk", flat=True))
        keyset = along(rows, order, few=few, steps=steps)
        pages = [keyset.page(QueryDict())]
        while pages[-1].has_next:
            pages.append(keyset.page(QueryDict(f"sonra={pages[-1].last_key}")))
        assert [order, *(key for page in pages for key in page.keys)] == [order, *expected]
        back = [keyset.page(QueryDict("son=1"))]
        while back[-1].has_previous:
            back.append(keyset.page(QueryDict(f"geri={back[-1].first_key}")))
        assert [order, *(key for page in reversed(back) for key in page.keys)] == [order, *expected]


def along(rows: Any, order: str, few: int = FEW, steps: int = MOST_STEPS) -> ColumnKeyset:
    axis = AXES[order.removeprefix("-")]
    return ColumnKeyset(rows, order_parts(order), is_descending(order), rows, SIZE, axis=axis, few=few, steps=steps)


def queries(keyset: ColumnKeyset) -> int:
    with CaptureQueriesContext(connection) as asked:
        keyset.page(QueryDict())
    return len(asked)


def test_a_page_of_the_last_values_comes_in_few_steps(registry: Scope, department: Unit) -> None:
    """Where a filter holds only those, all the values before them would be looked up in vain."""
    graduate(programme_of(department), year=1955)
    late = with_columns(registry.alumni().filter(graduations__year=2012), registry)
    expected = list(ordered(late, "yil").values_list("pk", flat=True))[:SIZE]
    pages = {steps: along(late, "yil", steps=steps) for steps in (3, 5, MOST_STEPS)}
    assert [keyset.page(QueryDict()).keys for keyset in pages.values()] == [expected] * 3
    short, longer, unbound = (queries(keyset) for keyset in pages.values())
    assert short < longer < unbound


def test_the_records_own_day_is_sought_within_the_filter(registry: Scope, department: Unit) -> None:
    """However many fresher ones come before: as many queries for the page as without them."""
    stale = with_columns(registry.alumni().filter(confirmed_at__year=2020), registry)
    keyset = along(stale, "-guncelleme", steps=1)
    page = keyset.page(QueryDict()).keys
    before = queries(keyset)
    for n in range(AHEAD + 5):
        fresh = graduate(programme_of(department), contacts=False)
        Alumnus.objects.filter(pk=fresh.pk).update(confirmed_at=timezone.now() - timedelta(days=n))
    assert (keyset.page(QueryDict()).keys, queries(keyset)) == (page, before)


def test_every_order_but_that_of_names_has_an_axis() -> None:
    assert set(AXES) == set(ORDERS) - {"ad"}


def test_rows_show_what_lists_are_ordered_by(registry: Scope) -> None:
    found = facts_of([*registry.alumni().values_list("pk", flat=True), 0], registry)
    record: Any
    for record in with_columns(registry.alumni(), registry):
        columns = (record.year, record.department_id, record.title, record.employer, record.country, record.province)
        facts = found.pop(record.pk)
        shown = (facts.year, facts.department_id, facts.title, facts.employer, facts.country, facts.province)
        assert shown == tuple(cell if n < 2 else cell or "" for n, cell in enumerate(columns))
        assert (facts.name, facts.state) == (record.person.full_name, record.pill_state)
        assert facts.confirmed_at == record.confirmed_at
    assert not found
    keys = list(registry.alumni().values_list("pk", flat=True))
    assert not facts_of(keys, replace(registry, programme_ids=frozenset([0])))
