"""What a circle shows it shows on every page; what it hides is neither shown nor found, by no reader on any route."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from mik.accounts.models import User
from mik.units.models import Unit
from tests.alumni.visibility.conftest import ClientFor, Scene
from tests.factories.accounts import UserFactory
from tests.factories.alumni import enrol, graduate
from tests.factories.units import programme_of

# Whom each circle reaches.
REACHED = {
    "nobody": set(),
    "department": {"classmate"},
    "members": {"classmate", "stranger"},
    "public": {"classmate", "stranger", "student", "everybody"},
}
MARKS = [
    "Fenerci", "Kızkulesi", "Galata Akademisi", "Yıldızbilim", "mumdibi", "544 111", "İzlanda", "1987", "Mentor",
    "Svahili", "sunaninki", "Eskiyazar",
]  # fmt: skip
# Searches that ask for a value itself: what they find tells that somebody has it.
ASKED = {
    "kurum": "kizkulesi", "ulke": "IS", "il": "30", "sektor": "A", "dil": "sw", "mentor": "evet",
    "yil_ilk": "1987&yil_son=1987",
    "bolum": "", "duzey": "6",
}  # fmt: skip


def page(client: Client, pk: int) -> str | None:
    answer = client.get(reverse("alumni:member", args=[pk]))
    return answer.content.decode() if answer.status_code == 200 else None


def without_codes(page: bytes) -> str:
    """Without the number of the incident, the token of the page and the address asked for."""
    return re.sub(r"[A-Z]\d-\d{4}|\w{64}|uye/\d+|uye%2F\d+", "", page.decode())


def results(client: Client, query: str) -> str | None:
    answer = client.get(f"{reverse('alumni:directory')}?{query}", headers={"HX-Request": "true"})
    return answer.content.decode() if answer.status_code == 200 else None


@pytest.mark.parametrize("circle", REACHED)
def test_a_circle_reaches_whom_it_names_and_nobody_else(
    circle: str, scene: Scene, department: Unit, client_for: ClientFor
) -> None:
    scene.set(circle, besides="public")
    for name, reader in scene.readers.items():
        found = page(client_for(reader), scene.pk)
        assert found is not None, name
        seen = [mark for mark in MARKS if mark in found]
        assert seen == (MARKS if name in REACHED[circle] else []), name
        assert (department.name in found) is (name in REACHED[circle]), name


@pytest.mark.parametrize("circle", REACHED)
def test_searching_for_a_hidden_value_does_not_find_its_owner(
    circle: str, scene: Scene, department: Unit, client_for: ClientFor
) -> None:
    scene.set(circle)
    for name in ("stranger", "classmate"):
        client = client_for(scene.readers[name])
        for field, value in ASKED.items():
            found = results(client, f"{field}={value or department.pk}")
            assert found is not None
            assert ("Suna Gösterir" in found) is (name in REACHED[circle]), (name, field)


def test_two_filters_are_asked_of_what_is_shown_both(scene: Scene, department: Unit, client_for: ClientFor) -> None:
    """Year and department hidden apart: neither may be found through the other."""
    scene.set("members")
    client = client_for(scene.readers["stranger"])
    both = f"bolum={department.pk}&yil_ilk=1987&yil_son=1987"
    assert "Suna Gösterir" in (results(client, both) or "")
    for hidden, still in (("programme_shown", "yil_ilk=1987&yil_son=1987"), ("year_shown", f"bolum={department.pk}")):
        scene.set("members")
        scene.owner.membership.refresh_from_db()
        setattr(scene.owner.membership, hidden, "nobody")
        scene.owner.membership.save()
        assert "Suna Gösterir" not in (results(client, both) or "")
        assert "Suna Gösterir" in (results(client, still) or "")


@pytest.mark.parametrize("circle", REACHED)
def test_counts_know_only_what_is_shown(circle: str, scene: Scene, client_for: ClientFor) -> None:
    scene.set(circle)
    for name in ("stranger", "classmate"):
        found = results(client_for(scene.readers[name]), "") or ""
        counted = [
            label for label in ("1980–1989", "İzlanda", "Tarım", "Svahili", "Mentor olmak isteyenler") if label in found
        ]
        assert (len(counted) == 5, bool(counted)) == ((True, True) if name in REACHED[circle] else (False, False)), name


@pytest.mark.parametrize("circle", REACHED)
def test_who_hides_the_name_is_nowhere(
    circle: str, scene: Scene, department: Unit, other_department: Unit, client_for: ClientFor
) -> None:
    """Even what is shown to everybody: nothing is wider than the name."""
    scene.set("public", besides=circle)
    twin = UserFactory.create()
    enrol(graduate(programme_of(department), year=1987), twin)
    readers: dict[str, User | None] = {**scene.readers, "classmate": twin}
    for name, reader in readers.items():
        client = client_for(reader)
        reached = name in REACHED[circle]
        assert (page(client, scene.pk) is not None) is reached, name
        if name in ("stranger", "classmate"):
            pages = [results(client, ""), results(client, "ad=gosterir"), results(client, "kurum=kizkulesi")]
            assert [("Suna Gösterir" in (found or "")) for found in pages] == [reached] * 3, name
            assert ("İzlanda" in (pages[0] or "")) is reached
            assert ("Suna" in client.get(reverse("home:find"), {"q": "gösterir"}).content.decode()) is reached
        if name == "classmate":
            assert ("Suna" in client.get(reverse("alumni:classmates")).content.decode()) is reached


def test_visitors_cannot_tell_a_hidden_member_from_none(scene: Scene, client_for: ClientFor) -> None:
    scene.set("members")
    answers = [client_for(None).get(reverse("alumni:member", args=[pk])) for pk in (scene.pk, 999_999)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"].replace(str(scene.pk), "") == answers[1]["Location"].replace("999999", "")
    answers = [client_for(scene.readers["student"]).get(reverse("alumni:member", args=[pk])) for pk in (scene.pk, 9)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert without_codes(answers[0].content) == without_codes(answers[1].content)


def test_nothing_but_name_programme_and_year_is_shown_unasked(scene: Scene, client_for: ClientFor) -> None:
    owner = UserFactory.create()
    alumnus = scene.owner.person.alumnus
    scene.owner.membership.delete()
    enrol(alumnus, owner)
    for kind, rows in (
        ("iş", alumnus.employments),
        ("öğrenim", alumnus.studies),
        ("dil", alumnus.languages),
        ("bağlantı", alumnus.links),
        ("ad", alumnus.former_names),
    ):
        default = rows.model._meta.get_field("visibility").default
        assert default == "nobody", kind
        rows.update(visibility=default)
    found = page(client_for(scene.readers["stranger"]), alumnus.pk) or ""
    assert [mark for mark in MARKS if mark in found] == ["1987"]
    assert page(client_for(None), alumnus.pk) is None
