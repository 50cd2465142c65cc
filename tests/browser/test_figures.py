"""Figures as people read them: the public numbers without JavaScript, the dashboard down to the records."""

import re
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect

from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.audit.models import AccessEvent
from mik.figures.models import FigureSnapshot
from mik.people.models import ContactPoint
from mik.units.models import Unit
from tests.factories.alumni import graduate
from tests.factories.units import programme_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Page]


@pytest.fixture
def registry(department: Unit, other_department: Unit) -> list[Alumnus]:
    """25 of the department, 20 of them up to date, and two of the other."""
    cache.clear()
    mine = [graduate(programme_of(department), year=2000 + n) for n in range(25)]
    theirs = [graduate(programme_of(other_department), contacts=False) for _ in range(2)]
    Alumnus.objects.filter(pk__in=[one.pk for one in mine[:20]]).update(confirmed_at=timezone.now())
    for one in mine[:10]:
        ContactPoint.objects.create(person=one.person, kind="address", country="TR", province="61")
    year = timezone.localdate().year
    for code, value in (("registered", 20), ("members", 10), ("fresh", 50), ("consent_news", 30)):
        FigureSnapshot.objects.create(code=code, year=year - 1, value=value, numerator=value)
    return [*mine, *theirs]


@pytest.mark.parametrize(("language", "share"), [("tr-TR", "%80"), ("en-GB", "80%")])
def test_a_visitor_reads_the_numbers_without_javascript(
    registry: list[Alumnus], open_page: Open, language: str, share: str
) -> None:
    page = open_page(javascript=False, language=language)
    page.goto("/")
    page.locator("footer a[href='/sayilarla/']").click()
    tile = page.locator(".kpi").first
    expect(tile.locator("dd")).to_have_text("25")
    expect(page.locator(".kpi dd").filter(has_text=share).first).to_be_visible()
    table = page.locator("details.data").first
    table.locator("summary").click()
    expect(table.get_by_role("row").nth(1)).to_contain_text("20")
    expect(page.locator("path.c-prov").first).to_be_visible()
    with page.expect_download() as download:
        page.locator("a[href^='/sayilarla/indir/']").click()
    assert download.value.suggested_filename == "sayilarla-mezunlarimiz.csv"


def test_the_office_goes_from_the_dashboard_to_the_records(
    registry: list[Alumnus], coordinator: User, other_department: Unit, open_page: Open
) -> None:
    page = open_page(coordinator)
    page.goto("/koordinator/")
    expect(page.locator(".kpi").first.locator("dd").first).to_have_text("27")
    page.get_by_label("Fakülte veya bölüm").select_option(str(other_department.pk))
    page.get_by_role("button", name="Göster").click()
    expect(page.locator(".kpi").first.locator("dd").first).to_have_text("2")
    page.get_by_role("link", name="Kayıtlı mezun", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kayıtlı mezun")
    expect(page.get_by_text(re.compile("1–2 / 2"))).to_be_visible()
    assert AccessEvent.objects.get().subjects == [one.pk for one in registry[-2:]]
