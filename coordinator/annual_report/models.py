"""The annual report (yıllık faaliyet raporu; directive 8(2)e): written as a draft, frozen when it is submitted."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordinator.annual_report.managers import AnnualReportQuerySet, OfReportQuerySet
from mik.accounts.models import User
from mik.audit.tracking import tracked
from mik.files.models import StoredFile


class ReportState(models.TextChoices):
    DRAFT = "draft", _("Taslak")
    SUBMITTED = "submitted", _("Sunuldu")


class SectionState(models.TextChoices):
    EMPTY = "empty", _("Boş")
    WRITING = "writing", _("Yazılıyor")
    COMPLETE = "complete", _("Tamam")


# Submission is for ever: the database itself refuses what would change a submitted report, whoever asks.
_FROZEN = "RAISE EXCEPTION 'a submitted report does not change' USING ERRCODE = 'check_violation';"
_SUBMITTED = "EXISTS (SELECT 1 FROM coordinator_annualreport r WHERE r.id = {row}.report_id AND r.state = 'submitted')"


class AnnualReport(models.Model):
    """The report of one year. ``content`` is what the records said at submission; tables and figures of page and
    PDF come from it ever after.
    """

    year = models.PositiveSmallIntegerField(_("yıl"), unique=True)
    state = models.CharField(_("durum"), max_length=10, choices=ReportState.choices, default=ReportState.DRAFT)
    due_on = models.DateField(_("son teslim"))
    document_number = models.CharField(_("sunuş yazısının sayısı"), max_length=60, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("açıldı"), default=timezone.now)
    submitted_at = models.DateTimeField(_("sunuldu"), null=True, blank=True)
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    content = models.JSONField(_("kayıtlardan gelenler"), null=True, blank=True)
    pdf = models.OneToOneField(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sha256 = models.CharField(_("SHA-256 özeti"), max_length=64, blank=True)
    published_at = models.DateTimeField(_("yayım"), null=True, blank=True)

    objects = AnnualReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("faaliyet raporu")
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                name="report_submitted_whole",
                condition=Q(
                    state="draft",
                    submitted_at__isnull=True,
                    submitted_by__isnull=True,
                    content__isnull=True,
                    pdf__isnull=True,
                    sha256="",
                    published_at__isnull=True,
                )
                | Q(
                    state="submitted",
                    submitted_at__isnull=False,
                    submitted_by__isnull=False,
                    content__isnull=False,
                    pdf__isnull=False,
                    sha256__regex="^[0-9a-f]{64}$",
                ),
            ),
        ]
        indexes = [
            # Checking a copy: the report whose PDF has this hash.
            models.Index(fields=["sha256"], name="report_of_hash"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="submitted_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=f"""
                    IF OLD.state = 'submitted' AND (
                        TG_OP = 'DELETE'
                        OR to_jsonb(NEW) - 'published_at' IS DISTINCT FROM to_jsonb(OLD) - 'published_at'
                    ) THEN {_FROZEN} END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}"

    @property
    def is_submitted(self) -> bool:
        return self.state == ReportState.SUBMITTED

    @property
    def is_published(self) -> bool:
        return self.is_submitted and self.published_at is not None

    @property
    def days_left(self) -> int:
        return (self.due_on - timezone.localdate()).days

    @property
    def days_late(self) -> int:
        return max(-self.days_left, 0)


class ReportSection(models.Model):
    """One section of the outline as the office writes it. ``version`` counts its changes: whoever saves says which
    one was read, so that two people do not overwrite each other.
    """

    report = models.ForeignKey(AnnualReport, on_delete=models.CASCADE, related_name="sections")
    code = models.CharField(_("bölüm"), max_length=30)
    heading_tr = models.CharField(_("başlık"), max_length=150)
    narrative = models.TextField(_("anlatım"), max_length=40_000, blank=True)
    state = models.CharField(_("durum"), max_length=10, choices=SectionState.choices, default=SectionState.EMPTY)
    version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(_("son kayıt"), null=True, blank=True)
    updated_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = OfReportQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["report", "code"], name="section_once_in_a_report"),
            models.CheckConstraint(name="section_has_a_heading", condition=~Q(heading_tr="")),
            models.CheckConstraint(name="section_empty_says_nothing", condition=~Q(state="empty") | Q(narrative="")),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="submitted_stays",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=f"""
                    IF TG_OP <> 'INSERT' AND {_SUBMITTED.format(row="OLD")} THEN {_FROZEN} END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    IF {_SUBMITTED.format(row="NEW")} THEN {_FROZEN} END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return self.heading_tr

    @property
    def is_complete(self) -> bool:
        return self.state == SectionState.COMPLETE


class ReportComment(models.Model):
    """What the vice-rector, or somebody of the office, remarks on a report while it is written."""

    report = models.ForeignKey(AnnualReport, on_delete=models.CASCADE, related_name="comments")
    section = models.CharField(_("bölüm"), max_length=30, blank=True)
    text = models.TextField(_("not"), max_length=4000)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("yazan"))
    created_at = models.DateTimeField(_("yazıldı"), default=timezone.now)

    objects = OfReportQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [models.CheckConstraint(name="report_comment_says_something", condition=~Q(text=""))]

    def __str__(self) -> str:
        return self.text[:60]


# What the records said is kept once, in the report itself; it never changes there.
tracked(exclude=["content"])(AnnualReport)
tracked()(ReportSection)
tracked()(ReportComment)
