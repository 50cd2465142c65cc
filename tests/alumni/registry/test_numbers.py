"""Finding by number: the kind follows from the shape, the number stands in no address, nobody outside is found."""

import pytest
from django.test import Client
from django.urls import reverse

from alumni.registry import numbers
from alumni.registry.scopes import Scope, representative_scope
from mik.accounts.models import User
from mik.audit.models import AccessEvent
from mik.units.models import Unit
from tests.factories.alumni import GraduationFactory, graduate
from tests.factories.people import ContactPointFactory
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scope(representative: User, department: Unit) -> Scope:
    return representative_scope(representative, department.pk)


def test_every_kind_is_known_by_its_shape(scope: Scope, department: Unit, other_department: Unit) -> None:
    mine = graduate(programme_of(department), contacts=False, given_names="Ayşe", surname="Bizim")
    GraduationFactory.create(alumnus=mine, programme=programme_of(department), student_no="398123", diploma_no="D/7")
    ContactPointFactory.create(person=mine.person, value="ayse@ornek.example")
    ContactPointFactory.create(person=mine.person, kind="phone", value="0532 111 22 33", normalised="+905321112233")
    typed = (str(mine.person.tckn), " AYSE@ornek.example", "0532 111 22 33", "5321112233", "398123", "D/7")
    assert [numbers.find(number, scope).keys for number in typed] == [[mine.pk]] * len(typed)
    other = graduate(programme_of(other_department))
    assert numbers.find(str(other.person.tckn), scope).keys == []
    assert numbers.find("merhaba", scope) == numbers.Found([], [])


def test_the_number_leads_to_the_record_and_is_noted_nowhere(
    client: Client, representative: User, department: Unit
) -> None:
    mine = graduate(programme_of(department))
    client.force_login(representative)
    url = reverse("representatives:graduate_by_number", args=[department.pk])
    answer = client.post(url, {"numara": str(mine.person.tckn)})
    assert answer["Location"] == reverse("representatives:graduate_detail", args=[department.pk, mine.pk])
    event = AccessEvent.objects.get(view="representatives:graduate_by_number")
    assert (event.subjects, event.reason) == ([mine.pk], "Numarayla arama: T.C. kimlik no")
    nobody = client.post(url, {"numara": "10000000146"}).content.decode()
    assert "bulunamadı" in nobody
    assert "10000000146" not in nobody


def test_trying_numbers_comes_to_an_end(client: Client, representative: User, department: Unit) -> None:
    client.force_login(representative)
    url = reverse("representatives:graduate_by_number", args=[department.pk])
    for _n in range(numbers.TRIES.amount):
        numbers.TRIES.allows(representative.pk)
    assert client.post(url, {"numara": "398123"}).status_code == 429
