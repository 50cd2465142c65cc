"""The annual report as the office writes, submits and publishes it; in English, and without JavaScript."""

import re
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect

from coordinator.annual_report.models import AnnualReport
from mik.accounts.models import User
from tests.factories import reports

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Page]
YEAR = timezone.localdate().year
DESK = f"/koordinator/raporlar/{YEAR}/"


def test_the_office_writes_submits_and_publishes_the_report(alumna: User, coordinator: User, open_page: Open) -> None:
    cache.clear()
    report = reports.draft(YEAR, complete=True)
    report.sections.filter(code="foreword").update(state="empty", narrative="")
    page = open_page(coordinator, javascript=False)
    _write(page)
    _submit(page)
    sha256 = AnnualReport.objects.get().sha256
    expect(page.get_by_text(sha256)).to_be_visible()
    visitor = open_page(javascript=False, language="en-GB")
    assert visitor.goto(f"/raporlar/{YEAR}/").status == 404  # type: ignore[union-attr]
    page.get_by_role("button", name="Herkese yayımla").click()
    visitor.goto(f"/raporlar/{YEAR}/")
    expect(visitor.get_by_text(sha256)).to_be_visible()
    _check_copy(visitor)


def _write(page: Page) -> None:
    page.goto(DESK)
    expect(page.get_by_role("heading", level=2, name="Sunuş")).to_be_visible()
    page.fill("textarea[name=narrative]", "Bu yıl {kayitli_mezunlar} mezun kayıtlıydı.")
    page.get_by_role("button", name="Kaydet").click()
    expect(page.get_by_text("Böyle bir sayı yok: {kayitli_mezunlar}").first).to_be_visible()
    page.fill("textarea[name=narrative]", "Bu yıl {kayitli_mezun} mezun kayıtlıydı.")
    page.get_by_role("button", name="Bölümü tamamla").click()
    expect(page.get_by_text("Bölüm tamam.")).to_be_visible()
    expect(page.get_by_text("18 bölümden 18 tanesi tamam").last).to_be_visible()


def _submit(page: Page) -> None:
    page.get_by_role("link", name="Dondur ve sun").click()
    page.fill("input[name=document_number]", "E-48814514-040-117")
    page.get_by_role("button", name="Dondur ve sun").click()
    page.get_by_role("link", name="Rapora git").click()
    expect(page.get_by_text("E-48814514-040-117")).to_be_visible()


def _check_copy(visitor: Page) -> None:
    """The PDF everybody downloads is the one that was submitted."""
    with visitor.expect_download() as download:
        visitor.locator(f"a[href='/raporlar/{YEAR}/pdf/']").click()
    visitor.goto("/raporlar/denetle/")
    visitor.set_input_files("input[type=file]", str(download.value.path()))
    visitor.locator("main form button").click()
    expect(visitor.locator(".msgbox.ok")).to_contain_text(re.compile(str(YEAR)))
