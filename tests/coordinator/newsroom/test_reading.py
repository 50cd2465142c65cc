"""The readers' pages: list, page, calendar file."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coordinator.newsroom.calendar import calendar_of
from mik.accounts.models import User
from tests.factories.news import published

pytestmark = pytest.mark.django_db
Sign = Callable[[User | None], Client]
LIST = "/mezun/duyurular/"


def test_open_ones_and_those_over_stand_apart(coordinator: User, alumna: User, client_for: Sign) -> None:
    published(coordinator, title_tr="Açık ilan", kind="job", deadline=timezone.localdate() + timedelta(days=3))
    published(coordinator, title_tr="Kapanan ilan", kind="job", deadline=timezone.localdate() - timedelta(days=1))
    client = client_for(alumna)
    now, over = (client.get(f"{LIST}{query}").content.decode() for query in ("", "?durum=gecmis"))
    assert ("Açık ilan" in now, "Kapanan ilan" in now, "3 gün kaldı" in now) == (True, False, True)
    assert ("Açık ilan" in over, "Kapanan ilan" in over, "Süresi geçti" in over) == (False, True, True)


def test_search_knows_turkish_letters_and_kinds(coordinator: User, alumna: User, client_for: Sign) -> None:
    published(coordinator, title_tr="Işıklı gece", body_tr="Şiir dinletisi")
    published(coordinator, title_tr="Staj", kind="internship")
    client = client_for(alumna)
    found = [client.get(f"{LIST}?{query}").content.decode() for query in ("ara=ISIKLI+siir", "tur=internship")]
    assert [("Işıklı gece" in page, ">Staj</a>" in page) for page in found] == [(True, False), (False, True)]


def test_the_braces_are_the_readers_own(coordinator: User, alumna: User, student: User, client_for: Sign) -> None:
    one = published(coordinator, for_students=True, body_tr="Sayın {ad}, {bolum}, {yil}.", body_en="Dear {ad}, {yil}.",
                    title_en="Hello")  # fmt: skip
    url = reverse("news:announcement_detail", args=[one.pk])
    assert "Sayın Elif Şahin Yıldırım, Makine Mühendisliği, 2014." in client_for(alumna).get(url).content.decode()
    assert "Sayın Öykü Öğrenci, , ." in client_for(student).get(url).content.decode()
    english = client_for(alumna).get(url, headers={"Accept-Language": "en"}).content.decode()
    assert "Dear Elif Şahin Yıldırım, 2014." in english


def test_a_name_is_no_html(coordinator: User, alumna: User, client_for: Sign) -> None:
    alumna.person.surname = "<b>Şahin</b>"
    alumna.person.save()
    page = client_for(alumna).get(reverse("news:announcement_detail", args=[published(coordinator).pk]))
    assert "&lt;b&gt;Şahin&lt;/b&gt;" in page.content.decode()


def test_who_has_not_joined_is_led_there(representative: User, client_for: Sign) -> None:
    response = client_for(representative).get(LIST)
    assert (response.status_code, response.headers["Location"]) == (302, reverse("alumni:claim_start"))


def test_an_event_for_the_own_calendar(coordinator: User, alumna: User, client_for: Sign) -> None:
    starts = datetime(2027, 1, 5, 11, 0, tzinfo=UTC)
    one = published(coordinator, kind="event", title_tr="Söyleşi; çay, simit", place="Ç" * 60, starts_at=starts)
    text = calendar_of(one)
    assert {"DTSTART:20270105T110000Z", "DTEND:20270105T120000Z", r"SUMMARY:Söyleşi\; çay\, simit"} <= set(
        text.split("\r\n")
    )
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    response = client_for(alumna).get(reverse("news:announcement_calendar", args=[one.pk]))
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    news = published(coordinator)
    assert client_for(alumna).get(reverse("news:announcement_calendar", args=[news.pk])).status_code == 404


def test_as_many_queries_for_three_as_for_one(coordinator: User, alumna: User, client_for: Sign) -> None:
    client, counts = client_for(alumna), []
    client.get(LIST)
    for made in (1, 2):
        for _ in range(made):
            published(coordinator, kind="event")
        with CaptureQueriesContext(connection) as asked:
            client.get(LIST)
        counts.append(len(asked))
    assert counts[0] == counts[1]
