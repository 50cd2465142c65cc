"""The pages: who sees which numbers, where they lead, that table, file, chart and map agree."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import load_workbook

from alumni.numbers.engine import cut
from alumni.numbers.growth import change, mean_of_years
from alumni.numbers.units import words_of
from alumni.registry.models import Alumnus, Graduation
from mik.accounts.models import User
from mik.units.models import Successor, Unit, UnitName
from tests.alumni.numbers.conftest import Making
from tests.factories.accounts import UserFactory, represent

pytestmark = pytest.mark.django_db
Sign = Callable[[User | None], Client]
DESK = "coordinator:cut_table"


def test_every_number_of_the_office_leads_to_the_graduates_it_counts(
    client_for: Sign, coordinator: User, registry: Making
) -> None:
    registry()
    Alumnus.objects.update(state="confirmed")
    client = client_for(coordinator)
    for query in ("satir=bolum&sutun=duzey", "satir=donem&sutun=uye&uye=evet"):
        table = client.get(reverse(DESK) + f"?{query}").context["table"]
        linked = [cell for row in table.rows[:3] for cell in row.cells if cell.url]
        assert linked
        for cell in linked[:4]:
            assert client.get(cell.url).context["graduates"].count == cell.value, cell.url


def test_the_vice_rector_sees_totals_and_no_way_to_a_record(
    client_for: Sign, vice_rector: User, registry: Making
) -> None:
    registry()
    page = client_for(vice_rector).get(reverse(DESK) + "?satir=bolum")
    table = page.context["table"]
    assert table.total.cells[0].value == cut().total.graduates
    assert not any(cell.url for row in [*table.rows, table.total] for cell in row.cells)
    assert b"/koordinator/mezunlar/" not in page.content


def test_a_representative_counts_the_own_department_and_reads_the_others_as_told(
    client_for: Sign, representative: User, registry: Making, department: Unit
) -> None:
    registry()
    own = Graduation.objects.filter(programme__parent=department)
    client = client_for(representative)
    address = reverse("representatives:cut_table", args=[department.pk])
    mine = client.get(f"{address}?satir=duzey&bolum=999999&fakulte=1")
    assert mine.context["table"].total.cells[0].value == cut(graduations=own).total.graduates
    assert "bolum" not in mine.context["page"].form.fields
    wide = client.get(f"{address}?kapsam=universite&satir=bolum")
    values = [cell.value for row in wide.context["table"].rows for cell in row.cells[:1]]
    assert wide.context["page"].is_told
    assert all(value % 5 == 0 for value in values)
    assert not any(cell.url for row in wide.context["table"].rows for cell in row.cells)


def test_a_representative_of_one_level_counts_that_level(
    client_for: Sign, registry: Making, departments: list[Unit]
) -> None:
    registry(size=90)
    user = UserFactory.create()
    represent(user, departments[0], levels=[6])
    page = client_for(user).get(reverse("representatives:cut_table", args=[departments[0].pk]) + "?satir=duzey")
    assert [row.key for row in page.context["table"].rows] == ["6"]


def test_page_workbook_and_chart_say_the_same(client_for: Sign, coordinator: User, registry: Making) -> None:
    registry()
    client = client_for(coordinator)
    query = "?satir=duzey&sutun=cinsiyet"
    page = client.get(reverse(DESK) + query)
    table, picture = page.context["table"], page.context["picture"]
    answer = client.get(reverse("coordinator:cut_download") + query)
    rows = load_workbook(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [row[1:] for row in rows[1 : len(table.rows) + 1]] == [[c.value for c in row.cells] for row in table.rows]
    assert rows[len(table.rows) + 1][1:] == [cell.value for cell in table.total.cells]
    assert [row[1:] for row in picture.rows] == [[c.words for c in row.cells[:-1]] for row in table.rows]
    places = client.get(reverse(DESK) + "?satir=il")
    drawn = {row[0]: row[1] for row in places.context["map"].rows}
    listed = {row.label: row.cells[0].words for row in places.context["table"].rows}
    assert drawn == {label: n for label, n in listed.items() if label not in {"Bilinmiyor", "Türkiye dışı"}}


def test_the_table_sorts_and_nonsense_falls_back(client_for: Sign, coordinator: User, registry: Making) -> None:
    registry()
    client = client_for(coordinator)
    for order, down in (("mezun", False), ("-uye", True)):
        table = client.get(reverse(DESK) + f"?satir=bolum&sirala={order}").context["table"]
        place = [one.id for one in table.head].index(order.removeprefix("-"))
        values = [row.cells[place].value for row in table.rows]
        assert values == sorted(values, reverse=down)
    for odd in ("satir=yok&sutun=²", "satir=bolum&bolum=abc&yil_ilk=x", "sirala=-c-%00&yilsonu=1900", "olcu=hepsi"):
        assert client.get(f"{reverse(DESK)}?{odd}").status_code == 200, odd


@pytest.mark.parametrize("name", ["cut_table", "cut_growth"])
def test_nobody_yet_and_nothing_fitting(client_for: Sign, coordinator: User, registry: Making, name: str) -> None:
    client = client_for(coordinator)
    for address in (reverse(f"coordinator:{name}"), reverse(f"figures_cut:{name}")):
        page = client.get(address)
        assert (page.status_code, page.context["table"].is_empty) == (200, True)
    registry(size=1)
    assert len(client.get(reverse(f"coordinator:{name}")).context["table"].rows) >= 1
    assert client.get(reverse(f"coordinator:{name}") + "?uyruk=ZW").context["table"].is_empty


def test_the_queries_do_not_grow_with_rows_or_cells(client_for: Sign, coordinator: User, registry: Making) -> None:
    client = client_for(coordinator)
    client.get(reverse(DESK))  # what is asked once in the life of a session
    counted = []
    for size in (3, 40):
        Graduation.objects.all().delete()
        Alumnus.objects.all().delete()
        User.objects.filter(email__startswith="uye").delete()
        registry(size=size)
        with CaptureQueriesContext(connection) as queries:
            for query in ("satir=bolum&sutun=yil", "satir=uyruk"):
                client.get(f"{reverse(DESK)}?{query}")
            client.get(reverse("coordinator:cut_growth"))
        counted.append(len(queries))
    assert counted[0] == counted[1]


# --- Growth ----------------------------------------------------------------------------------------


def test_growth_is_what_plain_counting_gives(client_for: Sign, coordinator: User, registry: Making) -> None:
    registry()
    lines = client_for(coordinator).get(reverse("coordinator:cut_growth")).context["page"].lines
    diplomas = Graduation.objects.filter(alumnus__state="confirmed").values_list("alumnus", "year")
    for line in lines:
        assert line.graduates.value == len({who for who, year in diplomas if year == line.year})
        assert line.by_then == len({who for who, year in diplomas if year <= line.year})
    assert [line.year for line in lines] == list(range(lines[0].year, lines[-1].year + 1))
    assert lines[-1].by_then == cut().total.graduates


def test_change_and_mean_by_hand() -> None:
    assert (change(50, 60), change(0, 5), change(None, 5), change(20, 10, is_told=True)) == (20, None, None, None)
    counts = {2001: 10.0, 2002: 0.0, 2003: 20.0, 2004: 5.0, 2005: 15.0}
    assert (mean_of_years(counts, 2004), mean_of_years(counts, 2005)) == (None, 10)


# --- Units -----------------------------------------------------------------------------------------


def test_a_unit_bears_the_name_of_its_time_and_says_what_became_of_it(departments: list[Unit]) -> None:
    renamed, moved, closed = departments
    UnitName.objects.create(unit=renamed, name="Makina Mühendisliği", until=date(1998, 5, 1))
    Unit.objects.filter(pk=moved.pk).update(
        successor=Successor.objects.create(name="Trabzon Üniversitesi", year=2018, basis="7141")
    )
    Unit.objects.filter(pk=closed.pk).update(closed_on=date(2010, 1, 1))
    keys = [str(unit.pk) for unit in departments]
    now, then = words_of(keys), words_of(keys, until=1994)
    assert (now[keys[0]].name, now[keys[0]].note) == ("Makine Mühendisliği", "")
    assert then[keys[0]].name == "Makina Mühendisliği"
    assert then[keys[0]].note == "bugünkü adı: Makine Mühendisliği"
    assert now[keys[1]].note == "2018’de devredildi: Trabzon Üniversitesi"
    assert now[keys[2]].note == "2010’de kapandı"
    assert words_of([""])[""].name == "Bilinmiyor"
