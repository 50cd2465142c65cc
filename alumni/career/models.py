"""Career and further study of a graduate (directive 6ğ, 6l)."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Collate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alumni.career.managers import CareerQuerySet
from alumni.registry.models import Alumnus
from mik.audit.tracking import tracked
from mik.common.turkish import TR
from mik.organisations.models import Organisation
from mik.people.models import Source, Visibility
from mik.units.models import Level


class CareerEntry(models.Model):
    """What a job and a study have in common: a period, a place, a source, a visibility."""

    country = models.CharField(_("ülke"), max_length=2, default="TR", blank=True)
    province = models.CharField(_("il"), max_length=2, blank=True)
    starts = models.DateField(_("başlangıç"), null=True, blank=True)
    ends = models.DateField(_("bitiş"), null=True, blank=True)
    description = models.CharField(_("açıklama"), max_length=300, blank=True)
    visibility = models.CharField(
        _("kimler görür"), max_length=10, choices=Visibility.choices, default=Visibility.NOBODY
    )
    source = models.CharField(_("kaynak"), max_length=20, choices=Source.choices, default=Source.MEMBER)
    created_at = models.DateTimeField(_("kayıt"), default=timezone.now)
    updated_at = models.DateTimeField(_("değişiklik"), auto_now=True)

    objects = CareerQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = [F("starts").desc(nulls_last=True), "-id"]

    @property
    def is_current(self) -> bool:
        return self.ends is None or self.ends >= timezone.localdate()


class Employment(CareerEntry):
    """A job: title, employer, occupation (ISCO-08 group), sector (NACE section), place, from–to."""

    alumnus = models.ForeignKey(Alumnus, on_delete=models.CASCADE, related_name="employments")
    employer = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="employments", verbose_name=_("işveren")
    )
    title = models.CharField(_("görev"), max_length=160)
    occupation = models.CharField(_("meslek grubu"), max_length=4, blank=True)
    sector = models.CharField(_("sektör"), max_length=1, blank=True)
    is_primary = models.BooleanField(_("asıl işim"), default=False)

    class Meta(CareerEntry.Meta):
        verbose_name = _("iş")
        constraints = [
            models.UniqueConstraint(
                fields=["alumnus"], condition=Q(is_primary=True), name="employment_one_primary_per_graduate"
            ),
            models.CheckConstraint(
                name="employment_ends_after_it_starts",
                condition=Q(starts__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                violation_error_message=_("Bitiş, başlangıçtan önce olamaz."),
            ),
            models.CheckConstraint(
                name="employment_primary_is_not_over",
                condition=Q(is_primary=False) | Q(ends__isnull=True),
                violation_error_message=_("Biten bir iş asıl iş olamaz."),
            ),
        ]
        indexes = [
            # The timeline of one graduate, and the primary job in every list.
            models.Index(fields=["alumnus", "-starts"], name="employment_of_graduate"),
            # The whole registry by job: the next title in Turkish order, and who bears it, of jobs that are not over.
            models.Index(Collate("title", TR), condition=Q(ends__isnull=True), name="employment_by_title"),
        ]

    def __str__(self) -> str:
        return self.title


class FurtherStudy(CareerEntry):
    """Study before, beside or after the graduation recorded here, at home or abroad: field, institution, time."""

    alumnus = models.ForeignKey(Alumnus, on_delete=models.CASCADE, related_name="studies")
    institution = models.CharField(_("kurum"), max_length=200)
    programme = models.CharField(_("program"), max_length=200)
    level = models.PositiveSmallIntegerField(_("düzey"), choices=Level.choices)

    class Meta(CareerEntry.Meta):
        verbose_name = _("öğrenim")
        constraints = [
            models.CheckConstraint(
                name="study_ends_after_it_starts",
                condition=Q(starts__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                violation_error_message=_("Bitiş, başlangıçtan önce olamaz."),
            ),
        ]

    def __str__(self) -> str:
        return self.programme


tracked(exclude=["updated_at"])(Employment)
tracked(exclude=["updated_at"])(FurtherStudy)
