"""Joining as people do it: by invitation with all numbers, by barcode and document; then a dispute and an appeal."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from alumni.membership.contests.models import Appeal, Dispute
from alumni.membership.inviting.services import invite
from alumni.membership.models import Claim, Membership
from alumni.registry.scopes import representative_scope
from mik.accounts.models import User
from mik.units.models import Unit
from tests.factories.accounts import UserFactory
from tests.factories.alumni import graduate
from tests.factories.documents import pdf
from tests.factories.people import tckn
from tests.factories.units import programme_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Page]
NUMBER = tckn(424242)


def mailed(address: str, prefix: str) -> str:
    """The newest link of this kind that was mailed to an address."""
    texts = [str(one.body) for one in mail.outbox if address in one.to]
    return [found[0] for text in texts if (found := re.search(rf"{prefix}[^\s]+", text))][-1]


def onwards(page: Page) -> None:
    page.locator("main form button.pri").click()


def fill_in(page: Page, *, number: str = "", document: bool = False) -> None:
    page.fill("input[name=given_names]", "İ. Işıl")
    page.fill("input[name=surname]", "Iğdırlıoğlu-Şahin")
    page.fill("input[name=birth_date]", "1999-05-17")
    onwards(page)
    page.fill("input[name=unit_text]", "Makine Mühendisliği")
    page.get_by_text("Lisans", exact=True).click()
    page.fill("input[name=year]", "2021")
    page.check("input[name=student_no_unknown]")
    page.fill("input[name=diploma_no]", "T/2021-77")
    onwards(page)
    page.fill("input[name=identifier]", number)
    if document:
        page.fill("input[name=barcode]", "YOK-MZ 9K2L7Q4D1")
        page.select_option("select[name=document_kind]", "belge")
        page.set_input_files("input[type=file]", {"name": "b.pdf", "mimeType": "application/pdf", "buffer": pdf()})
    onwards(page)
    onwards(page)


def decide(desk: Page, choice: str, reason: str = "") -> None:
    desk.get_by_text(choice, exact=True).click()
    desk.fill("textarea[name=reason]", reason)
    desk.get_by_role("button", name="Kararı kaydet").click()
    expect(desk.get_by_role("status").first).to_be_visible()


@pytest.fixture
def known(department: Unit) -> Any:
    names: dict[str, Any] = {"given_names": "İ. Işıl", "surname": "IĞDIRLIOĞLU ŞAHİN", "birth_date": date(1999, 5, 17)}
    return graduate(programme_of(department), year=2021, tckn=NUMBER, **names)


def test_by_invitation_and_by_document_with_a_dispute_and_an_appeal(
    known: Any, representative: User, coordinator: User, department: Unit, open_page: Open
) -> None:
    address = known.person.contacts.get(kind="email").value
    invite(alumnus=known, scope=representative_scope(representative, department.pk), by_mail=True)
    first = open_page(UserFactory.create(email="isil@ornek.example", name=""))
    first.goto(mailed(address, "/mezun/katil/davet/"))
    onwards(first)
    fill_in(first, number=NUMBER)
    expect(first.get_by_role("heading", level=1)).to_have_text("Hoş geldiniz")
    assert Membership.objects.get().alumnus_id == known.pk

    second = open_page(UserFactory.create(email="ikinci@ornek.example", name=""), javascript=False)
    second.goto("/mezun/katil/siz/")
    fill_in(second, document=True)
    claim = Claim.objects.get(user__email="ikinci@ornek.example")
    desk = open_page(representative)
    desk.goto(f"/temsilci/{department.pk}/onaylar/{claim.pk}/")
    desk.get_by_label("Barkodu turkiye.gov.tr’de denetledim; belge bu kişiye ait").check()
    decide(desk, "Anlaşmazlık olarak ofise ilet")
    claim.refresh_from_db()
    assert (claim.barcode, claim.barcode_checked_by) == ("YOKMZ9K2L7Q4D1", representative)
    first.goto(f"/mezun/katil/anlasmazlik/{Dispute.objects.get().pk}/")
    first.fill("textarea[name=text]", "Kayıt benim; ikinci bir hesap açmadım.")
    onwards(first)
    office = open_page(coordinator)
    office.goto(f"/koordinator/onaylar/{claim.pk}/")
    expect(office.get_by_text("Kayıt benim; ikinci bir hesap açmadım.")).to_be_visible()
    decide(office, "Kayıt bağlı olduğu hesapta kalsın", "Belgedeki kişi başka.")
    second.goto("/mezun/katil/durum/")
    expect(second.get_by_text("Belgedeki kişi başka.")).to_be_visible()
    second.get_by_role("link", name="Karara itiraz et").click()
    second.fill("textarea[name=text]", "Belge benim, adım değişti.")
    onwards(second)
    expect(second.get_by_text("İtirazınız Mezun Ofisinde", exact=False)).to_be_visible()
    assert Appeal.objects.get().claim_id == claim.pk
    assert Membership.objects.get().user.email == "isil@ornek.example"
