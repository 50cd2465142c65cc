"""Names of graduates on the pages of the newsroom are looks, and the person can see who looked."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from mik.accounts.models import User
from mik.audit.models import AccessEvent
from mik.units.models import Unit
from tests.factories.news import agreed, typed, written
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db
ADD = "/koordinator/duyurular/yeni/"


def test_the_sample_of_an_audience_is_logged(
    coordinator: User, department: Unit, client_for: Callable[[User | None], Client]
) -> None:
    person = agreed(programme_of(department), surname="Örneklioğlu").person
    client, announcement = client_for(coordinator), written(coordinator)
    check = reverse("coordinator:announcement_check", args=[announcement.pk])
    pages = [
        client.get(ADD),
        client.get(check),
        client.post(ADD, typed(eylem="say"), headers={"HX-Request": "true"}),
        client.post(ADD, typed(eylem="onizle"), headers={"HX-Request": "true"}),
    ]
    assert ["Örneklioğlu" in page.content.decode() for page in pages] == [True, True, True, False]
    logged = AccessEvent.objects.values_list("action", "subjects", "user")
    assert list(logged) == [("list", [person.pk], coordinator.pk)] * 3
