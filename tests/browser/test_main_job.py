"""The first half of the main job, as people do it: import, joining, record, workspace."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from playwright.sync_api import Page, expect

from alumni.membership.models import Membership
from alumni.registry.models import Alumnus, Graduation
from mik.accounts.models import User
from mik.common.turkish import upper
from mik.people.models import Person
from mik.units.models import Kind, Unit
from tests.factories.accounts import represent
from tests.factories.units import programme_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
Open = Callable[..., Page]


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    """Limits on sign-in live in the cache, which no flush empties."""
    cache.clear()


def import_list(page: Page, path: Path) -> None:
    page.goto("/koordinator/ice-aktar/")
    page.set_input_files("input[type=file]", str(path))
    page.get_by_role("button", name="Yükle ve sütunlara bak").click()
    page.get_by_role("button", name="Karşılaştır").click()
    page.get_by_role("button", name=re.compile("kaydı aktar")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aktarım bitti", timeout=30_000)


def test_the_office_imports_a_list_and_reads_what_was_wrong(
    units: None, coordinator: User, open_page: Open, tmp_path: Path
) -> None:
    page = open_page(coordinator)
    import_list(page, SAMPLES / "mezun_listesi_c.csv")
    assert Graduation.objects.count() == 290
    expect(page.get_by_text("290 kayıt aktarıldı.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Hata dosyası", exact=True).first.click()
    assert download.value.suggested_filename.endswith(".xlsx")
    import_list(page, SAMPLES / "mezun_listesi_c.csv")
    expect(page.get_by_text("290 aynı kalan", exact=False)).to_be_visible()
    assert Graduation.objects.count() == 290


def code_of_the_last_mail() -> str:
    found = re.search(r"\b(\d{6})\b", str(mail.outbox[-1].body))
    assert found is not None
    return found[1]


def sign_up(page: Page, email: str) -> None:
    page.goto("/hesap/signup/")
    page.fill("input[name=email]", email)
    page.fill("input[name=password1]", "Zigana-Tuneli-1955")
    page.check("input[name=notice]")
    page.locator("main form[method=post] button.pri").click()
    page.wait_for_url("**/confirm-email/**")
    page.fill("input[name=code]", code_of_the_last_mail())
    page.locator("main form[method=post] button.pri").first.click()


def claim(page: Page, *, given: str, surname: str, born: str, unit: str, year: str, number: str = "") -> None:
    page.goto("/mezun/katil/siz/")
    page.fill("input[name=given_names]", given)
    page.fill("input[name=surname]", surname)
    page.fill("input[name=birth_date]", born)
    page.locator("main form button.pri").click()
    page.fill("input[name=unit_text]", unit)
    page.get_by_text("Lisans", exact=True).click()
    page.fill("input[name=year]", year)
    page.check("input[name=student_no_unknown]")
    page.locator("main form button.pri").click()
    if number:
        page.fill("input[name=identifier]", number)
    page.locator("main form button.pri").click()
    page.locator("main form button.pri").click()


@pytest.fixture
def imported(units: None) -> Alumnus:
    """A graduate of the imported sample, with number and address on the record."""
    with pytest.raises(SystemExit):
        call_command("import_graduates", str(SAMPLES / "mezun_listesi_c.csv"), stdout=io.StringIO())
    reachable = Alumnus.objects.filter(person__contacts__kind="email", person__tckn_hash__isnull=False)
    alumnus: Alumnus = reachable.filter(graduations__level=6).order_by("pk")[0]
    return alumnus


def say(alumnus: Alumnus) -> dict[str, str]:
    """What this graduate would write into the claim."""
    person, graduation = alumnus.person, alumnus.graduations.get()
    assert person.birth_date is not None
    return {
        "given": upper(person.given_names),
        "surname": upper(person.surname),
        "born": person.birth_date.isoformat(),
        "unit": graduation.programme.department.name,
        "year": str(graduation.year),
    }


def test_a_graduate_of_the_sample_joins_at_once_with_number_and_address(imported: Alumnus, open_page: Open) -> None:
    page = open_page()
    sign_up(page, imported.person.contacts.get(kind="email").value)
    claim(page, **say(imported), number=imported.person.tckn or "")
    page.goto("/mezun/")
    expect(page.get_by_role("heading", level=1)).to_have_text(imported.person.full_name)
    assert Membership.objects.get().method == "automatic"


def test_a_graduate_of_the_sample_joins_through_the_representative(
    imported: Alumnus, registrar: User, open_page: Open
) -> None:
    department = imported.graduations.get().programme.department
    representative = User.objects.create_user("temsilci@ornek.example", name="Mehmet Kaya")
    represent(representative, department, by=registrar)
    page = open_page()
    sign_up(page, "baska@ornek.example")
    claim(page, **say(imported))
    assert not Membership.objects.exists()
    desk = open_page(representative)
    desk.goto(f"/temsilci/{department.pk}/onaylar/")
    desk.locator("main table tbody a").first.click()
    expect(desk.get_by_text("Kütük kaydı").first).to_be_visible()
    desk.get_by_text("Onayla", exact=True).click()
    desk.get_by_role("button", name="Kararı kaydet").click()
    expect(desk.get_by_role("status").first).to_be_visible()
    assert Membership.objects.get().method == "representative"
    page.goto("/mezun/")
    expect(page.get_by_role("heading", level=1)).to_have_text(imported.person.full_name)


def test_a_member_changes_the_record_and_the_representative_sees_source_and_date(
    alumna: User, other_alumna: User, representative: User, department: Unit, open_page: Open
) -> None:
    person = Person.objects.get(user=alumna)
    page = open_page(alumna)
    page.goto("/mezun/duzenle/iletisim/ekle/phone/")
    page.fill("input[name=value]", "0532 765 43 21")
    page.locator("main form button.pri").click()
    page.goto("/mezun/")
    page.get_by_role("button", name="Evet, doğru").click()
    record = Alumnus.objects.get(pk=person.pk)
    assert record.confirmed_at is not None
    desk = open_page(representative)
    desk.goto(f"/temsilci/{department.pk}/mezunlar/{person.pk}/")
    expect(desk.get_by_text("532 765 43 21").first).to_be_visible()
    expect(desk.get_by_text("Mezunun kendisi").first).to_be_visible()
    stranger = open_page(other_alumna)
    stranger.goto(f"/mezun/uye/{person.pk}/")
    assert "765" not in stranger.content()
    assert "gizli" not in stranger.content()


def test_the_workspace_finds_adds_and_edits_without_javascript(
    alumna: User, representative: User, department: Unit, open_page: Open
) -> None:
    page = open_page(representative, javascript=False)
    page.goto(f"/temsilci/{department.pk}/mezunlar/?q=sahin")
    expect(page.get_by_role("link", name="Elif Şahin Yıldırım").first).to_be_visible()
    page.goto(f"/temsilci/{department.pk}/mezunlar/ekle/")
    page.fill("input[name=given_names]", "Şükrü")
    page.fill("input[name=surname]", "Iğdır")
    page.fill("input[name=year]", "1999")
    programme = programme_of(department)
    page.select_option("select[name=programme]", str(programme.pk))
    page.locator("main form[method=post] button.pri").click()
    added = Alumnus.objects.get(person__surname="Iğdır")
    assert added.state == "proposed"


def test_another_departments_workspace_is_unknown(
    representative: User, other_department: Unit, other_alumna: User, open_page: Open
) -> None:
    person = Person.objects.get(user=other_alumna)
    page = open_page(representative)
    for path in ("", f"{person.pk}/", f"{person.pk}/duzenle/", f"{person.pk}/gecmis/", "ekle/"):
        answer = page.goto(f"/temsilci/{other_department.pk}/mezunlar/{path}")
        assert answer is not None
        assert answer.status == 404


def test_the_import_works_for_a_representative_of_one_department(
    units: None, registrar: User, open_page: Open, django_user_model: Any
) -> None:
    department = Unit.objects.get(kind=Kind.DEPARTMENT, name="Orman Mühendisliği", parent__name="Orman Fakültesi")
    user = User.objects.create_user("temsilci@ornek.example", name="İhsan Güner")
    represent(user, department, by=registrar)
    page = open_page(user, phone=True)
    page.goto(f"/temsilci/{department.pk}/ice-aktar/")
    page.set_input_files("input[type=file]", str(SAMPLES / "mezun_listesi_b.xlsx"))
    page.get_by_role("button", name="Yükle ve sütunlara bak").click()
    page.get_by_role("button", name="Karşılaştır").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aktarmadan önce bakın", timeout=30_000)
    expect(page.get_by_text("Bu satır temsil ettiğiniz bölümün mezunu değil.").first).to_be_visible()
    assert not Alumnus.objects.exists()
