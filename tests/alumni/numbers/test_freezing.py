"""The cuts of a year that has ended: kept once, the same for ever, read by the pages of that year."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alumni.numbers import freezing
from alumni.numbers.engine import cut
from alumni.numbers.freezing import STANDARD, end_of, freeze, frozen
from alumni.numbers.tasks import keep_numbers
from alumni.registry.models import Alumnus, Graduation
from mik.accounts.models import User
from mik.figures.models import FrozenCut
from mik.people.models import Person
from mik.units.models import Unit
from tests.alumni.numbers.conftest import Making

pytestmark = pytest.mark.django_db
Sign = Callable[[User | None], Client]
LAST = timezone.localdate().year - 1


@pytest.fixture
def old_registry(registry: Making) -> list[Alumnus]:
    """Everything was there before last year's end, save the last ten records."""
    alumni = registry()
    before = datetime(LAST, 6, 1, tzinfo=UTC)
    old = [one.pk for one in alumni[:-10]]
    Alumnus.objects.filter(pk__in=old).update(created_at=before)
    Graduation.objects.update(created_at=before)
    for table in ("people_contactpoint", "alumni_employment"):
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET created_at = %s", [before])  # two names written above
    return alumni


def test_the_first_night_of_a_year_keeps_last_years_cuts_once(old_registry: list[Alumnus]) -> None:
    assert keep_numbers() > len(STANDARD)
    kept = FrozenCut.objects.filter(year=LAST, unit=None)
    assert {(one.rows, one.columns) for one in kept} == set(STANDARD)
    count = FrozenCut.objects.count()
    assert (keep_numbers(), freeze(year=LAST), FrozenCut.objects.count()) == (0, 0, count)


def test_it_is_what_was_counted_at_the_end_of_the_year(old_registry: list[Alumnus], departments: list[Unit]) -> None:
    freeze(year=LAST)
    for by in (("bolum", "duzey"), ("duzey", "bolum"), ("cinsiyet",), ("il",), ("ulke", "duzey")):
        found = frozen(*by, year=LAST)
        assert found is not None
        assert found[0].cells == cut(*by, at=end_of(LAST)).cells
    own = Graduation.objects.filter(programme__parent=departments[0])
    mine = frozen("yil", "cinsiyet", year=LAST, unit_id=departments[0].pk)
    assert mine is not None
    assert mine[0].cells == cut("yil", "cinsiyet", graduations=own, at=end_of(LAST)).cells
    assert frozen("il", "sektor", year=LAST) is None


def test_no_later_edit_changes_a_kept_number(
    client_for: Sign, coordinator: User, old_registry: list[Alumnus], departments: list[Unit]
) -> None:
    freeze(year=LAST)
    address = reverse("coordinator:cut_table") + f"?satir=bolum&sutun=cinsiyet&yilsonu={LAST}"

    def shown() -> list[tuple[str, list[str]]]:
        table = client_for(coordinator).get(address).context["table"]
        return [(row.label, [cell.words for cell in row.cells]) for row in [*table.rows, table.total]]

    before = shown()
    name = departments[0].name
    Person.objects.update(sex="f", nationality="DE")
    Alumnus.objects.update(state="proposed")
    Unit.objects.filter(pk=departments[0].pk).update(name="Yeni Bölüm")
    Graduation.objects.filter(alumnus__in=[one.pk for one in old_registry[:9]]).update(year=1999)
    assert shown() == before
    assert name in [label for label, _cells in before]


@pytest.mark.parametrize("change", ["UPDATE figures_frozencut SET year = 1999", "DELETE FROM figures_frozencut"])
def test_nobody_rewrites_what_was_kept(old_registry: list[Alumnus], change: str) -> None:
    freeze(year=LAST)
    count = FrozenCut.objects.filter(year=LAST).count()
    refused = pytest.raises((ProgrammingError, InternalError), match="Cannot update or delete")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert FrozenCut.objects.filter(year=LAST).count() == count


def test_nothing_is_kept_of_a_year_that_lasts_or_was_before_the_records(registry: Making) -> None:
    registry()
    assert freeze(year=LAST + 1) == 0
    assert freeze(year=LAST) == 0
    assert freezing.frozen_years() == []


def test_a_cut_that_was_not_kept_says_so(client_for: Sign, coordinator: User, old_registry: list[Alumnus]) -> None:
    freeze(year=LAST)
    address = reverse("coordinator:cut_table")
    for query in ("satir=il&sutun=sektor", "satir=duzey&cinsiyet=f", "satir=duzey&yil_ilk=2000"):
        page = client_for(coordinator).get(f"{address}?{query}&yilsonu={LAST}")
        assert (page.status_code, page.context["table"]) == (200, None)
    answer = client_for(coordinator).get(reverse("coordinator:cut_download") + f"?satir=il&sutun=sektor&yilsonu={LAST}")
    assert answer.status_code == 404


def test_everybody_reads_kept_cuts_as_told(client: Client, old_registry: list[Alumnus]) -> None:
    freeze(year=LAST)
    page = client.get(reverse("figures_cut:cut_table") + f"?satir=bolum&sutun=cinsiyet&yilsonu={LAST}")
    values = [cell.value for row in page.context["table"].rows for cell in row.cells]
    assert all(value is None or value % 5 == 0 for value in values)
    narrow = client.get(reverse("figures_cut:cut_table") + f"?satir=duzey&bolum=1&yilsonu={LAST}")
    assert narrow.status_code == 200
