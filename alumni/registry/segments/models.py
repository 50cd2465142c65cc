"""A saved segment (kayıtlı kitle): a question about graduates under a name. Never the answer, which is asked anew."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alumni.registry.segments.managers import SegmentQuerySet
from mik.accounts.models import User
from mik.audit.tracking import tracked
from mik.units.models import Unit


class Segment(models.Model):
    """``unit`` is the department of a representative's; the office's have none.

    ``filters``: what ``Criteria.as_json`` keeps, and under ``list`` whatever else the list of graduates was narrowed by
    (view, words, state, tag …) as its query has it. Keys nobody knows any more stay.
    """

    name = models.CharField(_("ad"), max_length=80)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("sahibi"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    filters = models.JSONField(_("süzgeç"), default=dict)
    shared = models.BooleanField(_("masadakilerle paylaşılır"), default=False)
    last_size = models.PositiveIntegerField(_("kişi"), null=True, blank=True)
    last_size_at = models.DateTimeField(_("sayıldı"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("son kullanım"), null=True, blank=True)
    created_at = models.DateTimeField(_("kayıt"), default=timezone.now)
    updated_at = models.DateTimeField(_("değişiklik"), default=timezone.now)

    objects = SegmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("kayıtlı kitle")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "unit", "name"],
                nulls_distinct=False,
                name="segment_name_once",
                violation_error_message=_("Bu adla kayıtlı bir kitleniz var; başka bir ad yazın."),
            ),
            models.CheckConstraint(name="segment_has_a_name", condition=~models.Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


tracked(exclude=["updated_at", "last_size", "last_size_at", "last_used_at"])(Segment)
