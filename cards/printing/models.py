"""Cards sent to the printer together: one PDF, one list of what is in it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cards.issuing.models import Card
from cards.printing.managers import PrintBatchQuerySet
from mik.accounts.models import User
from mik.audit.tracking import tracked
from mik.common.models import Job
from mik.files.models import StoredFile


class PrintBatch(models.Model):
    """A batch (basım partisi): being prepared, prepared, sent to the printer, delivered to the office."""

    class State(models.TextChoices):
        PREPARING = "preparing", _("Hazırlanıyor")
        PREPARED = "prepared", _("Hazır")
        SENT = "sent", _("Basımda")
        DELIVERED = "delivered", _("Teslim alındı")

    state = models.CharField(_("durum"), max_length=10, choices=State.choices, default=State.PREPARING)
    created_at = models.DateTimeField(_("oluşturma"), default=timezone.now)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    manifest = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    prepared_at = models.DateTimeField(_("hazırlanma"), null=True, blank=True)
    sent_at = models.DateTimeField(_("basıma gönderme"), null=True, blank=True)
    delivered_at = models.DateTimeField(_("teslim"), null=True, blank=True)

    objects = PrintBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("basım partisi")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="print_batch_prepared_with_files",
                # Later states may be without: the files go when somebody on them is erased.
                condition=~models.Q(state="prepared") | models.Q(pdf__isnull=False, manifest__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class PrintLine(models.Model):
    """A card in a batch. ``page`` is where its front stands in the PDF; empty where the card was no longer valid."""

    batch = models.ForeignKey(PrintBatch, on_delete=models.CASCADE, related_name="lines")
    card = models.ForeignKey(Card, on_delete=models.PROTECT, related_name="lines")
    sequence = models.PositiveIntegerField(_("sıra"))
    page = models.PositiveIntegerField(_("sayfa"), null=True, blank=True)

    class Meta:
        ordering = ["batch", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "sequence"], name="print_line_sequence"),
            models.UniqueConstraint(fields=["batch", "card"], name="print_line_card_once"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.sequence}"


class PrintPart(models.Model):
    """A finished piece of a batch's PDF; a job taken up again goes on behind the last one. Gone when all is joined."""

    batch = models.ForeignKey(PrintBatch, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    pages = models.PositiveIntegerField()

    class Meta:
        ordering = ["batch", "number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="print_part_once")]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.number}"


tracked()(PrintBatch)
