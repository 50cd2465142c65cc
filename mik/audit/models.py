"""The log of looks at personal data, and the list of erasures. What changed stands in the event models of
each app.
"""

from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Action(models.TextChoices):
    VIEW = "view", _("Görüntüleme")
    LIST = "list", _("Listeleme")
    EXPORT = "export", _("Dışa aktarma")
    UNMASK = "unmask", _("Maske açma")
    DOWNLOAD = "download", _("İndirme")


class AccessEventQuerySet(models.QuerySet["AccessEvent"]):
    def of_person(self, person_id: int) -> Self:
        """Who looked at this person, newest first."""
        return self.of_any([person_id])

    def of_any(self, person_ids: list[int]) -> Self:
        """The same of a person known by several numbers: records that were merged keep what was written of each."""
        return self.filter(subjects__overlap=person_ids).order_by("-at", "-id")


class AccessEvent(models.Model):
    """Somebody looked at, listed, exported, unmasked or downloaded personal data.

    The restricted database role may add rows and read them, nothing else; the database sets the time itself,
    so a row cannot be backdated.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        null=True,
        db_constraint=False,  # the log outlives the account
        related_name="+",
        verbose_name=_("kim"),
    )
    at = models.DateTimeField(_("zaman"), db_default=Now(), editable=False)
    action = models.CharField(_("işlem"), max_length=10, choices=Action.choices)
    view = models.CharField(_("sayfa"), max_length=200, blank=True)
    subjects = ArrayField(models.BigIntegerField(), default=list, verbose_name=_("kişiler"))
    count = models.PositiveIntegerField(_("kişi sayısı"))
    reason = models.CharField(_("gerekçe"), max_length=500, blank=True)
    as_role = models.CharField(_("hangi görevle"), max_length=40, blank=True)

    objects = AccessEventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            # "Who looked at my record?": subjects contain one person.
            GinIndex(fields=["subjects"], name="access_subjects"),
            # How much did this user look at today?
            models.Index(fields=["user", "at"], name="access_of_user"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="stamp",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func="NEW.at := clock_timestamp(); RETURN NEW;",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.at}"


class Erasure(models.Model):
    """A person's values were taken out of the history; written only by the function ``mik_erase_person``."""

    person_id = models.BigIntegerField(_("kişi"))
    at = models.DateTimeField(_("zaman"), db_default=Now(), editable=False)
    by_id = models.BigIntegerField(_("yapan"), null=True)
    tables = models.JSONField(_("olay sayıları"), default=dict)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.person_id} {self.at}"


class Redaction(models.Model):
    """What ``mik_erase_person`` empties in one event table; filled from ``hooks.personal_data`` after each
    migrate.

    ``condition`` is SQL over the event table in which ``$1`` is the person's id. Only the owner writes here.
    """

    event_table = models.CharField(max_length=63, unique=True)
    condition = models.TextField()
    columns = ArrayField(models.CharField(max_length=63))

    def __str__(self) -> str:
        return self.event_table
