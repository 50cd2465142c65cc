"""The life of a card as people do it: applied for, approved, downloaded, checked by a stranger, lost."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from cards.issuing.models import Card
from mik.accounts.models import User
from tests.factories.cards import picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Page]

HEADINGS = ("Mezun kartım", "Kart geçerli", "Bu kart kayıp")


def in_language(language: str) -> list[str]:
    with translation.override(language):
        return [gettext(words) for words in HEADINGS]


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


def path_of(url: str | None) -> str:
    """The cards name the platform's own address; here it is the live server's."""
    return urlsplit(url or "").path


@pytest.mark.parametrize("language", ["tr-TR", "en-GB"])
def test_a_card_from_application_to_loss_without_javascript(
    language: str, alumna: User, coordinator: User, open_page: Open, tmp_path: Path
) -> None:
    photo = tmp_path / "ben.png"
    photo.write_bytes(picture(900, 1200, "PNG"))
    page = open_page(alumna, javascript=False, language=language)
    page.goto("/kart/basvuru/")
    page.set_input_files("input[type=file]", str(photo))
    page.locator("main form button.pri").click()
    expect(page.locator(".card-wait img")).to_be_visible()
    desk = open_page(coordinator, javascript=False, language=language)
    desk.goto("/koordinator/kartlar/")
    desk.locator("main table tbody th a").first.click()
    desk.locator("main button[value=onay]").click()
    card = Card.objects.get()
    page.goto("/kart/")
    heading, valid, lost = in_language(language[:2])
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    expect(page.locator(".id1").first).to_contain_text(card.number_spaced)
    assert page.locator(".id1 img.foto").evaluate("image => image.naturalWidth") == 413
    with page.expect_download() as download:
        page.locator("main a.pri").click()
    assert download.value.suggested_filename == f"mezun-karti-{card.number}.pdf"
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")
    check = path_of(page.locator('a[href*="/dogrula/"]').first.get_attribute("href"))
    stranger = open_page(javascript=False, phone=True, language=language)
    stranger.goto(check)
    expect(stranger.get_by_role("heading", level=1)).to_have_text(valid)
    assert "Elif" not in stranger.content()
    page.goto("/kart/kayip/")
    page.locator("main form button.pri").click()
    stranger.goto("/dogrula/")
    stranger.fill("input[name=kod]", card.code_dashed.lower())
    stranger.locator("main form button.pri").click()
    expect(stranger.get_by_role("heading", level=1)).to_have_text(lost)
    page.goto("/kart/")
    expect(page.locator("main a.pri")).to_have_attribute("href", "/kart/basvuru/")
