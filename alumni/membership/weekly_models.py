"""That a representative's weekly mail has been written: the row and the mail are saved together, or neither."""

from typing import Any, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mik.accounts.models import User


class WeeklyMailQuerySet(models.QuerySet["WeeklyMail"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(user=user) if getattr(user, "is_authenticated", False) else self.none()


class WeeklyMail(models.Model):
    """One mail to one representative in the week that begins on ``week``, a Monday."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    week = models.DateField(_("hafta"))
    sent_at = models.DateTimeField(default=timezone.now)

    objects = WeeklyMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("haftalık e-posta")
        constraints = [models.UniqueConstraint(fields=["user", "week"], name="weekly_mail_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.week}"
