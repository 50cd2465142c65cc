"""The page of choices, and «see it as»: what is chosen is what others get, to the letter."""

import re

import pytest
from django.urls import reverse

from alumni.membership.models import Membership
from alumni.visibility.services import save_choices
from tests.alumni.visibility.conftest import ClientFor, Scene

pytestmark = pytest.mark.django_db
URL = "/mezun/gorunurluk/"


def body(page: bytes) -> str:
    """The page without the shell of who looks, the line of whose eyes these are and the ways on."""
    main = re.search(r"<main.*</main>", page.decode(), re.S)
    assert main is not None
    beside = r'<div class="note.*?</nav></div>|<p class="crumbs">.*?</p>|<p class="row mb">.*?</p>'
    text = re.sub(beside, "", main[0], flags=re.S)
    return re.sub(r"\s+", " ", text)


def test_each_item_has_its_own_choice(scene: Scene, client_for: ClientFor) -> None:
    scene.set("nobody")
    job = scene.owner.person.alumnus.employments.get()
    email = scene.owner.person.contacts.get(kind="email")
    client = client_for(scene.owner)
    sent = {"name_shown": "public", "year_shown": "department", f"is-{job.pk}": "members"}
    assert client.post(URL, sent).status_code == 302
    held = Membership.objects.get(user=scene.owner)
    assert (held.name_shown, held.year_shown, held.programme_shown) == ("public", "department", "nobody")
    job.refresh_from_db()
    email.refresh_from_db()
    assert (job.visibility, email.visibility) == ("members", "nobody")


def test_others_items_and_unknown_circles_change_nothing(scene: Scene, client_for: ClientFor) -> None:
    scene.set("nobody")
    job = scene.owner.person.alumnus.employments.get()
    client_for(scene.readers["classmate"]).post(URL, {f"is-{job.pk}": "public"})
    assert client_for(scene.owner).post(URL, {f"is-{job.pk}": "world"}).status_code == 200
    job.refresh_from_db()
    assert job.visibility == "nobody"


def test_the_same_twice_changes_nothing_the_second_time(scene: Scene) -> None:
    scene.set("nobody")
    alumnus = scene.owner.person.alumnus
    chosen = {"name_shown": "department", f"is-{alumnus.employments.get().pk}": "public"}
    assert save_choices(alumnus=alumnus, chosen=chosen) == 2
    events = Membership.events.rel.related_model.objects.count()  # type: ignore[attr-defined]  # made by pghistory
    assert save_choices(alumnus=alumnus, chosen=chosen) == 0
    assert Membership.events.rel.related_model.objects.count() == events  # type: ignore[attr-defined]  # the same


def test_one_press_hides_everything(scene: Scene, client_for: ClientFor) -> None:
    scene.set("public", besides="public")
    client_for(scene.owner).post(URL, {"hepsi": "gizle"})
    alumnus = scene.owner.person.alumnus
    rows = [*alumnus.person.contacts.all(), *alumnus.employments.all(), *alumnus.studies.all()]
    assert {row.visibility for row in rows} == {"nobody"}
    held = Membership.objects.get(user=scene.owner)
    assert {held.name_shown, held.programme_shown, held.year_shown, held.mentor_shown} == {"nobody"}


@pytest.mark.parametrize("circle", ["nobody", "department", "members", "public"])
def test_see_it_as_is_the_page_others_get(circle: str, scene: Scene, client_for: ClientFor) -> None:
    scene.set(circle, besides="public")
    eyes = {"herkes": "everybody", "bolum": "classmate", "uye": "stranger"}
    for eye, reader in eyes.items():
        theirs = client_for(scene.readers[reader]).get(reverse("alumni:member", args=[scene.pk]))
        own = client_for(scene.owner).get(f"{URL}{eye}/")
        assert (own.status_code, body(own.content)) == (200, body(theirs.content)), eye


def test_see_it_as_tells_that_there_is_no_page(scene: Scene, client_for: ClientFor) -> None:
    scene.set("public", besides="department")
    client = client_for(scene.owner)
    assert "Bu gözle sayfanız yok" in client.get(f"{URL}uye/").content.decode()
    assert "Suna Gösterir" in client.get(f"{URL}bolum/").content.decode()
    assert client.get(f"{URL}rektor/").status_code == 404


def test_the_representatives_eyes_see_the_representatives_page(
    scene: Scene, representative: object, client_for: ClientFor
) -> None:
    page = client_for(scene.owner).get(f"{URL}temsilci/").content.decode()
    for mark in ("Fenerci", "suna@mumdibi.example", "+90 544 111 22 33", "Galata Akademisi"):
        assert mark in page
    assert str(scene.owner.person.tckn) not in page
    assert "<form" not in page[page.index("<main") : page.index("</main>")]
