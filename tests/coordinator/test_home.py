"""The office's first page as a dashboard, and the vice-rector's overview."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.figures.models import FigureSnapshot
from mik.people.models import ContactPoint
from mik.units.models import Unit
from surveys.ready import GRADUATES_KEY
from tests.factories.accounts import UserFactory, grant
from tests.factories.alumni import enrol, graduate
from tests.factories.surveys import (
    AnswerFactory,
    InvitationFactory,
    QuestionnaireFactory,
    ResponseFactory,
    VersionFactory,
    WaveFactory,
)
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db
Sign = Callable[[User | None], Client]
YEAR = timezone.localdate().year
HOME, OVERVIEW = reverse("coordinator:home"), reverse("coordinator:overview")


def text(page: Any) -> str:
    return str(page.content.decode())


@pytest.fixture
def registry(department: Unit, other_department: Unit) -> list[Alumnus]:
    """Two of the department, one confirmed today and a member; one of the other, recorded two years ago."""
    first, second = (graduate(programme_of(department), given_names="Şükrü", year=1994) for _ in range(2))
    third = graduate(programme_of(other_department), contacts=False)
    Alumnus.objects.filter(pk=first.pk).update(confirmed_at=timezone.now())
    Alumnus.objects.filter(pk=third.pk).update(created_at=timezone.now() - timedelta(days=730))
    enrol(first, UserFactory.create())
    ContactPoint.objects.create(person=first.person, kind="address", country="TR", province="61")
    ContactPoint.objects.create(person=second.person, kind="address", country="DE")
    return [first, second, third]


def tiles(page: Any) -> dict[str, tuple[str, str, str]]:
    return {tile.label: (tile.value, tile.change, tile.note) for tile in page.context["tiles"]}


def test_the_tiles_count_and_compare(client_for: Sign, coordinator: User, registry: list[Alumnus]) -> None:
    FigureSnapshot.objects.create(code="fresh", year=YEAR - 1, value=40.0)
    found = tiles(client_for(coordinator).get(HOME))
    assert found["Kayıtlı mezun"] == ("3", "+2", "son 12 ay")
    assert found["Platform üyesi"] == ("1", "+1", "kayıtlıların %33 kadarı")
    assert found["Güncel kayıt oranı"] == ("%33", "−7 puan", "geçen yıl sonuna göre")
    assert found["E-posta izni oranı"] == ("%0", "", "3 mezunda 0")


def test_the_period_can_be_this_year(client_for: Sign, coordinator: User, registry: list[Alumnus]) -> None:
    Alumnus.objects.filter(pk=registry[1].pk).update(created_at=timezone.now().replace(year=YEAR - 1, month=12, day=30))
    page = client_for(coordinator).get(HOME, {"donem": "yil"})
    assert tiles(page)["Kayıtlı mezun"] == ("3", "+1", "bu yıl")


def test_a_unit_has_its_own_dashboard(
    client_for: Sign, coordinator: User, registry: list[Alumnus], department: Unit
) -> None:
    client = client_for(coordinator)
    page = client.get(HOME, {"birim": department.pk})
    assert tiles(page)["Kayıtlı mezun"][0] == "2"
    assert page.context["largest"].rows == [["Lisans", "2"]]
    assert "Makine Mühendisliği" in page.context["as_of"]
    faculty = client.get(HOME, {"birim": str(department.parent_id)})
    assert [row[1] for row in faculty.context["largest"].rows] == ["2", "1"]
    assert tiles(client.get(HOME, {"birim": "yok"}))["Kayıtlı mezun"][0] == "3"


def test_the_trend_needs_two_years(client_for: Sign, coordinator: User, registry: list[Alumnus]) -> None:
    client = client_for(coordinator)
    assert client.get(HOME).context["trend"] is None
    for code, value in (("fresh", 20.0), ("consent_news", 10.0)):
        FigureSnapshot.objects.create(code=code, year=YEAR - 1, value=value)
    rows = client.get(HOME).context["trend"].rows
    assert rows == [[str(YEAR - 1), "%20", "%10"], [str(YEAR), "%33", "%0"]]


def test_places_at_home_and_abroad(client_for: Sign, coordinator: User, registry: list[Alumnus]) -> None:
    client = client_for(coordinator)
    home, world = client.get(HOME), client.get(HOME, {"yer": "dunya"})
    assert [(rank.label, rank.count) for rank in home.context["places"].ranks] == [("Trabzon", 1)]
    assert "Trabzon: 1 mezun" in text(home)
    assert [(rank.label, rank.count) for rank in world.context["places"].ranks] == [("Almanya", 1)]


def test_an_empty_registry_has_a_dashboard(client_for: Sign, coordinator: User) -> None:
    page = client_for(coordinator).get(HOME)
    assert tiles(page)["Kayıtlı mezun"] == ("0", "", "son 12 ay yeni yok")
    assert "Henüz kayıtlı mezun yok" in text(page)


def test_staff_see_figures_with_a_duty(client_for: Sign, staff: User, coordinator: User, alumna: User) -> None:
    page = client_for(staff).get(HOME)
    assert "tiles" not in page.context
    assert "Size henüz bir iş verilmedi" in text(page)
    grant(staff.appointments.get(), "figures.read", coordinator)
    page = client_for(staff).get(HOME)
    assert tiles(page)["Kayıtlı mezun"][0] == "1"
    assert "Şahin" not in text(page)


def test_the_dashboard_asks_the_same_of_one_and_of_many(client_for: Sign, coordinator: User, department: Unit) -> None:
    counted = []
    for more in (1, 2):
        for _ in range(more):
            enrol(graduate(programme_of(department)), UserFactory.create())
        client = client_for(coordinator)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(HOME).status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 60


def test_the_last_survey_has_its_card(client_for: Sign, coordinator: User, staff: User) -> None:
    version = VersionFactory.create(questionnaire=QuestionnaireFactory.create(key=GRADUATES_KEY))
    wave = WaveFactory.create(version=version, state="closed", closed_at=timezone.now(), population=30)
    for number in range(24):
        invitation = InvitationFactory.create(wave=wave)
        response = ResponseFactory.create(invitation=invitation, completed_at=timezone.now())
        AnswerFactory.create(response=response, question="agree", row="first", option="yes" if number % 2 else "no")
    client = client_for(coordinator)
    survey = client.get(HOME).context["survey"]
    assert (survey.heading, survey.note) == (wave.title, "25 yanıt, 25 davet · küçük paylar yazılmaz")
    assert survey.picture.rows[0][:4] == ["Birinci", "%50", "%0", "%50"]
    assert client.get(HOME).context["tiles"][-1].value == "%80"
    grant(staff.appointments.get(), "figures.read", coordinator)
    assert client_for(staff).get(HOME).context["survey"] is None


def test_the_vice_rector_sees_totals_and_nobody(client_for: Sign, vice_rector: User, registry: list[Alumnus]) -> None:
    client = client_for(vice_rector)
    page = client.get(OVERVIEW)
    assert tiles(page)["Kayıtlı mezun"][0] == "3"
    assert [(row.name, row.registered, row.members, row.fresh_share) for row in page.context["faculties"]] == [
        ("Mühendislik Fakültesi", 3, 1, 33)
    ]
    assert "Şükrü" not in text(page)
    assert client.get(HOME).status_code == 404
    assert client.get(reverse("coordinator:graduate_list")).status_code == 404
