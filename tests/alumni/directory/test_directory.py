"""The directory: members find members, and see what each shows; a hidden value shows by no route."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alumni.career.models import Employment, FurtherStudy
from mik.accounts.models import User
from mik.audit.models import AccessEvent
from mik.people.models import ContactPoint
from mik.units.models import Unit
from tests.factories.accounts import UserFactory
from tests.factories.alumni import EmploymentFactory, enrol, graduate, hide
from tests.factories.people import ContactPointFactory
from tests.factories.units import programme_of

ClientFor = Callable[[User | None], Client]


def search(client: Client, **query: Any) -> str:
    """The part that answers: the form above it names every province there is."""
    page = client.get(reverse("alumni:directory"), query).content.decode()
    return page[page.index('id="sonuc"') :]


def page_of(client: Client, user: User) -> str:
    return client.get(reverse("alumni:member", args=[user.person.pk])).content.decode()


@pytest.fixture
def private_alumna(department: Unit) -> User:
    """A listed member with every kind of value, all hidden from members."""
    user = UserFactory.create()
    alumnus = graduate(
        programme_of(department), given_names="İ.", surname="Iğdırlıoğlu-Şahin", former_surname="Eskisoy"
    )
    EmploymentFactory.create(
        alumnus=alumnus, title="Gizli Görev", employer__name="Gizli İşveren", description="Gizli iş", province="25",
        visibility="nobody",
    )  # fmt: skip
    FurtherStudy.objects.create(
        alumnus=alumnus, institution="Gizli Kurum", programme="Gizli Program", level=7, visibility="nobody"
    )
    ContactPointFactory.create(
        person=alumnus.person, kind="address", value="Gizli Sokak 5", normalised="TR 08", country="TR", province="08"
    )
    ContactPointFactory.create(person=alumnus.person, kind="web", value="https://gizli.example")
    enrol(alumnus, user)
    return user


def hidden_values(user: User) -> list[str]:
    person = user.person
    points = person.contacts.all()
    values = [v for point in points for v in (point.value, point.normalised) if v and point.kind != "address"]
    words = ["Gizli", "gizli", "Eskisoy", "Artvin", "Erzurum", str(person.tckn), person.tckn_masked, user.email]
    return [*values, *words, f"{person.birth_date}"]


def test_a_hidden_value_shows_by_no_route(private_alumna: User, other_alumna: User, client_for: ClientFor) -> None:
    client = client_for(other_alumna)
    pages = [page_of(client, private_alumna), search(client), search(client, ad="igdirlioglu")]
    pages.append(client.get(reverse("alumni:directory"), headers={"HX-Request": "true"}).content.decode())
    for page in pages:
        assert "İ. Iğdırlıoğlu-Şahin" in page
        assert [value for value in hidden_values(private_alumna) if value in page] == []
    assert "Henüz iş" not in pages[0]


def test_a_hidden_value_cannot_be_found_by_searching_for_it(
    private_alumna: User, other_alumna: User, client_for: ClientFor
) -> None:
    for words in ("Eskisoy", "Gizli", "Erzurum", private_alumna.email):
        assert "Iğdırlıoğlu-Şahin" not in search(client_for(other_alumna), ad=words)


def test_what_is_shown_to_members_shows(alumna: User, other_alumna: User, client_for: ClientFor) -> None:
    ContactPointFactory.create(
        person=alumna.person, kind="address", value="Açık adres 7", normalised="TR 61", country="TR", province="61",
        visibility="members",
    )  # fmt: skip
    ContactPoint.objects.filter(person=alumna.person, kind="email").update(visibility="members")
    client = client_for(other_alumna)
    page = page_of(client, alumna)
    assert "Şantiye Şefi" in page
    assert "mailto:" in page
    assert "Trabzon" in page
    assert "Açık adres 7" not in page
    listed = search(client, ad="sahin")
    assert "Şantiye Şefi" in listed
    assert "Trabzon" in listed
    assert "mailto:" not in listed


def test_a_dead_contact_is_not_shown(alumna: User, other_alumna: User, client_for: ClientFor) -> None:
    email = alumna.person.contacts.get(kind="email")
    ContactPoint.objects.filter(pk=email.pk).update(
        visibility="members", dead_at="2026-01-01T00:00Z", dead_evidence="bounced"
    )
    assert email.value not in page_of(client_for(other_alumna), alumna)


def test_who_hides_from_the_directory_is_not_found(alumna: User, other_alumna: User, client_for: ClientFor) -> None:
    hide(alumna)
    client = client_for(other_alumna)
    assert "Elif" not in search(client)
    assert client.get(reverse("alumni:member", args=[alumna.person.pk])).status_code == 404
    assert client_for(alumna).get(reverse("alumni:member", args=[alumna.person.pk])).status_code == 404
    own = client_for(alumna).get(reverse("alumni:directory")).content.decode()
    assert "Siz rehberde görünmüyorsunuz" in own


def test_who_has_not_joined_is_not_found(department: Unit, other_alumna: User, client_for: ClientFor) -> None:
    alumnus = graduate(programme_of(department), given_names="Katılmayan", surname="Kişi")
    client = client_for(other_alumna)
    assert "Katılmayan" not in search(client)
    assert client.get(reverse("alumni:member", args=[alumnus.pk])).status_code == 404


def test_only_members_open_the_directory(
    alumna: User, student: User, representative: User, coordinator: User, client_for: ClientFor
) -> None:
    url = reverse("alumni:member", args=[alumna.person.pk])
    assert client_for(None).get(url).status_code == 302
    for user in (student, representative, coordinator):
        assert client_for(user).get(url).status_code == 404
        assert client_for(user).get(reverse("alumni:directory")).status_code == 302


def test_the_search_knows_turkish_letters_department_and_year(
    alumna: User, other_alumna: User, department: Unit, client_for: ClientFor
) -> None:
    client = client_for(alumna)
    assert "Iğdırlıoğlu" in search(client, ad="IGDIRLIOĞLU ışıl")
    assert "Kimse bulunamadı" in search(client, ad="yok böyle biri")
    assert "Işıl" not in search(client, bolum=department.pk)
    assert "Elif" in search(client, bolum=department.pk, yil=2014)
    assert client.get(reverse("alumni:directory"), {"bolum": "x", "yil": "abc", "sayfa": "-3"}).status_code == 200


def test_looks_at_members_are_recorded(alumna: User, other_alumna: User, client_for: ClientFor) -> None:
    client_for(other_alumna).get(reverse("alumni:member", args=[alumna.person.pk]))
    event = AccessEvent.objects.get()
    assert (event.user, event.subjects, event.action) == (other_alumna, [alumna.person.pk], "view")


def test_the_list_asks_as_often_for_three_as_for_one(
    other_alumna: User, department: Unit, client_for: ClientFor
) -> None:
    client = client_for(other_alumna)
    asked = []
    for members in (1, 2):
        for _ in range(members):
            alumnus = graduate(programme_of(department))
            EmploymentFactory.create(alumnus=alumnus)
            enrol(alumnus, UserFactory.create())
        search(client)
        with CaptureQueriesContext(connection) as queries:
            search(client)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_an_unlisted_primary_job_leaves_the_name_alone(alumna: User, other_alumna: User, client_for: ClientFor) -> None:
    Employment.objects.filter(alumnus=alumna.person.pk).update(visibility="nobody")
    listed = search(client_for(other_alumna))
    assert "Elif Şahin Yıldırım" in listed
    assert "Şantiye Şefi" not in listed
