"""The card itself: a number that is never given again, a code to verify it by, and what became of it."""

from datetime import date, timedelta

import pgtrigger
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alumni.registry.models import Alumnus
from cards.applications.models import CardApplication
from cards.issuing.managers import CardQuerySet
from mik.accounts.models import User
from mik.audit.tracking import tracked
from mik.files.models import StoredFile

# From so many days before its end a card may be renewed.
RENEWAL_DAYS = 60


class Card(models.Model):
    """One card of one graduate. What stands on it is kept as it was printed; that it expired follows from its date."""

    class State(models.TextChoices):
        ACTIVE = "active", _("Etkin")
        LOST = "lost", _("Kayıp")
        REPLACED = "replaced", _("Değiştirildi")
        REVOKED = "revoked", _("İptal")

    alumnus = models.ForeignKey(Alumnus, on_delete=models.PROTECT, related_name="cards")
    application = models.OneToOneField(
        CardApplication, on_delete=models.PROTECT, null=True, blank=True, related_name="card"
    )
    number = models.CharField(_("kart no"), max_length=12, unique=True)
    code = models.CharField(_("doğrulama kodu"), max_length=8, unique=True)
    printed_name = models.CharField(_("karttaki ad"), max_length=250, blank=True)
    printed_line = models.CharField(_("karttaki bölüm ve yıl"), max_length=220, blank=True)
    photo = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(_("durum"), max_length=10, choices=State.choices, default=State.ACTIVE)
    issued_at = models.DateTimeField(_("veriliş"), default=timezone.now)
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    valid_until = models.DateField(_("son geçerlilik"))
    ended_at = models.DateTimeField(_("sona erme"), null=True, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("gerekçe"), max_length=300, blank=True)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")

    objects = CardQuerySet.as_manager()

    class Meta:
        verbose_name = _("mezun kartı")
        ordering = ["-issued_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["alumnus"], condition=models.Q(state="active"), name="card_one_active_a_person"
            ),
            models.CheckConstraint(name="card_number_is_digits", condition=models.Q(number__regex=r"^[0-9]{12}$")),
            models.CheckConstraint(
                name="card_code_is_unambiguous", condition=models.Q(code__regex=r"^[2-9A-HJ-NP-Z]{8}$")
            ),
            models.CheckConstraint(
                name="card_active_or_ended",
                condition=models.Q(state="active", ended_at__isnull=True)
                | (~models.Q(state="active") & models.Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="card_revoked_with_reason", condition=~models.Q(state="revoked") | ~models.Q(reason="")
            ),
            models.CheckConstraint(name="card_does_not_replace_itself", condition=~models.Q(replaces=models.F("pk"))),
        ]
        indexes = [
            # The desk's lists of one state, newest first.
            models.Index(fields=["state", "-issued_at"], name="card_by_state"),
            # Figures and reminders: active cards by the day they expire.
            models.Index(fields=["valid_until"], condition=models.Q(state="active"), name="card_active_until"),
        ]
        triggers = [
            # A number stays taken for good, and a printed card keeps the number and code printed on it.
            pgtrigger.Protect(name="card_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="card_keeps_its_number", fields=["number", "code"]),
            # It goes to another record only where two records of one graduate are merged, or that is undone.
            pgtrigger.Trigger(
                name="card_stays_with_its_holder",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Condition("OLD.alumnus_id IS DISTINCT FROM NEW.alumnus_id"),
                func="""
                    IF current_setting('mik.merging', true) IS DISTINCT FROM 'on' THEN
                        RAISE EXCEPTION 'A card stays with its holder.';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number_spaced(self) -> str:
        return " ".join(self.number[place : place + 4] for place in (0, 4, 8))

    @property
    def code_dashed(self) -> str:
        return f"{self.code[:4]}-{self.code[4:]}"

    def is_expired(self, on: date | None = None) -> bool:
        return self.valid_until < (on or timezone.localdate())

    @property
    def is_valid(self) -> bool:
        return self.state == self.State.ACTIVE and not self.is_expired()

    @property
    def is_renewable(self) -> bool:
        """Active, and expired or about to."""
        soon = timezone.localdate() + timedelta(days=RENEWAL_DAYS)
        return self.state == self.State.ACTIVE and self.valid_until <= soon


tracked()(Card)
