"""What is kept of a merge: which record went into which, by whom, and how every row was before it."""

from functools import cached_property

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alumni.registry.merging.managers import MergeQuerySet
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.audit.tracking import tracked
from mik.common.fields import EncryptedTextField


class Merge(models.Model):
    """One record merged into another (kayıt birleştirme).

    ``winner`` is the record that holds the rows today: it follows when that one is merged away in its turn, so an old
    number leads there in one step and no chain can loop. ``into_id`` is the record as it was then.
    """

    winner = models.ForeignKey(Alumnus, on_delete=models.PROTECT, related_name="merges", verbose_name=_("kalan kayıt"))
    into_id = models.BigIntegerField(_("birleştirildiği kayıt no"), editable=False)
    # A plain number: the row it named is gone.
    loser_id = models.BigIntegerField(_("birleşen kayıt no"), editable=False)
    loser_name = EncryptedTextField(_("birleşen kaydın adı"), blank=True, default="")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("birleştiren"))
    at = models.DateTimeField(_("birleştirme"), default=timezone.now)
    role = models.CharField(_("hangi görevle"), max_length=20, blank=True)
    pair_id = models.BigIntegerField(_("olası yinelenen kayıt"), null=True, blank=True, editable=False)
    undone_at = models.DateTimeField(_("geri alma"), null=True, blank=True)
    undone_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("geri alan")
    )
    # JSON of mik.common.merging.images: every value of every row touched, so encrypted; emptied by an erasure.
    images = EncryptedTextField(blank=True, default="", editable=False)
    # The same without values: {"people.ContactPoint": {"moved": [keys], "removed": […], "changed": […]}}.
    touched = models.JSONField(default=dict, blank=True, editable=False)
    # What an undo could not put back: [{"label", "pk", "why", "columns"}].
    leftovers = models.JSONField(default=list, blank=True, editable=False)

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("kayıt birleştirme")
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["loser_id"], condition=Q(undone_at__isnull=True), name="merge_once_at_a_time"
            ),
            models.CheckConstraint(name="merge_of_two_records", condition=~Q(loser_id=F("winner"))),
            models.CheckConstraint(
                name="merge_undone_by_somebody",
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
            ),
        ]
        indexes = [
            # The list of merges, newest first.
            models.Index(fields=["-at", "-id"], name="merge_newest_first"),
        ]

    def __str__(self) -> str:
        return f"{self.loser_id} → {self.winner_id}"

    @property
    def is_in_force(self) -> bool:
        return self.undone_at is None

    @cached_property
    def is_forgotten(self) -> bool:
        """Whether a person was erased since: nothing is left to go back to."""
        return not self.images


tracked(exclude=["touched", "leftovers"])(Merge)
