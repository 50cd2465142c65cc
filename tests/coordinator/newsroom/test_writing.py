"""Writing: drafts, what is missing, two tabs, previews and counts; nothing typed is ever lost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import translation

from coordinator.newsroom.models import Announcement
from mik.accounts.models import User
from mik.units.models import Unit
from tests.factories.news import agreed, mailed, published, typed, written
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db
Sign = Callable[[User | None], Client]
ADD = "/koordinator/duyurular/yeni/"


def edit(announcement: Announcement) -> str:
    return reverse("coordinator:announcement_edit", args=[announcement.pk])


def test_a_subject_is_enough_for_a_draft(coordinator: User, client_for: Sign) -> None:
    client_for(coordinator).post(ADD, typed(title_tr="  Kariyer   günü ", body_tr=""))
    announcement = Announcement.objects.get()
    assert (announcement.title_tr, announcement.state, announcement.author) == ("Kariyer günü", "draft", coordinator)


def test_the_audience_lands_in_the_columns(coordinator: User, department: Unit, client_for: Sign) -> None:
    asked = {"birim": [department.pk], "duzey": ["6", "7"], "yil_ilk": "1990", "yil_son": "2026"}
    client_for(coordinator).post(ADD, typed(**asked, yer=["il:61", "ulke:DE"], uyelik="members"))
    one = Announcement.objects.get()
    assert (one.units, one.levels, one.year_from, one.year_to, one.provinces, one.countries, one.membership) == (
        [department.pk], [6, 7], 1990, 2026, ["61"], ["DE"], "members",
    )  # fmt: skip


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"title_tr": ""}, "Bu alan zorunludur."),
    ({"body_tr": " "}, "Türkçe metin boş"),
    ({"title_en": "Careers day"}, "İngilizcesi yarım"),
    ({"kind": "event", "starts_at": "2027-01-05T14:00"}, "Etkinliğin yerini yazın."),
    ({"kind": "event", "place": "Trabzon"}, "Etkinliğin başlangıcını yazın."),
    (
        {"kind": "event", "place": "Trabzon", "starts_at": "2027-01-05T14:00", "ends_at": "2027-01-05T13:00"},
        "Bitiş, başlangıçtan sonra olmalı.",
    ),
    ({"kind": "scholarship", "link": "https://burs.ornek.example"}, "Son başvuru gününü yazın."),
    ({"kind": "job", "deadline": "2027-01-05"}, "Başvurunun yapılacağı sayfanın adresini yazın."),
    ({"kind": "job", "deadline": "2027-01-05", "link": "javascript:alert(1)"}, "http:// ya da https://"),
    ({"kind": "job", "deadline": "2027-01-05", "link": "ftp://ornek.example/x"}, "http:// ya da https://"),
    ({"body_tr": "Sayın {isim},"}, "Böyle bir yer tutucu yok: {isim}. Kullanabilecekleriniz: {ad}, {bolum}, {yil}."),
    ({"body_tr": "[Sayfanız](https://ornek.example/{ad})"}, "bir bağlantının adresinde duruyor"),
    ({"yil_ilk": "2014", "yil_son": "2010"}, "Son yıl ilk yıldan önce olamaz."),
    ({"yil_ilk": "1900"}, "Yıl 1955 ile bugün arasında olmalı."),
]


@pytest.mark.parametrize(("changes", "message"), WRONG)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    changes: dict[str, Any], message: str, coordinator: User, client_for: Sign
) -> None:
    data = typed(title_en="", body_tr="Yazdığım uzun metin {ad}", eylem="denetle") | changes
    response = client_for(coordinator).post(ADD, data)
    page = response.content.decode()
    assert (response.status_code, message in page, Announcement.objects.count()) == (422, True, 0)
    assert str(data["body_tr"]) in page


def test_what_a_kind_does_not_ask_is_not_kept(coordinator: User, client_for: Sign) -> None:
    """A field that is not shown cannot be wrong."""
    client_for(coordinator).post(ADD, typed(kind="news", place="Trabzon", link="yanlış", deadline="dün"))
    one = Announcement.objects.get()
    assert (one.place, one.link, one.deadline) == ("", "", None)


def test_a_second_tab_does_not_overwrite_the_first(coordinator: User, client_for: Sign) -> None:
    announcement = written(coordinator)
    client, seen = client_for(coordinator), announcement.updated_at.isoformat()
    client.post(edit(announcement), typed(title_tr="İlk sekme", body_tr="İlk metin", seen=seen))
    response = client.post(edit(announcement), typed(title_tr="İkinci sekme", body_tr="İkinci metin", seen=seen))
    page = response.content.decode()
    assert (response.status_code, Announcement.objects.get().title_tr) == (422, "İlk sekme")
    assert ("İkinci metin" in page, "İlk metin" in page) == (True, True)
    current = Announcement.objects.get().updated_at.isoformat()
    assert f'value="{current}"' in page
    client.post(edit(announcement), typed(title_tr="İkinci sekme", body_tr="İkinci metin", seen=current))
    assert Announcement.objects.get().title_tr == "İkinci sekme"


def test_preview_and_count_save_nothing(coordinator: User, department: Unit, client_for: Sign) -> None:
    agreed(programme_of(department))
    client = client_for(coordinator)
    preview = client.post(ADD, typed(title_tr="Yarım", onizle="tr"))
    counted = client.post(ADD, typed(title_tr="Yarım", eylem="say"))
    partial = client.post(
        ADD, typed(body_en="Dear **{ad}**", title_en="Hi", onizle="en"), headers={"HX-Request": "true"}
    )
    count = client.post(ADD, typed(eylem="say"), headers={"HX-Request": "true"}).content.decode()
    assert [r.status_code for r in (preview, counted, partial)] == [200, 200, 200]
    assert "Sayın Ahmet Çağlar Öztürk, bekleriz." in preview.content.decode()
    assert "Dear <strong>Ahmet Çağlar Öztürk</strong>" in partial.content.decode()
    assert ("<html" in count, "Alacak kişi</dt><dd>1<" in count, Announcement.objects.count()) == (False, True, 0)


def test_markdown_brings_no_html_of_its_own(coordinator: User, client_for: Sign) -> None:
    data = typed(body_tr="<script>alert(1)</script> [x](javascript:alert(1))", onizle="tr")
    page = client_for(coordinator).post(ADD, data, headers={"HX-Request": "true"}).content.decode()
    assert ("<script" in page, 'href="javascript:' in page) == (False, False)


def test_the_test_mail_goes_to_oneself_in_both_languages(
    coordinator: User, client_for: Sign, django_capture_on_commit_callbacks: Any
) -> None:
    data = typed(title_en="Careers day", body_en="Dear {ad}, do come.", eylem="dene")
    with django_capture_on_commit_callbacks(execute=True):
        client_for(coordinator).post(ADD, data)
    assert [(one.to, one.subject) for one in mail.outbox] == [
        ([coordinator.email], "[Deneme] Kariyer günü"),
        ([coordinator.email], "[Deneme] Careers day"),
    ]


def test_a_representative_writes_for_the_own_department_at_the_own_levels(
    representative: User, department: Unit, other_department: Unit, client_for: Sign
) -> None:
    representative.appointments.update(levels=[6, 7])
    url = reverse("department_news:announcement_add", args=[department.pk])
    client_for(representative).post(url, typed(birim=[other_department.pk], for_students="on"))
    client_for(representative).post(url, typed(title_tr="Doktora", duzey=["8"]))
    one = Announcement.objects.get()
    assert (one.unit, one.units, one.levels, one.for_students) == (department, [department.pk], [6, 7], False)


def test_the_office_reads_a_departments_announcement_and_does_not_rewrite_it(
    coordinator: User, representative: User, department: Unit, client_for: Sign
) -> None:
    announcement = published(representative, unit=department)
    client = client_for(coordinator)
    detail = client.get(reverse("coordinator:announcement_detail", args=[announcement.pk]))
    assert (detail.status_code, client.get(edit(announcement)).status_code) == (200, 403)
    client.post(reverse("coordinator:announcement_withdraw", args=[announcement.pk]))
    assert Announcement.objects.get().state == "withdrawn"


def test_the_audience_stands_fast_once_the_mail_went_out(coordinator: User, department: Unit, client_for: Sign) -> None:
    announcement = mailed(coordinator, [agreed(programme_of(department)).person])
    response = client_for(coordinator).post(edit(announcement), typed(title_tr="Düzeltme", uyelik="members"))
    one = Announcement.objects.get()
    assert (response.status_code, one.title_tr, one.membership) == (302, "Düzeltme", "all")


def test_withdrawn_ones_are_read_only_drafts_can_go_copies_stay(coordinator: User, client_for: Sign) -> None:
    client, draft = client_for(coordinator), written(coordinator, title_tr="Taslak")
    client.post(reverse("coordinator:announcement_delete", args=[draft.pk]))
    one = published(coordinator, title_tr="Bir", kind="job")
    client.post(reverse("coordinator:announcement_copy", args=[one.pk]))
    client.post(reverse("coordinator:announcement_withdraw", args=[one.pk]))
    assert {(a.title_tr, a.state) for a in Announcement.objects.all()} == {
        ("Bir", "withdrawn"),
        ("Bir (kopya)", "draft"),
    }
    assert client.get(edit(one)).status_code == 403


def test_english_readers_get_turkish_where_there_is_no_english(coordinator: User) -> None:
    both = written(coordinator, title_en="Meeting", body_en="Tomorrow.")
    half = written(coordinator, title_en="Meeting")
    with translation.override("en"):
        assert (both.title, half.title) == ("Meeting", "Buluşma")
