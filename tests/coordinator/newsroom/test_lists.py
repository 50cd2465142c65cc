"""The desk's list: tabs, search, export; as many queries for three as for one. Attention and figures beside it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coordinator.newsroom.attention import of_the_desks, of_the_reader
from mik.accounts.models import User
from mik.common import hooks
from mik.common.hooks import FigureScope
from mik.figures.catalogue import measure, names
from mik.mail.models import Mailing
from mik.units.models import Unit
from tests.factories.news import agreed, mailed, published, withdrawn, written
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db
Sign = Callable[[User | None], Client]
LIST = "/koordinator/duyurular/"


@pytest.fixture
def some(coordinator: User, representative: User, department: Unit) -> None:
    written(coordinator, title_tr="Taslak")
    published(coordinator, title_tr="Şenlik", kind="event")
    mailed(coordinator, [agreed(programme_of(department)).person], title_tr="Giden")
    withdrawn(representative, unit=department, title_tr="Geri çekilen", kind="job")


@pytest.mark.usefixtures("some")
def test_tabs_count_what_they_show(coordinator: User, client_for: Sign) -> None:
    client = client_for(coordinator)
    page = client.get(LIST).content.decode()
    for label, count in (("Tümü", 4), ("Taslak", 1), ("Yayında", 2), ("Gönderiliyor", 1), ("Geri çekilen", 1)):
        assert f"{label} <span>{count}</span>" in page
    assert ">Giden</a>" in client.get(f"{LIST}?durum=gonderiliyor").content.decode()
    narrowed = client.get(f"{LIST}?ara=SENLIK&tur=event").content.decode()
    assert (">Şenlik</a>" in narrowed, ">Giden</a>" in narrowed) == (True, False)


@pytest.mark.usefixtures("some")
def test_the_list_goes_home_as_it_stands(coordinator: User, client_for: Sign) -> None:
    client = client_for(coordinator)
    lines = client.get(f"{LIST}indir/?bicim=csv&durum=gonderiliyor").content.decode("utf-8-sig").splitlines()
    assert (len(lines), lines[1].split(";")[0], lines[1].split(";")[-3:-1]) == (2, "Giden", ["1", "1"])
    assert client.get(f"{LIST}indir/").headers["Content-Type"].endswith("sheet")


@pytest.mark.parametrize("path", [LIST, f"{LIST}indir/?bicim=csv"])
def test_as_many_queries_for_three_as_for_one(path: str, coordinator: User, department: Unit, client_for: Sign) -> None:
    client, counts = client_for(coordinator), []
    client.get(path)
    for made in (1, 2):
        for _ in range(made):
            mailed(coordinator, [agreed(programme_of(department)).person])
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_recipients_cost_as_many_queries_for_three_as_for_one(
    coordinator: User, department: Unit, client_for: Sign
) -> None:
    client, counts = client_for(coordinator), []
    for count in (1, 3):
        people = [agreed(programme_of(department)).person for _ in range(count)]
        url = f"{LIST}{mailed(coordinator, people).pk}/gonderim/"
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def wanted(items: object) -> dict[str, int]:
    return {str(item.label): item.count for item in items if item.count}  # type: ignore[attr-defined]


def test_what_wants_the_desks_attention(
    coordinator: User, representative: User, department: Unit, alumna: User
) -> None:
    written(coordinator)
    written(representative, unit=department)
    mailed(coordinator, [alumna.person], states=("uncertain",))
    assert wanted(of_the_desks(coordinator)) == {
        "Duran e-posta gönderimi": 1,
        "Ulaşıp ulaşmadığı bilinmeyen e-posta": 1,
        "Yarım duran duyuru taslağı": 1,
    }
    assert wanted(of_the_desks(representative)) == {"Yarım duran duyuru taslağı": 1}
    assert wanted(of_the_desks(alumna)) == {}


def test_what_wants_a_readers_attention(coordinator: User, alumna: User, student: User) -> None:
    today, old = timezone.localdate(), timezone.now() - timedelta(days=30)
    published(coordinator, published_at=old)
    published(coordinator, kind="job", deadline=today + timedelta(days=2), published_at=old)
    published(coordinator, for_students=True)
    assert wanted(of_the_reader(alumna)) == {
        "Son başvurusu bu hafta biten duyuru": 1,
        "Size uygun yeni duyuru": 1,
    }
    assert wanted(of_the_reader(student)) == {"Size uygun yeni duyuru": 1}


@pytest.mark.usefixtures("some")
def test_figures_equal_an_independent_sql(department: Unit) -> None:
    today = timezone.localdate()
    scope = FigureScope(on=today, since=date(today.year, 1, 1))
    queries = {
        "announcements": "SELECT count(*) FROM coordinator_announcement WHERE published_at IS NOT NULL",
        "announcements_event": "SELECT count(*) FROM coordinator_announcement WHERE kind = 'event'",
        "mailings": "SELECT count(*) FROM mail_mailing WHERE started_at IS NOT NULL",
        "mails": "SELECT count(*) FROM mail_delivery WHERE state = 'accepted'",
    }
    with connection.cursor() as cursor:
        expected = {code: cursor.execute(query).fetchone()[0] for code, query in queries.items()}
    assert {code: measure(code, scope).value for code in queries} == expected == {
        "announcements": 3, "announcements_event": 1, "mailings": 1, "mails": 1,
    }  # fmt: skip
    before = FigureScope(on=today - timedelta(days=1), since=date(today.year, 1, 1))
    own = FigureScope(on=today, since=date(today.year, 1, 1), unit_id=department.pk)
    assert (measure("announcements", before).value, measure("announcements", own).value) == (0, 1)
    assert names()["yayimlanan_duyuru"] == "announcements"


@pytest.mark.usefixtures("some")
def test_every_record_a_figure_counts_can_be_told(department: Unit) -> None:
    today = timezone.localdate()
    scope = FigureScope(on=today, since=today)
    for code in ("announcements", "mailings", "mails"):
        figure = hooks.figures.get(code)
        assert figure is not None
        assert [bool(figure.describe(row).label) for row in figure.rows(scope)] == [True] * figure.rows(scope).count()
    assert Mailing.objects.count() == 1
