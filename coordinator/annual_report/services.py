"""Opening a report, writing its sections, remarks and publication. Submission stands in freezing.py."""

from datetime import date

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordinator.annual_report.models import AnnualReport, ReportComment, ReportSection, SectionState
from coordinator.annual_report.narrative import check_placeholders
from coordinator.annual_report.numbers import has_records
from coordinator.annual_report.outline import SECTION, SECTIONS
from coordinator.annual_report.permissions import can_comment, can_write
from mik.accounts.models import User
from mik.units.models import FOUNDED


class SectionChanged(Exception):
    """Somebody saved the section since it was read; ``section`` is what stands there now. Nothing was saved."""

    def __init__(self, section: ReportSection) -> None:
        super().__init__(section.code)
        self.section = section


def due_on(year: int) -> date:
    day, month = settings.ANNUAL_REPORT_DUE
    return date(year + 1, month, day)


def check_year(year: int) -> None:
    """Raises ValidationError for a year that is still to come or of which there is no record."""
    if year > timezone.localdate().year:
        raise ValidationError(_("%(year)s yılı henüz gelmedi; raporu o yıl içinde açabilirsiniz.") % {"year": year})
    if year < FOUNDED or not has_records(year):
        raise ValidationError(_("%(year)s yılı için hiç kayıt yok; bu yılın raporu açılamaz.") % {"year": year})


@transaction.atomic
def open_report(*, year: int, by: User | None) -> AnnualReport:
    """A draft with all the sections of the outline, empty."""
    if by is not None and not can_write(by):
        raise PermissionDenied
    check_year(year)
    try:
        with transaction.atomic():
            report = AnnualReport.objects.create(year=year, due_on=due_on(year), created_by=by)
    except IntegrityError:
        raise ValidationError(_("%(year)s yılının raporu zaten açılmış.") % {"year": year}) from None
    ReportSection.objects.bulk_create(
        ReportSection(report=report, code=part.code, heading_tr=part.heading) for part in SECTIONS
    )
    return report


def _draft(report_id: int, by: User) -> AnnualReport:
    """The report, locked: whoever writes waits for who submits, and then finds it submitted."""
    report: AnnualReport = AnnualReport.objects.visible_to(by).select_for_update().get(pk=report_id)
    if not can_write(by) or report.is_submitted:
        raise PermissionDenied(_("Sunulmuş rapor değiştirilemez."))
    return report


@transaction.atomic
def save_section(
    *, section: ReportSection, heading: str, narrative: str, version: int, complete: bool | None, by: User
) -> ReportSection:
    """Save what was written. ``complete`` None leaves a complete section complete.

    Raises SectionChanged when somebody else saved meanwhile, ValidationError for a placeholder that does not exist
    or a section that cannot be complete without text.
    """
    _draft(section.report_id, by)
    current: ReportSection = ReportSection.objects.get(pk=section.pk)
    if current.version != version:
        raise SectionChanged(current)
    narrative = narrative.replace("\r\n", "\n").strip()
    check_placeholders(narrative)
    if complete and not narrative and SECTION[current.code].needs_text:
        raise ValidationError(_("Bu bölüme kayıtlardan bir şey gelmiyor; tamamlamak için metin yazın."))
    current.heading_tr, current.narrative = heading.strip(), narrative
    current.state = _state(current, complete)
    current.version, current.updated_at, current.updated_by = version + 1, timezone.now(), by
    current.save()
    return current


def _state(section: ReportSection, complete: bool | None) -> str:
    if complete or (complete is None and section.is_complete and _may_be_complete(section)):
        return SectionState.COMPLETE
    return SectionState.WRITING if section.narrative else SectionState.EMPTY


def _may_be_complete(section: ReportSection) -> bool:
    return bool(section.narrative) or not SECTION[section.code].needs_text


@transaction.atomic
def comment_on(*, report: AnnualReport, text: str, by: User, section: str = "") -> ReportComment:
    if not can_comment(by):
        raise PermissionDenied
    return ReportComment.objects.create(report=report, section=section, text=text.strip(), author=by)


@transaction.atomic
def set_published(*, report: AnnualReport, published: bool, by: User) -> None:
    """Show a submitted report to everybody, or no longer. The report itself does not change."""
    if not can_write(by) or not report.is_submitted:
        raise PermissionDenied
    AnnualReport.objects.submitted().filter(pk=report.pk, published_at__isnull=published).update(
        published_at=timezone.now() if published else None
    )


@transaction.atomic
def set_document_number(*, report: AnnualReport, number: str, by: User) -> None:
    """The letter that carries the report to the Rectorate; frozen with it."""
    draft = _draft(report.pk, by)
    draft.document_number = number.strip()
    draft.save(update_fields=["document_number"])
