"""A member's own card: every step of it, and what stands on each page."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alumni.registry.models import Alumnus
from cards.applications.models import CardApplication
from cards.applications.services import approve_application, refuse_application
from cards.issuing.models import Card
from cards.verification.codes import token_of
from mik.accounts.models import User
from mik.audit.models import AccessEvent
from tests.factories.cards import application_of, card_of, picture

pytestmark = pytest.mark.django_db
Sign = Callable[[User | None], Client]


def upload(content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("ben.jpg", content if content is not None else picture(800, 1000))


def test_a_member_applies_sees_it_wait_and_takes_it_back(alumna: User, client_for: Sign) -> None:
    client = client_for(alumna)
    assert "Henüz kartınız yok" in client.get("/kart/").content.decode()
    answer: Any = client.post("/kart/basvuru/", {"photo": upload()}, follow=True)
    page = answer.content.decode()
    assert ("Başvurunuzu aldık" in page, "Başvurunuz inceleniyor" in page) == (True, True)
    assert client.get("/kart/basvuru/").headers["Location"] == "/kart/"
    assert "fotoğrafınız hemen silinir" in client.get("/kart/basvuru/geri-al/").content.decode()
    client.post("/kart/basvuru/geri-al/")
    assert CardApplication.objects.get().state == "withdrawn"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"GIF89a", "Fotoğraf okunamadı"),
        (picture(200, 200), "en az 413 × 531 piksel olmalı, bu 200 × 200 piksel"),
        (b"", "boş"),
    ],
)
def test_a_bad_photo_is_told_beside_the_field(content: bytes, told: str, alumna: User, client_for: Sign) -> None:
    answer = client_for(alumna).post("/kart/basvuru/", {"photo": upload(content)})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not CardApplication.objects.exists()


def test_without_a_photo_nothing_is_sent(alumna: User, client_for: Sign) -> None:
    answer = client_for(alumna).post("/kart/basvuru/", {})
    assert (answer.status_code, "Bir fotoğraf seçin." in answer.content.decode()) == (422, True)


def test_the_card_is_drawn_with_what_is_printed_on_it(holder: Alumnus, alumna: User, client_for: Sign) -> None:
    card = card_of(holder)
    page = client_for(alumna).get("/kart/").content.decode()
    for words in (card.number_spaced, card.code_dashed, "Elif Şahin Yıldırım", "Makine Mühendisliği · 2014", "Geçerli"):
        assert words in page
    assert f"/dogrula/{token_of(card.code)}/" in page
    assert f"/kart/foto/{card.photo_id}/" in page


def test_the_pdf_is_the_own_card(holder: Alumnus, alumna: User, other_alumna: User, client_for: Sign) -> None:
    card = card_of(holder)
    answer = client_for(alumna).get("/kart/pdf/")
    assert (answer.headers["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="mezun-karti-{card.number}.pdf"'
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert client_for(other_alumna).get("/kart/pdf/").headers["Location"] == "/kart/"
    assert not AccessEvent.objects.exists()


def test_loss_is_asked_once_and_the_next_card_keeps_the_photo(
    holder: Alumnus, alumna: User, clerk: User, client_for: Sign
) -> None:
    card = card_of(holder)
    client = client_for(alumna)
    assert "geçersiz olacak" in client.get("/kart/kayip/").content.decode()
    assert Card.objects.get().state == "active"
    client.post("/kart/kayip/")
    assert Card.objects.get().state == "lost"
    assert client.get("/kart/kayip/").headers["Location"] == "/kart/"
    assert "Kaybolan kartınızın yerine" in client.get("/kart/").content.decode()
    assert "Önceki kartımdaki" in client.get("/kart/basvuru/").content.decode()
    client.post("/kart/basvuru/", {"which": "same"})
    new = approve_application(application=CardApplication.objects.get(), by=clerk)
    assert (new.photo, new.replaces) == (card.photo, card)
    assert card.number_spaced in client.get("/kart/").content.decode()


def test_a_new_photo_is_asked_for_where_one_was_promised(holder: Alumnus, alumna: User, client_for: Sign) -> None:
    card_of(holder, valid_until=timezone.localdate() + timedelta(days=3))
    client = client_for(alumna)
    assert "süresi dolmak üzere" in client.get("/kart/").content.decode()
    assert client.post("/kart/basvuru/", {"which": "new"}).status_code == 422
    assert client.post("/kart/basvuru/", {"which": "new", "photo": upload()}).status_code == 302


def test_a_refusal_stands_on_the_page_with_its_reason(
    holder: Alumnus, alumna: User, clerk: User, client_for: Sign
) -> None:
    refuse_application(application=application_of(holder), by=clerk, reason="Yüz <b>seçilmiyor</b>")
    page = client_for(alumna).get("/kart/").content.decode()
    assert "Yüz &lt;b&gt;seçilmiyor&lt;/b&gt;" in page


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("alumna", True), ("coordinator", True), ("clerk", True), ("other_alumna", False), ("representative", False),
        ("staff_with_duty", False), ("vice_rector", False), ("student", False),
    ],
)  # fmt: skip
def test_who_sees_the_photo(who: str, seen: bool, holder: Alumnus, client_for: Sign, request: Any) -> None:
    application = application_of(holder)
    client = client_for(request.getfixturevalue(who))
    answer = client.get(reverse("cards:photo", args=[application.photo_id]))
    assert answer.status_code == (200 if seen else 404)
    download: Any = client.get(reverse("files:download", args=[application.photo_id]))
    assert (download.status_code, download.streaming and len(list(download.streaming_content)) > 0) == (
        (200, True) if seen else (404, False)
    )
    looks = AccessEvent.objects.filter(reason="Kart fotoğrafı").count()
    assert looks == (1 if seen and who != "alumna" else 0)


def test_a_look_at_the_photo_of_a_card_without_application_is_logged(
    holder: Alumnus, clerk: User, client_for: Sign
) -> None:
    card = card_of(holder)
    assert client_for(clerk).get(reverse("cards:photo", args=[card.photo_id])).status_code == 200
    event = AccessEvent.objects.get()
    assert (event.action, event.subjects, event.user_id) == ("view", [holder.pk], clerk.pk)


def test_queries_do_not_grow_with_the_cards_there_were(holder: Alumnus, alumna: User, client_for: Sign) -> None:
    client = client_for(alumna)
    client.get("/kart/")
    counts = []
    for _card in range(2):
        card = card_of(holder)
        with CaptureQueriesContext(connection) as queries:
            client.get("/kart/")
        counts.append(len(queries))
        Card.objects.filter(pk=card.pk).update(state="lost", ended_at=timezone.now())
    assert counts[0] == counts[1]
