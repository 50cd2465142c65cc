"""Opening a report and writing its sections: refused with a sentence, and nothing anybody wrote is lost."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import override_settings
from django.utils import timezone

from coordinator.annual_report import services
from coordinator.annual_report.models import AnnualReport, ReportSection
from coordinator.annual_report.narrative import as_html
from coordinator.annual_report.outline import OUTLINE, SECTION, SECTIONS, walk
from coordinator.annual_report.ready import READY
from mik.accounts.models import User
from mik.common import hooks
from mik.common.markdown import placeholders_in
from mik.figures.topics import TOPICS
from tests.factories import reports

pytestmark = pytest.mark.django_db
THIS_YEAR = timezone.localdate().year


def save(section: ReportSection, text: str, by: User, **more: Any) -> ReportSection:
    given = {"heading": section.heading_tr, "version": section.version, "complete": None, **more}
    return services.save_section(section=section, narrative=text, by=by, **given)


def test_a_report_opens_with_all_its_sections_and_its_due_date(coordinator: User, alumna: User) -> None:
    report = services.open_report(year=THIS_YEAR, by=coordinator)
    assert [section.code for section in report.sections.all()] == [part.code for part in SECTIONS]
    assert report.due_on == date(THIS_YEAR + 1, 1, 31)
    assert set(report.sections.values_list("state", flat=True)) == {"empty"}


@override_settings(ANNUAL_REPORT_DUE=(15, 2), ANNUAL_REPORT_HEADINGS={"foreword": "Üst yönetici sunuşu"})
def test_headings_and_due_date_are_settings(coordinator: User, alumna: User) -> None:
    report = services.open_report(year=THIS_YEAR, by=coordinator)
    assert report.due_on == date(THIS_YEAR + 1, 2, 15)
    assert report.sections.get(code="foreword").heading_tr == "Üst yönetici sunuşu"


@pytest.mark.parametrize(
    ("year", "message"),
    [
        (THIS_YEAR + 1, f"{THIS_YEAR + 1} yılı henüz gelmedi; raporu o yıl içinde açabilirsiniz."),
        (1956, "1956 yılı için hiç kayıt yok; bu yılın raporu açılamaz."),
    ],
)
def test_a_year_to_come_or_without_records_is_refused(
    coordinator: User, representative: User, alumna: User, year: int, message: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        services.open_report(year=year, by=coordinator)
    assert refusal.value.messages == [message]
    assert not AnnualReport.objects.exists()


def test_a_year_has_one_report(coordinator: User, alumna: User) -> None:
    services.open_report(year=THIS_YEAR, by=coordinator)
    with pytest.raises(ValidationError) as refusal:
        services.open_report(year=THIS_YEAR, by=coordinator)
    assert refusal.value.messages == [f"{THIS_YEAR} yılının raporu zaten açılmış."]


def test_a_section_goes_from_empty_to_complete_and_back(coordinator: User) -> None:
    section = reports.draft().sections.get(code="foreword")
    section = save(section, "Merhaba {kayitli_mezun}", coordinator)
    assert (section.state, section.version, section.updated_by) == ("writing", 1, coordinator)
    section = save(section, "Merhaba", coordinator, complete=True)
    assert section.state == "complete"
    assert save(section, "Merhaba!", coordinator).state == "complete"
    section.refresh_from_db()
    assert save(section, "Merhaba!", coordinator, complete=False).state == "writing"
    section.refresh_from_db()
    assert save(section, "  ", coordinator).state == "empty"


def test_who_saves_an_old_version_loses_nothing(coordinator: User, assistant: User) -> None:
    section = reports.draft().sections.get(code="foreword")
    save(section, "Önce yazan", assistant)
    with pytest.raises(services.SectionChanged) as changed:
        save(section, "Sonra yazan", coordinator)
    assert changed.value.section.narrative == "Önce yazan"
    section.refresh_from_db()
    assert section.narrative == "Önce yazan"


def test_an_unknown_placeholder_is_named_with_those_that_exist(coordinator: User) -> None:
    section = reports.draft().sections.get(code="foreword")
    with pytest.raises(ValidationError) as refusal:
        save(section, "{kayitli_mezun} {mezun_sayisi} {x}", coordinator)
    (message,) = refusal.value.messages
    assert message.startswith("Böyle bir sayı yok: {mezun_sayisi}, {x}. Kullanabilecekleriniz: ")
    assert "{kayitli_mezun}" in message.split("Kullanabilecekleriniz")[1]


def test_only_what_the_records_speak_for_may_stay_without_text(coordinator: User) -> None:
    report = reports.draft()
    assert save(report.sections.get(code="finance"), "", coordinator, complete=True).state == "complete"
    with pytest.raises(ValidationError):
        save(report.sections.get(code="foreword"), "", coordinator, complete=True)


def test_nobody_else_writes_and_nobody_writes_on_after_submission(coordinator: User, vice_rector: User) -> None:
    section = reports.draft().sections.get(code="foreword")
    with pytest.raises(PermissionDenied):
        save(section, "Not", vice_rector)
    old = reports.submitted(coordinator).sections.get(code="foreword")
    with pytest.raises(PermissionDenied):
        save(old, "Not", coordinator)


def test_publication_is_for_submitted_reports(coordinator: User, vice_rector: User) -> None:
    report = reports.submitted(coordinator)
    with pytest.raises(PermissionDenied):
        services.set_published(report=report, published=True, by=vice_rector)
    services.set_published(report=report, published=True, by=coordinator)
    assert AnnualReport.objects.published().get() == report
    with pytest.raises(PermissionDenied):
        services.set_published(report=reports.draft(), published=True, by=coordinator)


def test_the_outline_is_sound() -> None:
    codes = [part.code for _depth, part in walk()]
    assert len(codes) == len(set(codes))
    assert [part.heading_tr for part in OUTLINE] == [
        "Sunuş", "Genel bilgiler", "Amaç ve hedefler", "Faaliyetlere ilişkin bilgi ve değerlendirmeler",
        "Kurumsal kabiliyet ve kapasitenin değerlendirilmesi", "Öneri ve tedbirler", "Ekler",
    ]  # fmt: skip
    assert {part.ready for part in SECTIONS if part.ready} == READY.keys()
    assert {code for part in SECTIONS for code in part.figures} <= {figure.code for figure in hooks.figures}


def test_every_figure_of_the_catalogue_has_its_section() -> None:
    taken = {topic for part in SECTIONS for topic in part.topics}
    assert TOPICS.keys() <= taken
    assert not any(placeholders_in(text) for text in READY.values())


def test_headings_of_a_text_stand_below_their_section_and_values_are_escaped() -> None:
    html = as_html("# Bir\n\n### Üç\n\n{uye} <b>", {"uye": "<i>4</i>"}, below=3)
    assert html == "<h4>Bir</h4>\n<h5>Üç</h5>\n<p>&lt;i&gt;4&lt;/i&gt; &lt;b&gt;</p>"
    assert SECTION["activities"].number == "III.B.1"
