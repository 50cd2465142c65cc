"""An invitation to join, by a personal link that carries the record it is about."""

from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alumni.membership.inviting.managers import PersonalLinkQuerySet
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.audit.tracking import tracked
from mik.people.models import ContactPoint
from mik.units.models import Unit


class Invitation(models.Model):
    """One link for one graduate. Only a keyed hash of its token is kept: the mail, or who copied it, holds the link."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Bekliyor")
        OPENED = "opened", _("Açıldı")
        USED = "used", _("Kullanıldı")
        EXPIRED = "expired", _("Süresi doldu")
        REVOKED = "revoked", _("Geri alındı")

    alumnus = models.ForeignKey(Alumnus, on_delete=models.CASCADE, related_name="invitations")
    # Where the link was mailed to; empty where it was copied and handed over, which proves nothing.
    contact = models.ForeignKey(ContactPoint, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    token_hash = models.BinaryField(max_length=32, unique=True, editable=False)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("davet eden"))
    # The department that invites; empty for the office.
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(_("davet"), default=timezone.now)
    expires_at = models.DateTimeField(_("son gün"))
    reminded_at = models.DateTimeField(_("anımsatıldı"), null=True, blank=True)
    opened_at = models.DateTimeField(_("açıldı"), null=True, blank=True)
    used_at = models.DateTimeField(_("kullanıldı"), null=True, blank=True)
    used_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(_("geri alındı"), null=True, blank=True)

    objects = PersonalLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("davet")
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["alumnus"],
                condition=models.Q(used_at__isnull=True, revoked_at__isnull=True),
                name="invitation_one_in_force_per_record",
            ),
            models.CheckConstraint(
                name="invitation_expires_after_it_was_made", condition=models.Q(expires_at__gt=models.F("made_at"))
            ),
        ]
        indexes = [
            # The list of a department's invitations, newest first.
            models.Index(fields=["unit", "-made_at"], name="invitation_of_unit"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def state_at(self, moment: datetime) -> "Invitation.State":
        if self.used_at:
            return self.State.USED
        if self.revoked_at:
            return self.State.REVOKED
        if self.expires_at <= moment:
            return self.State.EXPIRED
        return self.State.OPENED if self.opened_at else self.State.WAITING

    @property
    def state(self) -> "Invitation.State":
        return self.state_at(timezone.now())

    @property
    def is_in_force(self) -> bool:
        return self.state in {self.State.WAITING, self.State.OPENED}


tracked(exclude=["token_hash"])(Invitation)
