"""The catalogue on the desk: who reads it, what it shows, and whose records it logs."""

from collections import Counter
from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import load_workbook

from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.audit.models import AccessEvent
from mik.figures import catalogue
from mik.figures.models import FigureSnapshot
from mik.units.models import Unit
from tests.factories.accounts import grant
from tests.factories.alumni import graduate
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db
Sign = Callable[[User | None], Client]
YEAR = timezone.localdate().year


def detail(code: str, query: str = "") -> str:
    return reverse("coordinator:figure_detail", args=[code]) + query


def test_the_list_holds_every_figure(client_for: Sign, coordinator: User, graduates: list[Alumnus]) -> None:
    page = client_for(coordinator).get(reverse("coordinator:figure_list"))
    lines = {line.figure.code: line for _title, lines in page.context["topics"] for line in lines}
    assert set(lines) == {figure.code for figure in catalogue.figures()}
    assert (lines["registered"].words, lines["fresh"].fraction) == ("6", "1 / 6")


def test_staff_read_what_they_work_with(client_for: Sign, staff: User, coordinator: User) -> None:
    client = client_for(staff)
    assert client.get(reverse("coordinator:figure_list")).status_code == 404
    grant(staff.appointments.get(), "alumni.registry", coordinator)
    page = client_for(staff).get(reverse("coordinator:figure_list"))
    codes = {line.figure.duty for _title, lines in page.context["topics"] for line in lines}
    assert codes == {"alumni.registry"}
    assert client.get(detail("claims_decided")).status_code == 404


def test_figures_alone_open_no_records(client_for: Sign, staff: User, coordinator: User, alumna: User) -> None:
    grant(staff.appointments.get(), "figures.read", coordinator)
    page = client_for(staff).get(detail("registered"))
    assert (page.status_code, "rows" in page.context) == (200, False)
    assert b"ahin" not in page.content


def test_the_vice_rector_reads_totals(client_for: Sign, vice_rector: User, alumna: User) -> None:
    client = client_for(vice_rector)
    page = client.get(detail("registered"))
    assert (page.context["line"].words, "rows" in page.context) == ("1", False)
    assert b"ahin" not in page.content
    assert client.get(reverse("coordinator:figure_download")).status_code == 200
    assert not AccessEvent.objects.exists()


def test_the_records_are_shown_and_the_look_is_logged(
    client_for: Sign, coordinator: User, graduates: list[Alumnus], department: Unit
) -> None:
    page = client_for(coordinator).get(detail("kayitli_mezun", f"?birim={department.pk}"))
    mine = [alumnus.pk for alumnus in graduates[:3]]
    assert [row.person_id for row in page.context["rows"]] == mine
    logged = AccessEvent.objects.get()
    assert (logged.subjects, logged.action) == (mine, "list")


def test_a_past_year_is_as_it_was_taken(client_for: Sign, coordinator: User, graduates: list[Alumnus]) -> None:
    FigureSnapshot.objects.create(code="registered", year=YEAR - 2, value=4000, numerator=4000)
    page = client_for(coordinator).get(detail("registered", f"?yil={YEAR - 2}"))
    assert (page.context["line"].words, page.context["line"].taken_at) == ("4.000", timezone.localdate())
    assert b"bug" in page.content
    now = client_for(coordinator).get(detail("registered"))
    assert now.context["line"].trend.values == [4000, 6]
    assert b"c-1s" in now.content


def test_nonsense_falls_back(client_for: Sign, coordinator: User, graduates: list[Alumnus]) -> None:
    client = client_for(coordinator)
    for odd in ("abc", "-1", f"1{'0' * 30}", "²", "%00"):
        page = client.get(detail("registered", f"?yil={odd}&birim={odd}&page={odd}"))
        assert (page.status_code, page.context["line"].words) == (200, "6")
    assert client.get(detail("registered", "?yil=1066&birim=abc&page=99")).context["line"].words == "6"
    assert client.get(detail("yok")).status_code == 404


def test_the_list_is_taken_away_as_a_workbook(client_for: Sign, coordinator: User, graduates: list[Alumnus]) -> None:
    answer = client_for(coordinator).get(reverse("coordinator:figure_download"))
    rows = load_workbook(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    found = next(row for row in rows if row[2] == "{kayitli_mezun}")
    assert (found[1], found[5]) == ("Kayıtlı mezun", 6)
    assert not any("ahin" in str(cell) for row in rows for cell in row)


def test_the_queries_do_not_grow_with_the_records(client_for: Sign, coordinator: User, department: Unit) -> None:
    counted = []
    for more in (1, 2):
        for _ in range(more):
            graduate(programme_of(department))
        cache.clear()
        pages = (reverse("coordinator:figure_list"), detail("registered"))
        client = client_for(coordinator)
        with CaptureQueriesContext(connection) as queries:
            for url in pages:
                assert client.get(url).status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_nothing_is_counted_twice_for_the_list(client_for: Sign, coordinator: User) -> None:
    client = client_for(coordinator)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse("coordinator:figure_list")).status_code == 200
    counted = Counter(query["sql"] for query in queries if "COUNT(*)" in query["sql"] or "surveys_wave" in query["sql"])
    assert [sql for sql, times in counted.items() if times > 1] == []
