"""The announcement, as people do it: written in two languages, counted, tried, sent, read, left."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from coordinator.newsroom.models import Announcement
from mik.accounts.models import User
from mik.people.models import ConsentEntry, Person
from mik.units.models import Unit
from tests.browser.conftest import axe_findings
from tests.factories import consents
from tests.factories.news import agreed
from tests.factories.units import programme_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Page]


@pytest.fixture
def readers(alumna: User, department: Unit) -> User:
    """The member, who agreed, and two graduates beside her, of whom one did not."""
    consents.agreed(Person.objects.get(user=alumna))
    agreed(programme_of(department), given_names="Ömer", year=1999)
    agreed(programme_of(department), purposes=(), given_names="Rızasız")
    return alumna


def write(page: Page) -> None:
    page.goto("/koordinator/duyurular/")
    page.get_by_role("link", name="Duyuru yaz", exact=True).first.click()
    page.get_by_label("Konu, Türkçe").fill("Kariyer günü")
    page.get_by_label("Metin, Türkçe").fill("Sayın {ad},\n\nKariyer günü **12 Aralık** günü.")
    page.get_by_label("Konu, İngilizce").fill("Careers day")
    page.get_by_label("Metin, İngilizce").fill("Dear {ad},\n\nCareers day is on **12 December**.")


def recipients(page: Page) -> Any:
    return page.locator(".funnel .sum dd")


def test_from_the_first_word_to_the_last_mail(
    readers: User, coordinator: User, department: Unit, open_page: Open
) -> None:
    page = open_page(coordinator)
    write(page)
    expect(page.locator(".prev")).to_contain_text("Sayın Ahmet Çağlar Öztürk,")
    page.get_by_role("button", name="İngilizce", exact=True).click()
    expect(page.locator(".prev strong")).to_have_text("12 December")
    expect(recipients(page)).to_have_text("2")
    page.get_by_label("Son mezuniyet yılı").fill("2000")
    page.get_by_label("Son mezuniyet yılı").blur()
    expect(recipients(page)).to_have_text("1")
    page.get_by_label("Son mezuniyet yılı").fill("")
    page.get_by_text("Tüm bölümler").click()
    page.get_by_label("listesinde ara").first.fill("makıne")
    page.get_by_role("checkbox", name="Makine Mühendisliği").check()
    expect(page.locator("[data-picked]").first).to_have_text("Makine Mühendisliği")
    expect(recipients(page)).to_have_text("2")
    page.get_by_role("button", name="Kendime dene").click()
    expect(page.get_by_text(f"Deneme e-postası {coordinator.email} adresine gönderildi.")).to_be_visible()
    assert [one.subject for one in mail.outbox] == ["[Deneme] Kariyer günü", "[Deneme] Careers day"]
    page.get_by_role("button", name="Denetle ve gönder").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Denetleyin ve gönderin")
    page.get_by_label("E-posta ile gönder").check()
    page.get_by_role("button", name="Onayla").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gönderildi")
    assert axe_findings(page) == []
    assert sorted(one.subject for one in mail.outbox[2:]) == ["Kariyer günü", "Kariyer günü"]
    assert Announcement.objects.get().units == [department.pk]
    read_and_leave(readers, open_page)


def read_and_leave(reader: User, open_page: Open) -> None:
    """The member reads it in English on the platform, and leaves by the link of her mail."""
    member = open_page(reader, language="en-GB")
    member.goto("/mezun/duyurular/")
    member.get_by_role("link", name="Careers day").click()
    expect(member.locator("article")).to_contain_text("Dear Elif Şahin Yıldırım,")
    received = next(one for one in mail.outbox if "Sayın Elif Şahin" in str(one.body))
    link = re.search(r"/e-posta/ayril/\S+", str(received.body))
    assert link is not None
    visitor = open_page(None)
    visitor.goto(link[0])
    assert ConsentEntry.objects.visible_to(reader).in_force().count() == 1
    visitor.locator("main form[method=post] button").first.click()
    visitor.wait_for_load_state()
    assert ConsentEntry.objects.visible_to(reader).in_force().count() == 0


def test_without_javascript_too(readers: User, coordinator: User, open_page: Open) -> None:
    page = open_page(coordinator, javascript=False)
    write(page)
    page.get_by_role("button", name="İngilizce", exact=True).click()
    expect(page.locator(".prev strong")).to_have_text("12 December")
    page.get_by_label("Son mezuniyet yılı").fill("2000")
    page.get_by_role("button", name="Yeniden say").click()
    expect(recipients(page)).to_have_text("1")
    expect(page.get_by_label("Konu, Türkçe")).to_have_value("Kariyer günü")
    page.get_by_role("button", name="Kaydet", exact=True).click()
    expect(page.get_by_text("Taslak kaydedildi.")).to_be_visible()
    page.get_by_role("button", name="Denetle ve gönder").click()
    page.get_by_label("E-posta ile gönder").check()
    page.get_by_role("button", name="Onayla").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gönderildi")
    assert [one.subject for one in mail.outbox] == ["Kariyer günü"]
