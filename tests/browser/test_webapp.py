"""The web app: the own card opens without a connection, nothing else does, and sign-out takes it along."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from alumni.registry.models import Alumnus
from mik.accounts.models import User
from tests.factories.cards import card_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEPT = """async () => {
    const paths = [];
    for (const name of await caches.keys()) {
        for (const one of await (await caches.open(name)).keys()) {
            paths.push(`${name.split("-")[0]} ${new URL(one.url).pathname}`);
        }
    }
    return paths;
}"""


def kept(page: Page) -> set[str]:
    """What the worker has kept of pages: cache and path, without the files of the shell."""
    paths: list[str] = page.evaluate(KEPT)
    return {path for path in paths if "/static/" not in path}


def until(page: Page, holds: Callable[[], bool]) -> None:
    """The worker works beside the page; the content policy keeps Playwright from waiting inside it."""
    for _ in range(100):
        if holds():
            return
        page.wait_for_timeout(50)
    raise AssertionError(kept(page))


@pytest.fixture
def member_with_card(alumna: User, coordinator: User) -> User:
    card_of(Alumnus.objects.select_related("person__user").get(person__user=alumna), by=coordinator)
    return alumna


def test_the_card_works_offline_until_sign_out(member_with_card: User, open_page: Callable[..., Page]) -> None:
    page = open_page(member_with_card, phone=True, workers=True)
    page.goto("/kart/")
    until(page, lambda: any(one.startswith("kart /kart/foto/") for one in kept(page)))
    page.goto("/mezun/rehber/")
    assert {one for one in kept(page) if not one.startswith("kart /kart/foto/")} == {
        "kabuk /cevrimdisi/",
        "kart /kart/",
    }

    page.context.set_offline(True)
    page.goto("/kart/")
    assert page.get_by_role("group", name="Kartın ön yüzü").is_visible()
    assert page.locator(".qrbox svg").first.is_visible()
    assert page.locator(".foto").evaluate("image => image.complete && image.naturalWidth > 0")
    assert page.locator("form, [name=csrfmiddlewaretoken]").count() == 0
    page.goto("/mezun/rehber/")
    assert page.get_by_role("heading", name="Bağlantı yok").is_visible()

    page.context.set_offline(False)
    page.goto("/mezun/")
    page.locator(".me details.menu summary").click()
    page.get_by_role("button", name="Çıkış yap").click()
    page.wait_for_load_state()
    until(page, lambda: kept(page) == {"kabuk /cevrimdisi/"})
    page.context.set_offline(True)
    page.goto("/kart/")
    assert page.get_by_role("heading", name="Bağlantı yok").is_visible()
    assert Client().get(reverse("home:worker"))["Cache-Control"] == "no-cache"
