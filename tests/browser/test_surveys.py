"""A survey as people live it: opened at the desk, answered on a phone from the mail, left and taken up again."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect

from mik.accounts.models import User
from mik.people.models import Purpose
from surveys.answering.access import COOKIE, make_token
from surveys.models import Invitation, Wave
from tests.factories.consents import agreed
from tests.factories.surveys import InvitationFactory, VersionFactory, WaveFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Page]


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


def open_survey(page: Page) -> Wave:
    """At the office's desk: a new wave on the questionnaire that is there, for everybody."""
    page.goto("/koordinator/anketler/")
    page.get_by_role("link", name="Yeni anket").first.click()
    page.select_option("select[name=version]", index=1)
    page.fill("input[name=title_tr]", "Mezun anketi 2026")
    page.fill("input[name=title_en]", "Graduate survey 2026")
    page.fill("input[name=opens_on]", timezone.localdate().isoformat())
    page.fill("input[name=closes_on]", (timezone.localdate() + timedelta(days=20)).isoformat())
    page.get_by_role("button", name="Kaydet ve kime gideceğini seç").click()
    page.get_by_role("button", name="Kaydet", exact=True).click()
    page.get_by_role("link", name="Anketi aç").click()
    page.get_by_role("button", name="Aç ve 1 kişiye gönder").click()
    expect(page.get_by_text("1 e-posta sıraya kondu.")).to_be_visible(timeout=20_000)
    return Wave.objects.get()


def path_of_the_last_link() -> str:
    found = re.search(r"http://localhost(/anket/[\w-]+/)", str(mail.outbox[-1].body))
    assert found is not None
    return found[1]


def onwards(page: Page) -> None:
    page.locator("form#survey button.pri").click()


def answer_first_page(page: Page) -> None:
    """The second question appears with the answer to the first, without a new page."""
    page.get_by_label("Ücretli çalışıyorum").check()
    hours = page.locator("input[name=q-hours]")
    expect(hours).to_be_visible()
    hours.fill("99")
    onwards(page)
    expect(page.get_by_role("alert")).to_contain_text("1 ile 80 arasında olmalı.")
    hours.fill("40")
    onwards(page)
    expect(page.get_by_text("Sayfa 2 / 3")).to_be_visible()


def answer_occupation(page: Page) -> None:
    page.locator("input[type=search]").press_sequentially("inşaat mühendisi")
    page.get_by_label("Civil Engineers").check()


def test_from_the_desk_to_the_last_page(coordinator: User, alumna: User, open_page: Open) -> None:
    VersionFactory.create()
    agreed(alumna.person, purpose=Purpose.SURVEYS)
    wave = open_survey(open_page(coordinator))
    link = path_of_the_last_link()

    phone = open_page(phone=True)
    phone.goto(link)
    assert (phone.url.endswith("/anket/sayfa/1/"), link in phone.content()) == (True, False)
    cookie: Any = next(c for c in phone.context.cookies() if c["name"] == COOKIE)
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["path"]) == (True, "Lax", "/anket/")
    answer_first_page(phone)
    answer_occupation(phone)
    phone.get_by_role("button", name="Kaydet, sonra sürdür").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Yanıtlarınız kaydedildi")
    phone.context.clear_cookies()

    phone.goto(link)
    expect(phone.get_by_text("Sayfa 2 / 3")).to_be_visible()
    expect(phone.get_by_label("Civil Engineers")).to_be_checked()
    onwards(phone)
    phone.get_by_role("button", name="English").click()
    expect(phone.get_by_role("heading", name="Graduate survey 2026")).to_be_attached()
    onwards(phone)
    phone.wait_for_url("**/anket/tesekkurler/")

    Invitation.objects.update(sent_at=timezone.now() - timedelta(days=9))
    desk = open_page(coordinator)
    desk.goto(f"/koordinator/anketler/{wave.pk}/")
    expect(desk.get_by_text("1 kişilik hedef kitlenin 1 kişisi bitirdi")).to_be_visible()
    expect(desk.get_by_text("Şu anda 0 kişiye hatırlatma gidebilir.")).to_be_visible()
    expect(desk.get_by_role("button", name="hatırlat")).to_have_count(0)
    assert len(mail.outbox) == 1


def test_without_a_script_in_english(alumna: User, open_page: Open) -> None:
    """A question that follows from an answer comes up after sending; an occupation is found with a button."""
    invitation = InvitationFactory.create(wave=WaveFactory.create(), person=alumna.person, language="en")
    page = open_page(phone=True, javascript=False, language="en-GB")
    page.goto(f"/anket/{make_token(invitation)}/")
    page.locator("label[for=s-activity-paid]").click()
    onwards(page)
    page.fill("input[name=q-hours]", "38")
    onwards(page)
    page.locator("input[type=search]").fill("civil engineers")
    page.locator("button[value=search]").click()
    page.get_by_label("Civil Engineers").check()
    onwards(page)
    page.fill("textarea[name=q-words]", "All good.")
    onwards(page)
    page.wait_for_url("**/anket/tesekkurler/")
    answers = invitation.response.answers.order_by("question").values_list("question", "option", "text")
    assert list(answers) == [
        ("activity", "paid", ""), ("hours", "", ""), ("occupation", "2142", ""), ("words", "", "All good."),
    ]  # fmt: skip
