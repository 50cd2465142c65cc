"""A member asks for the card (Mezun Kartı), with a photo."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alumni.registry.models import Alumnus
from cards.applications.managers import CardApplicationQuerySet
from mik.accounts.models import User
from mik.audit.tracking import tracked
from mik.files.models import StoredFile


class CardApplication(models.Model):
    """Submitted, then approved, refused with a reason, or withdrawn. The photo of what came to nothing is deleted."""

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("Bekliyor")
        APPROVED = "approved", _("Onaylandı")
        REFUSED = "refused", _("Kabul edilmedi")
        WITHDRAWN = "withdrawn", _("Geri çekildi")

    alumnus = models.ForeignKey(Alumnus, on_delete=models.CASCADE, related_name="card_applications")
    applied_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    photo = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(_("durum"), max_length=10, choices=State.choices, default=State.SUBMITTED)
    submitted_at = models.DateTimeField(_("başvuru"), default=timezone.now)
    decided_at = models.DateTimeField(_("karar"), null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(_("gerekçe"), max_length=500, blank=True)

    objects = CardApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("kart başvurusu")
        ordering = ["submitted_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["alumnus"], condition=models.Q(state="submitted"), name="card_application_one_open"
            ),
            models.CheckConstraint(
                name="card_application_decided_by_another",
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("applied_by")),
            ),
            models.CheckConstraint(
                name="card_application_waits_with_photo",
                condition=~models.Q(state="submitted") | models.Q(photo__isnull=False),
            ),
            models.CheckConstraint(
                name="card_application_refused_with_reason",
                condition=~models.Q(state="refused") | ~models.Q(reason=""),
            ),
            models.CheckConstraint(
                name="card_application_open_or_decided",
                condition=models.Q(state="submitted", decided_at__isnull=True)
                | (~models.Q(state="submitted") & models.Q(decided_at__isnull=False)),
            ),
        ]
        indexes = [
            # The desk's queue and the age of its oldest: waiting applications by time.
            models.Index(fields=["submitted_at"], condition=models.Q(state="submitted"), name="card_application_queue"),
            # Figures: decisions of a period.
            models.Index(fields=["decided_at"], name="card_application_decided"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.state}"

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.SUBMITTED


tracked()(CardApplication)
