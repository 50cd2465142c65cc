"""One search across everything: what each role finds, what it does not, and that numbers stay out of addresses."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alumni.registry import numbers
from mik.accounts.models import User
from mik.audit.models import AccessEvent
from mik.common.fields import keyed_hash
from mik.common.typed_numbers import number_in
from mik.units.models import Unit
from tests.factories.accounts import UserFactory
from tests.factories.alumni import enrol, graduate, hide
from tests.factories.news import published, written
from tests.factories.people import ContactPointFactory
from tests.factories.surveys import WaveFactory
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db
Sign = Callable[[User | None], Client]
URL = "/ara/"


def found(client: Client, words: str) -> dict[str, list[str]]:
    """What is shown, by the heading it stands under."""
    answer: Any = client.get(URL, {"q": words})
    assert answer.status_code == 200
    return {str(group.label): [str(hit.label) for hit in group.hits] for group in answer.context["found"]}


@pytest.fixture
def world(coordinator: User, department: Unit, other_department: Unit) -> None:
    """Everything bears the name: shown and hidden members, who never joined, texts in every state."""
    member, hidden = (
        graduate(programme_of(other_department), given_names=n, surname="Ararat") for n in ("Su", "Gizli")
    )
    enrol(member, UserFactory.create())
    hide(enrol(hidden, UserFactory.create()).user)
    graduate(programme_of(department), given_names="Yok", surname="Ararat")
    graduate(programme_of(other_department), given_names="Eski", surname="Yeni", former_surname="Ararat")
    published(coordinator, title_tr="Ararat buluşması")
    published(coordinator, title_tr="Ararat ötekilere", units=[other_department.pk])
    written(coordinator, title_tr="Ararat taslağı")
    WaveFactory.create(title_tr="Ararat anketi", title_en="Ararat")


def test_each_role_finds_what_its_own_lists_show(
    world: None, coordinator: User, representative: User, alumna: User, student: User, registrar: User,
    department: Unit, client_for: Sign,
) -> None:  # fmt: skip
    office = found(client_for(coordinator), "ARARAT")
    assert office["Mezunlar"] == ["Eski Yeni", "Gizli Ararat", "Su Ararat", "Yok Ararat"]
    assert office["Duyurular ve etkinlikler"] == ["Ararat taslağı", "Ararat ötekilere", "Ararat buluşması"]
    assert office["Anketler"] == ["Ararat anketi"]
    own = found(client_for(representative), "ararat")
    assert own == {
        f"Mezunlar: {department.label}": ["Yok Ararat"],
        f"Anket sonuçları: {department.label}": ["Ararat anketi"],
    }
    assert found(client_for(alumna), "ararat") == {
        "Rehber": ["Su Ararat"], "Size yönelik duyurular": ["Ararat buluşması"]
    }  # fmt: skip
    assert found(client_for(student), "ararat") == {}
    assert found(client_for(registrar), "ararat") == {}


def test_departments_and_pages_are_found_by_everybody(
    coordinator: User, alumna: User, department: Unit, client_for: Sign
) -> None:
    words = department.name.split()[0].lower()
    assert department.label in found(client_for(alumna), words)["Bölümler"]
    answer: Any = client_for(coordinator).get(URL, {"q": words})
    addresses = [hit.url for group in answer.context["found"] for hit in group.hits if hit.label == department.label]
    assert addresses == [f"{reverse('coordinator:graduate_list')}?birim={department.pk}"]
    assert found(client_for(alumna), "kartım")["Sayfalar"] == ["Kartım"]
    assert "Sayfalar" not in found(client_for(alumna), "içe aktar")


def test_whoever_is_shown_can_ask_who_saw_them(coordinator: User, department: Unit, client_for: Sign) -> None:
    shown = graduate(programme_of(department), surname="Ararat")
    found(client_for(coordinator), "ararat")
    event = AccessEvent.objects.get(view="home:find")
    assert (event.subjects, event.as_role, event.action) == ([shown.pk], "coordinator", "list")


def test_words_go_into_the_address_and_numbers_do_not(
    representative: User, alumna: User, department: Unit, client_for: Sign
) -> None:
    mine = graduate(programme_of(department), given_names="Aranan", surname="Ararat")
    number, client = str(mine.person.tckn), client_for(representative)
    assert client.post(URL, {"q": " Şahin "})["Location"] == f"{URL}?q=%C5%9Eahin"
    page = client.post(URL, {"q": number}).content.decode()
    assert reverse("representatives:graduate_detail", args=[department.pk, mine.pk]) in page
    assert number not in page
    assert AccessEvent.objects.get().reason == "Numarayla arama: T.C. kimlik no"
    refused: Any = client.get(URL, {"q": number})
    assert (refused.status_code, refused["Location"]) == (302, URL)
    assert "Aranan" not in client_for(alumna).post(URL, {"q": number}).content.decode()


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("TCKN: 100 000 001 46", "100 000 001 46"), ("Ayşe Demir 0532 123 45 67", "0532 123 45 67"),
        ("Ayşe 5321234567", "5321234567"), ("tel: 0532 1234567", "0532 1234567"),
        ("Ayşe +90 (532) 123 45 67", "+90 (532) 123 45 67"), ("0532–123–45–67", "0532-123-45-67"),
        ("öğrenci no 20061234", "20061234"), ("no 20061234", "20061234"), ("pasaport U1234567", "U1234567"),
        ("Aranan <aranan@ornek.example>", "aranan@ornek.example"),
    ],
)  # fmt: skip
def test_a_number_beside_words_is_looked_up_alone(
    typed: str, number: str, representative: User, department: Unit, client_for: Sign
) -> None:
    """Neither it nor the words beside it come to stand in an address or on the page; its bearer is found."""
    mine = graduate(programme_of(department), contacts=False, given_names="Aranan", surname="Ararat")
    ContactPointFactory.create(person=mine.person, kind="phone", value="0532 123 45 67", normalised="+905321234567")
    ContactPointFactory.create(
        person=mine.person, kind="email", value="aranan@ornek.example", normalised="aranan@ornek.example"
    )
    mine.graduations.update(student_no="20061234")
    mine.person.tckn_hash = keyed_hash("10000000146", purpose="tckn")
    mine.person.passport_hash = keyed_hash("U1234567", purpose="passport")
    mine.person.save()
    client = client_for(representative)
    answer: Any = client.post(URL, {"q": typed})
    page = answer.content.decode()
    assert (answer.status_code, "Location" in answer) == (200, False)
    assert reverse("representatives:graduate_detail", args=[department.pk, mine.pk]) in page
    assert (typed in page, number in page, number_in(typed)) == (False, False, number)
    assert answer.context["left_aside"] is (typed != "0532–123–45–67")
    assert client.get(URL, {"q": typed})["Location"] == URL


@pytest.mark.parametrize("typed", ["2001 2005", "2001-2005", "Ararat 2001–2005", "Şahin 1985", "3M"])
def test_years_are_words(typed: str, representative: User, client_for: Sign) -> None:
    assert client_for(representative).post(URL, {"q": typed})["Location"].startswith(f"{URL}?q=")


def test_the_list_of_graduates_carries_no_number_on(representative: User, department: Unit, client_for: Sign) -> None:
    client, address = client_for(representative), reverse("representatives:graduate_list", args=[department.pk])
    for typed in ("10000000146", "Ayşe 0532 123 45 67", "U1234567"):
        assert client.get(address, {"q": typed, "yil_ilk": 2001})["Location"] == f"{address}?yil_ilk=2001"
    for typed in ("Ayşe 2001 2005", "ayse19850512@ornek.example"):
        assert client.get(address, {"q": typed}).status_code == 200


def test_trying_numbers_comes_to_an_end(representative: User, client_for: Sign) -> None:
    client = client_for(representative)
    for _try in range(numbers.TRIES.amount):
        numbers.TRIES.allows(representative.pk)
    assert client.post(URL, {"q": "398123"}).status_code == 429


def test_asks_as_often_for_many_as_for_one(
    coordinator: User, department: Unit, client_for: Sign, django_assert_max_num_queries: Any
) -> None:
    client = client_for(coordinator)
    graduate(programme_of(department), surname="Ararat")
    published(coordinator, title_tr="Ararat")
    found(client, "ararat")
    with django_assert_max_num_queries(200) as one:
        found(client, "ararat")
    for _more in range(2):
        graduate(programme_of(department), surname="Ararat")
        published(coordinator, title_tr="Ararat")
    with django_assert_max_num_queries(200) as three:
        found(client, "ararat")
    assert len(three) == len(one)
