"""A decision that is questioned: two accounts for one record, and an appeal to the office."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alumni.membership.contests.managers import AppealQuerySet, DisputeQuerySet
from alumni.membership.models import Claim
from mik.accounts.models import User
from mik.audit.tracking import tracked


class Dispute(models.Model):
    """Two accounts, one record (anlaşmazlık): somebody claims a record to which another account is tied."""

    class Outcome(models.TextChoices):
        KEEP = "keep", _("Kayıt bağlı olduğu hesapta kaldı")
        TRANSFER = "transfer", _("Kayıt başvurana geçti")
        DROPPED = "dropped", _("Anlaşmazlık ortadan kalktı")

    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, related_name="dispute")
    holder = models.ForeignKey(User, on_delete=models.CASCADE, related_name="disputes")
    opened_at = models.DateTimeField(_("açıldı"), default=timezone.now)
    # Empty where the claimant controls an address on the record, and nobody had to look first.
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    statement = models.TextField(_("hesap sahibinin yanıtı"), max_length=1000, blank=True)
    stated_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(_("sonuç"), max_length=10, choices=Outcome.choices, blank=True)
    decided_at = models.DateTimeField(_("karar"), null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(_("gerekçe"), max_length=1000, blank=True)

    objects = DisputeQuerySet.as_manager()

    class Meta:
        verbose_name = _("anlaşmazlık")
        constraints = [
            models.CheckConstraint(
                name="dispute_ends_with_an_outcome",
                condition=models.Q(outcome="", decided_at__isnull=True)
                | (~models.Q(outcome="") & models.Q(decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="dispute_not_decided_by_its_holder",
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("holder")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_open(self) -> bool:
        return not self.outcome


class Appeal(models.Model):
    """An appeal to the office against a decision on a claim (itiraz): once for each claim."""

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("İtiraz kabul edildi")
        DISMISSED = "dismissed", _("İtiraz reddedildi")

    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, related_name="appeal")
    against = models.CharField(_("hangi karara"), max_length=10, choices=Claim.State.choices)
    text = models.TextField(_("itiraz"), max_length=1000)
    # What the claimant was told; the claim itself goes back to the queue and gets a new reason.
    answered = models.TextField(_("itiraz edilen gerekçe"), max_length=1000, blank=True)
    first_decider = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(_("itiraz tarihi"), default=timezone.now)
    outcome = models.CharField(_("sonuç"), max_length=10, choices=Outcome.choices, blank=True)
    decided_at = models.DateTimeField(_("karar"), null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("itiraz")
        constraints = [
            models.CheckConstraint(name="appeal_says_why", condition=~models.Q(text="")),
            models.CheckConstraint(
                name="appeal_ends_with_an_outcome",
                condition=models.Q(outcome="", decided_at__isnull=True)
                | (~models.Q(outcome="") & models.Q(decided_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_open(self) -> bool:
        return not self.outcome


tracked()(Dispute)
tracked()(Appeal)
