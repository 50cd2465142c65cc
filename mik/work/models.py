"""What the bell shows: short notices to one user, with a link."""

from typing import Any, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mik.accounts.models import User


class NotificationQuerySet(models.QuerySet["Notification"]):
    def visible_to(self, user: Any) -> Self:
        """The own ones; nobody reads somebody else's."""
        return self.filter(user=user) if getattr(user, "is_authenticated", False) else self.none()

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)


class Notification(models.Model):
    """One notice. Its text names no third person: it stays in the list after powers have ended."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notifications")
    text = models.CharField(_("bildirim"), max_length=300)
    url = models.CharField(_("bağlantı"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("zaman"), default=timezone.now)
    read_at = models.DateTimeField(_("okundu"), null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("bildirim")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="notification_leads_within_the_platform",
                condition=models.Q(url="") | models.Q(url__regex=r"^/([^/\\]|$)"),
            ),
        ]
        indexes = [
            # The bell's list: notices of one user, newest first.
            models.Index(fields=["user", "-created_at"], name="notification_of_user"),
            # The number on the bell, on every page.
            models.Index(fields=["user"], condition=models.Q(read_at__isnull=True), name="notification_unread"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
