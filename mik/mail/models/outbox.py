"""The outbox: every mail the platform sends waits here until the mail server has taken it."""

from typing import Any, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mik.common.fields import EncryptedTextField


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def visible_to(self, user: Any) -> Self:
        """Nobody reads the outbox: it holds codes and other people's addresses."""
        return self.none()

    def due(self) -> Self:
        """Mails to be sent now: the oldest first."""
        return self.filter(state=OutgoingMail.State.QUEUED, next_try_at__lte=timezone.now()).order_by(
            "next_try_at", "pk"
        )


class OutgoingMail(models.Model):
    """One mail to one address. Address and text are encrypted, and emptied as soon as they are of no use."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Sırada")
        SENDING = "sending", _("Gönderiliyor")
        SENT = "sent", _("Gönderildi")
        FAILED = "failed", _("Gönderilemedi")

    to = EncryptedTextField(_("alıcı"), blank=True, default="")
    subject = EncryptedTextField(_("konu"), blank=True, default="")
    text = EncryptedTextField(_("metin"), blank=True, default="")
    html = EncryptedTextField(_("HTML"), blank=True, default="")
    unsubscribe = EncryptedTextField(_("ayrılma bağlantısı"), null=True, blank=True)
    template = models.CharField(_("şablon"), max_length=100, blank=True)
    state = models.CharField(_("durum"), max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("deneme"), default=0)
    problem = models.CharField(_("sorun"), max_length=100, blank=True)
    next_try_at = models.DateTimeField(_("sıradaki deneme"), default=timezone.now)
    claimed_at = models.DateTimeField(_("ele alındı"), null=True, blank=True)
    created_at = models.DateTimeField(_("yazıldı"), default=timezone.now)
    sent_at = models.DateTimeField(_("gönderildi"), null=True, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("giden e-posta")
        constraints = [
            models.CheckConstraint(
                name="mail_sent_has_its_moment",
                condition=models.Q(state="sent", sent_at__isnull=False)
                | (~models.Q(state="sent") & models.Q(sent_at__isnull=True)),
            ),
        ]
        indexes = [
            # The sweep: mails that are due, and those a worker took and never finished.
            models.Index(fields=["next_try_at"], condition=models.Q(state__in=["queued", "sending"]), name="mail_due"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.state}"
