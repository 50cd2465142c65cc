"""The pages of the desk: who sees and changes what, the conflict of two tabs, what wants attention."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coordinator.annual_report.hooks import due_days, reports_wanting_attention
from coordinator.annual_report.models import AnnualReport
from mik.accounts.models import User
from mik.accounts.powers import forget_powers
from tests.factories import reports
from tests.factories.accounts import grant

pytestmark = pytest.mark.django_db
ForClient = Callable[[User | None], Client]
DESK = "/koordinator/raporlar/"
SECTION = f"{DESK}2026/bolum/activities/"


@pytest.fixture
def writer(staff: User, coordinator: User) -> User:
    """A member of staff to whom the report was handed out."""
    grant(staff.appointments.get(), "report.write", coordinator)
    forget_powers(staff)
    return staff


def post(client: Client, report: AnnualReport, code: str = "activities", **data: object) -> Any:
    section = report.sections.get(code=code)
    given = {"heading_tr": section.heading_tr, "narrative": "", "version": section.version, "action": "save"}
    return client.post(f"{DESK}{report.year}/bolum/{code}/", given | data)


def test_a_draft_opens_at_the_section_to_go_on_with(client_for: ForClient, writer: User) -> None:
    report = reports.draft()
    report.sections.filter(code__in=["foreword", "mission"]).update(state="complete", narrative="Yazıldı")
    response = client_for(writer).get(f"{DESK}2026/")
    assert response["Location"] == f"{DESK}2026/bolum/duties/"


def test_a_section_shows_its_figures_with_definition_day_and_rows(
    client_for: ForClient, coordinator: User, alumna: User
) -> None:
    reports.draft()
    page = client_for(coordinator).get(SECTION).content.decode()
    assert "<b>1</b><h4>Kayıtlı mezun</h4>" in page
    assert "Mezun kütüğünde doğrulanmış kaydı olan kişi sayısı." in page
    assert "{kayitli_mezun}" in page


def test_saving_completing_and_an_unknown_placeholder(client_for: ForClient, writer: User) -> None:
    report, client = reports.draft(), client_for(writer)
    assert post(client, report, narrative="{uye} üye").status_code == 302
    assert report.sections.get(code="activities").state == "writing"
    refused = post(client, report, narrative="{yok_boyle}")
    assert refused.status_code == 422
    assert "Böyle bir sayı yok: {yok_boyle}" in refused.content.decode()
    assert "{yok_boyle}</textarea>" in refused.content.decode()
    assert post(client, report, narrative="{uye} üye", action="complete").status_code == 302
    assert report.sections.get(code="activities").state == "complete"


def test_two_tabs_keep_both_texts(client_for: ForClient, coordinator: User, writer: User) -> None:
    report = reports.draft()
    post(client_for(writer), report, narrative="Önce yazan")
    client = client_for(coordinator)
    response = post(client, report, narrative="Sonra yazan", version=0)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Önce yazan" in page
    assert "Sonra yazan</textarea>" in page
    assert 'name="version" value="1"' in page
    assert post(client, report, narrative="Sonra yazan", version=1).status_code == 302
    assert report.sections.get(code="activities").narrative == "Sonra yazan"


def test_the_directive_lends_a_text_that_is_not_saved(client_for: ForClient, coordinator: User) -> None:
    report = reports.draft()
    page = client_for(coordinator).get(f"{DESK}2026/bolum/duties/?hazir=1").content.decode()
    assert "Koordinatörlüğü temsil etmek" in page
    assert report.sections.get(code="duties").narrative == ""


def test_the_vice_rector_reads_and_remarks(client_for: ForClient, vice_rector: User, coordinator: User) -> None:
    report, client = reports.draft(narrative="Yazılan metin"), client_for(vice_rector)
    page = client.get(SECTION).content.decode()
    assert "Yazılan metin" in page
    assert "<textarea" not in page
    assert post(client, report, narrative="Başka").status_code == 403
    assert client.get(f"{DESK}2026/sun/").status_code == 403
    assert client.post(f"{DESK}2026/notlar/", {"text": "Bağışlar eksik."}).status_code == 302
    assert report.comments.get().author == vice_rector
    seen = client_for(coordinator).get(SECTION).content.decode()
    assert "Rapora 1 not bırakıldı" in seen


@pytest.mark.parametrize("name", ["representative", "staff", "registrar", "alumna", "student"])
def test_for_everybody_else_there_is_no_desk(
    client_for: ForClient, request: pytest.FixtureRequest, coordinator: User, name: str
) -> None:
    reports.draft()
    client = client_for(request.getfixturevalue(name))
    for path in (DESK, SECTION, f"{DESK}2026/", f"{DESK}2026/notlar/", f"{DESK}2026/sun/"):
        assert client.get(path).status_code == 404
    assert client.get("/raporlar/2026/").status_code == 404


def test_what_is_missing_keeps_the_report_from_being_submitted(client_for: ForClient, writer: User) -> None:
    report, client = reports.draft(complete=True), client_for(writer)
    report.sections.filter(code="mission").update(state="writing")
    response = client.post(f"{DESK}2026/sun/", {"document_number": ""})
    assert response.status_code == 422
    assert "Misyon ve vizyon" in response.content.decode()
    assert "Sayılar bugünkü değerleriyle" not in response.content.decode()


def test_the_refusals_of_opening_are_shown(client_for: ForClient, coordinator: User) -> None:
    client = client_for(coordinator)
    for year, words in (
        (2090, "2090 yılı henüz gelmedi"),
        (10**12, "henüz gelmedi"),
        (1954, "1954 yılı için hiç kayıt yok"),
    ):
        response = client.post(DESK, {"year": year})
        assert response.status_code == 422
        assert words in response.content.decode()


def downloaded(client: Client) -> bytes:
    response: Any = client.get("/raporlar/2025/pdf/")
    return b"".join(response.streaming_content)


def test_a_published_report_is_everybodys(client_for: ForClient, coordinator: User) -> None:
    reports.submitted(coordinator, 2025)
    visitor, office = client_for(None), client_for(coordinator)
    assert visitor.get("/raporlar/2025/").status_code == visitor.get("/raporlar/2025/pdf/").status_code == 404
    assert downloaded(office) == b"%PDF-1.7 rapor"
    assert office.post(f"{DESK}2025/yayin/", {"publish": "1"}).status_code == 302
    page = visitor.get("/raporlar/2025/").content.decode()
    assert "<b>4.321</b>" in page
    assert downloaded(visitor) == b"%PDF-1.7 rapor"
    assert office.post(f"{DESK}2025/yayin/", {"publish": "0"}).status_code == 302
    assert visitor.get("/raporlar/2025/").status_code == 404


def check(client: Client, data: bytes) -> Any:
    return client.post("/raporlar/denetle/", {"file": SimpleUploadedFile("rapor.pdf", data, "application/pdf")})


def test_a_copy_is_known_by_its_hash(client_for: ForClient, coordinator: User) -> None:
    cache.clear()
    reports.submitted(coordinator, 2025, published=True)
    visitor = client_for(None)
    assert "Evet, bu 2025 faaliyet raporu." in check(visitor, b"%PDF-1.7 rapor").content.decode()
    assert "Bu dosya sunulan raporlardan biri değil." in check(visitor, b"%PDF-1.7 rapos").content.decode()
    assert visitor.post("/raporlar/denetle/", {}).status_code == 422


def test_checking_is_limited_in_number_and_size(
    client_for: ForClient, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.clear()
    visitor = client_for(None)
    monkeypatch.setattr("coordinator.annual_report.forms.LARGEST_PDF", 10)
    assert "Dosya çok büyük" in check(visitor, b"x" * 11).content.decode()
    answers = [check(visitor, b"x").status_code for _ in range(30)]
    assert answers == [200] * 29 + [429]


def test_lists_and_pages_ask_the_same_number_of_questions(client_for: ForClient, coordinator: User) -> None:
    client = client_for(coordinator)
    client.get(DESK)
    counts = []
    for years in ((2024,), (2022, 2023)):
        for year in years:
            report = reports.submitted(coordinator, year, published=True, pdf=str(year).encode())
            report.comments.create(text="Not", author=coordinator)
        queries = {}
        for path in (DESK, "/raporlar/", f"{DESK}2024/notlar/", f"{DESK}2024/"):
            with CaptureQueriesContext(connection) as asked:
                assert client.get(path).status_code == 200
            queries[path] = len(asked)
        counts.append(queries)
    assert counts[0] == counts[1]


def test_what_wants_attention_and_when_it_is_due(coordinator: User, vice_rector: User) -> None:
    today = timezone.localdate()
    report = reports.draft(today.year)
    AnnualReport.objects.filter(pk=report.pk).update(due_on=today + timedelta(days=76))
    assert list(reports_wanting_attention(coordinator)) == []
    AnnualReport.objects.filter(pk=report.pk).update(due_on=today + timedelta(days=10))
    (item,) = reports_wanting_attention(coordinator)
    assert (item.count, item.tone, item.url) == (18, "warn", f"{DESK}{today.year}/")
    reports.submitted(coordinator, today.year - 1)
    assert len(list(reports_wanting_attention(coordinator))) == 2
    assert list(reports_wanting_attention(vice_rector)) == []
    (entry,) = due_days(vice_rector, today, today + timedelta(days=30))
    assert entry.start == today + timedelta(days=10)
    assert list(due_days(coordinator, today, today)) == []
