"""The office sees which units lack an English name and gives them one; nobody else does."""

from collections.abc import Callable

from django.test import Client
from django.utils import translation

from mik.accounts.models import User
from mik.units.models import Unit
from tests.factories.units import programme_of

ClientFor = Callable[[User | None], Client]


def test_what_lacks_an_english_name_is_listed(coordinator: User, department: Unit, client_for: ClientFor) -> None:
    page = client_for(coordinator).get("/koordinator/birimler/?durum=eksik&ara=makine")
    assert [unit.pk for unit in page.context["page"]] == [department.pk]
    home = client_for(coordinator).get("/koordinator/")
    assert "/koordinator/birimler/?durum=eksik" in home.content.decode()


def test_a_missing_english_name_shows_the_turkish_one(department: Unit) -> None:
    with translation.override("en"):
        assert department.label == "Makine Mühendisliği"
        assert programme_of(department).label == "Makine Mühendisliği"


def test_the_office_gives_an_english_name(coordinator: User, department: Unit, client_for: ClientFor) -> None:
    client = client_for(coordinator)
    answer = client.post(f"/koordinator/birimler/{department.pk}/", {"name_en": "Mechanical Engineering"})
    assert answer.status_code == 302
    department.refresh_from_db()
    with translation.override("en"):
        assert department.label == "Mechanical Engineering"
        assert programme_of(department).label == "Mechanical Engineering"
    page = client.get("/koordinator/birimler/?durum=eksik")
    assert department.pk not in [unit.pk for unit in page.context["page"]]


def test_a_load_keeps_the_name_the_office_gave(units: None, coordinator: User) -> None:
    from mik.units.services import load_units

    unit = Unit.objects.departments()[0]
    unit.name_en = "Mechanical Engineering"
    unit.save()
    assert load_units().updated == 0
    unit.refresh_from_db()
    assert unit.name_en == "Mechanical Engineering"


def test_staff_need_the_duty(staff: User, department: Unit, client_for: ClientFor) -> None:
    assert client_for(staff).get("/koordinator/birimler/").status_code == 404
    assert client_for(staff).post(f"/koordinator/birimler/{department.pk}/", {"name_en": "X"}).status_code == 404
