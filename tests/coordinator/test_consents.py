"""The desk of consents: writing and publishing a text, entering a paper, switching a transfer, noting a notice."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.audit.models import AccessEvent
from mik.files.models import StoredFile
from mik.people.consents.models import ConsentEntry, ConsentText, NoticeEntry
from mik.people.consents.transfers import transfer_allowed
from mik.people.consents.words import in_force
from mik.units.models import Unit
from tests.factories.accounts import grant
from tests.factories.alumni import graduate
from tests.factories.consents import agreed
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db
Clients = Callable[[User | None], Client]


@pytest.fixture
def office(coordinator: User, client_for: Clients) -> Client:
    return client_for(coordinator)


@pytest.fixture
def record(department: Unit) -> Alumnus:
    return graduate(programme_of(department))


def at(name: str, *args: Any) -> str:
    return reverse(f"coordinator:{name}", args=args)


def test_a_text_is_written_previewed_counted_and_published(office: Client, record: Alumnus) -> None:
    agreed(record.person)
    typed = {
        "body_tr": "Bana **yazabilirsiniz**.", "body_en": "You may **write**.", "channels": ["email"],
        "change_tr": "Kapsam daraldı.", "change_en": "", "asks_again": "on", "eylem": "kaydet",
    }  # fmt: skip
    assert office.post(at("consent_write", "news"), typed).status_code == 302
    assert "<strong>yazabilirsiniz</strong>" in office.get(at("consent_write", "news")).text
    assert in_force(record.pk, "news")

    checked = office.get(at("consent_publish", "news")).text
    assert "1 kişinin izni geçersiz kalacak." in checked
    assert "<del>" in checked
    assert office.post(at("consent_publish", "news")).status_code == 302
    assert office.post(at("consent_publish", "news")).status_code == 404
    text = ConsentText.objects.current("news")
    assert text is not None
    assert (text.number, text.asks_again, in_force(record.pk, "news")) == (2, True, False)
    assert "Kapsam daraldı." in office.get(at("consent_version", text.pk)).text
    assert office.get(at("consent_subject", "news")).status_code == 200


def test_a_draft_can_be_dropped(office: Client) -> None:
    office.post(at("consent_write", "news"), {"body_tr": "Taslak", "channels": ["email"], "eylem": "kaydet"})
    assert office.post(at("consent_drop", "news")).status_code == 302
    assert not ConsentText.objects.filter(published_at=None).exists()


def paper() -> SimpleUploadedFile:
    picture = BytesIO()
    Image.new("RGB", (20, 20), "white").save(picture, "PNG")
    return SimpleUploadedFile("belge.png", picture.getvalue(), "image/png")


def test_a_paper_is_entered_with_its_picture_and_who_did_it(
    office: Client, coordinator: User, record: Alumnus, representative: User, client_for: Clients
) -> None:
    said = {"about": "news|email", "act": "given", "signed_on": f"{timezone.localdate():%Y-%m-%d}"}
    for _click in range(2):
        office.post(at("consent_person", record.pk), {**said, "document": paper()})
    entry = ConsentEntry.objects.get(person=record.pk)
    assert (entry.act, entry.how, entry.by_id, entry.network) == ("given", "paper", coordinator.pk, "")
    file = StoredFile.objects.get(purpose="consent_paper")
    assert entry.document == file.pk
    url = reverse("files:download", args=[file.pk])
    kept: Any = office.get(url)
    assert b"".join(kept.streaming_content).startswith(b"\xff\xd8")  # drawn anew as a JPEG
    assert client_for(representative).get(url).status_code == 404


def test_a_look_at_somebodys_consents_is_recorded(office: Client, record: Alumnus) -> None:
    office.get(at("consent_person", record.pk))
    assert AccessEvent.objects.of_person(record.pk).count() == 1


def test_a_transfer_is_switched_on_and_told_in_the_notice(office: Client, client: Client) -> None:
    assert "Kişisel veriler yurt dışına aktarılmıyor." in client.get(reverse("home:privacy")).text
    said = {
        "receiver": "Mail GmbH", "country": "DE", "ground": "contract", "reason": "İhale",
        "starts_on": f"{timezone.localdate():%Y-%m-%d}",
    }  # fmt: skip
    assert office.post(at("transfer_edit", "mail"), said).status_code == 302
    page = client.get(reverse("home:privacy")).text
    assert "Mail GmbH" in page
    assert "Almanya" in page
    assert transfer_allowed("mail")
    assert office.post(at("transfer_edit", "mail"), {"reason": "Bitti"}).status_code == 302
    assert not transfer_allowed("mail")


def test_a_representative_notes_that_somebody_was_told_by_phone(
    representative: User, record: Alumnus, department: Unit, client_for: Clients, office: Client
) -> None:
    client = client_for(representative)
    page = reverse("representatives:graduate_detail", args=[department.pk, record.pk])
    url = reverse("representatives:graduate_notice", args=[department.pk, record.pk])
    assert "Metin henüz ulaştırılmadı" in client.get(page).text
    for _click in range(2):
        assert client.post(url, {"way": "phone"}).status_code == 302
    entry = NoticeEntry.objects.get(person=record.pk)
    assert (entry.way, entry.version, entry.by_id) == ("phone", 1, representative.pk)
    assert "Telefonda söylendi" in client.get(page).text
    assert client.post(url, {"way": "email"}).status_code == 400
    assert "1</strong> / 1" in office.get(at("consent_list")).text


@pytest.mark.usefixtures("record")
def test_staff_need_the_duty(staff: User, client_for: Clients, coordinator: User) -> None:
    assert client_for(staff).get(at("consent_list")).status_code == 404
    grant(staff.appointments.get(), "people.consents", coordinator)
    assert client_for(User.objects.get(pk=staff.pk)).get(at("consent_list")).status_code == 200


def test_the_list_costs_the_same_however_many_agree(
    office: Client, department: Unit, django_assert_max_num_queries: Any
) -> None:
    agreed(*(graduate(programme_of(department)).person for _ in range(3)))
    with django_assert_max_num_queries(26):
        assert office.get(at("consent_list")).status_code == 200
