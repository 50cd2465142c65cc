"""What of the annual report wants attention, the day it is due, and who reads its files."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordinator.annual_report import jobs
from coordinator.annual_report.finders import find_reports
from coordinator.annual_report.managers import REPORT, AnnualReportQuerySet
from coordinator.annual_report.models import AnnualReport
from coordinator.annual_report.permissions import can_read_drafts, can_write
from mik.common import hooks
from mik.common.hooks import AttentionItem, CalendarEntry, FileLike
from mik.common.jobs import may_download_result

# From this day on a report that is due wants attention.
DUE_WITHIN = timedelta(days=75)
PRESSING = timedelta(days=14)


def register() -> None:
    hooks.duties.declare(REPORT, gettext_lazy("Yıllık faaliyet raporu"))
    hooks.attention.register(reports_wanting_attention)
    hooks.calendar.register(due_days)
    hooks.finders.register(find_reports)
    hooks.file_readers.register(jobs.PREVIEW_FILE, may_download_result)
    hooks.file_readers.register(jobs.REPORT_FILE, may_read)


def may_read(user: object, file: FileLike) -> bool:
    return AnnualReport.objects.visible_to(user).filter(pdf=file.id).exists()


def reports_wanting_attention(user: object) -> Iterator[AttentionItem]:
    if can_write(user):
        reports = AnnualReport.objects.visible_to(user)
        yield from _unfinished(reports)
        yield from _unpublished(reports)


def _unfinished(reports: AnnualReportQuerySet) -> Iterator[AttentionItem]:
    today = timezone.localdate()
    near = reports.filter(state="draft", due_on__lte=today + DUE_WITHIN)
    for report in near.annotate(open=Count("sections", filter=~Q(sections__state="complete"))):
        tone = "bad" if report.due_on < today else "warn" if report.due_on <= today + PRESSING else "blue"
        label = _("%(year)s faaliyet raporunda eksik bölüm") if report.open else _("Sunulmayı bekleyen %(year)s raporu")
        url = reverse("coordinator:report_detail", args=[report.year])
        yield AttentionItem(label % {"year": report.year}, report.open or 1, url, tone, "file-text")


def _unpublished(reports: AnnualReportQuerySet) -> Iterator[AttentionItem]:
    waiting = reports.submitted().filter(published_at=None).values_list("year", flat=True)
    for year in waiting:
        url = reverse("coordinator:report_detail", args=[year])
        yield AttentionItem(_("Sunulmuş, yayımlanmamış %(year)s raporu") % {"year": year}, 1, url, "", "file-text")


def due_days(user: object, first: date, last: date) -> Iterator[CalendarEntry]:
    if not can_read_drafts(user):
        return
    for report in AnnualReport.objects.visible_to(user).filter(state="draft", due_on__range=(first, last)):
        url = reverse("coordinator:report_detail", args=[report.year])
        yield CalendarEntry(report.due_on, _("%(year)s faaliyet raporunun son günü") % {"year": report.year}, url)
