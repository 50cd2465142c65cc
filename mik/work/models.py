"""What the bell shows: short notices to one user, with a link; and how the user wants to hear of them."""

from typing import Any, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mik.accounts.models import User

GENERAL = "work.general"


class NotificationQuerySet(models.QuerySet["Notification"]):
    def visible_to(self, user: Any) -> Self:
        """The own ones; nobody reads somebody else's."""
        return self.filter(user=user) if getattr(user, "is_authenticated", False) else self.none()

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)

    def for_digest(self) -> Self:
        """What waits for the weekly mail."""
        return self.filter(mail=Notification.Mail.WEEKLY)


class Notification(models.Model):
    """One notice. Its text names no third person: it stays in the list after powers have ended.

    ``text`` is a msgid with the places of ``params``, or a sentence that was whole when it was written. ``target`` is
    the key of what it leads to, which its kind is asked about before the link is shown.
    """

    class Mail(models.TextChoices):
        NONE = "", _("Yok")
        WEEKLY = "weekly", _("Haftalık özeti bekliyor")
        SENT = "sent", _("Özetle gitti")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(_("tür"), max_length=40, default=GENERAL)
    text = models.CharField(_("bildirim"), max_length=300)
    params = models.JSONField(default=dict, blank=True)
    url = models.CharField(_("bağlantı"), max_length=300, blank=True)
    target = models.CharField(max_length=60, blank=True)
    # The same happening told twice is one notice.
    key = models.CharField(max_length=120, blank=True, editable=False)
    mail = models.CharField(_("e-posta"), max_length=10, choices=Mail.choices, blank=True)
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
            models.UniqueConstraint(
                fields=["user", "key"], condition=~models.Q(key=""), name="notification_once_per_happening"
            ),
        ]
        indexes = [
            # The bell's list: notices of one user, newest first.
            models.Index(fields=["user", "-created_at"], name="notification_of_user"),
            # The number on the bell, on every page.
            models.Index(fields=["user"], condition=models.Q(read_at__isnull=True), name="notification_unread"),
            # The digest's round: whose notices wait, and since when.
            models.Index(
                fields=["user", "created_at"], condition=models.Q(mail="weekly"), name="notification_for_digest"
            ),
            # The nightly round: what was read long ago.
            models.Index(fields=["read_at"], condition=models.Q(read_at__isnull=False), name="notification_read_at"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def said(self) -> str:
        """The sentence in the reader's language."""
        text = gettext(self.text)
        return text % self.params if self.params else text


class NotificationChoiceQuerySet(models.QuerySet["NotificationChoice"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(user=user) if getattr(user, "is_authenticated", False) else self.none()


class NotificationChoice(models.Model):
    """How one user wants to hear of one kind, where that differs from what is usual."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notification_choices")
    kind = models.CharField(_("tür"), max_length=40)
    channel = models.CharField(_("e-posta"), max_length=10)

    objects = NotificationChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("bildirim tercihi")
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="notification_choice_one_per_kind"),
            models.CheckConstraint(
                name="notification_choice_is_a_channel",
                condition=models.Q(channel__in=["now", "weekly", "never"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.channel}"
