"""Reminders to look over one's own record, and who wants none."""

from typing import Any, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alumni.registry.models import Alumnus
from mik.audit.tracking import tracked


class ReminderQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(alumnus__in=Alumnus.objects.visible_to(user).values("pk"))


class ConfirmationReminder(models.Model):
    """One mail that asked whether a record is still correct; ``confirmed_at`` once its owner said so afterwards."""

    alumnus = models.ForeignKey(Alumnus, on_delete=models.CASCADE, related_name="reminders", db_index=False)
    sent_at = models.DateTimeField(_("gönderildi"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("doğrulandı"), null=True, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("güncellik hatırlatması")
        ordering = ["-sent_at", "-id"]
        indexes = [
            # Whether a record was reminded within the year: WHERE alumnus = ? AND sent_at > ?
            models.Index(fields=["alumnus", "sent_at"], name="reminder_of_record"),
            # The desk's figure: reminders of the last twelve months.
            models.Index(fields=["sent_at"], name="reminder_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.alumnus_id} {self.sent_at:%Y-%m-%d}"


class ReminderStop(models.Model):
    """Somebody's word that no such reminder is wanted; taken back by deleting the row."""

    alumnus = models.OneToOneField(Alumnus, on_delete=models.CASCADE, related_name="reminder_stop")
    stopped_at = models.DateTimeField(_("durduruldu"), default=timezone.now)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("hatırlatma istemeyen")

    def __str__(self) -> str:
        return str(self.alumnus_id)


tracked()(ConfirmationReminder)
tracked()(ReminderStop)
