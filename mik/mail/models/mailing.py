"""One letter to many: what it says, for which purpose, and how far it has got."""

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mik.accounts.models import User
from mik.accounts.powers import powers_of
from mik.audit.tracking import tracked
from mik.common import hooks
from mik.common.models import Job, JobState
from mik.mail.models.states import DeliveryState
from mik.people.models import Purpose
from mik.units.models import Unit

if TYPE_CHECKING:
    from mik.mail.models.delivery import DeliveryQuerySet

SEND = hooks.duties.require("mail.send")


def default_pace() -> int | None:
    return settings.MAILING_PER_MINUTE or None


class MailingQuerySet(models.QuerySet["Mailing"]):
    def visible_to(self, user: Any) -> Self:
        """The office, and staff with the duty: all; a representative: those of the own units; nobody else any."""
        powers = powers_of(user)
        if powers.has_duty(SEND):
            return self
        return self.filter(unit__in=[one.unit_id for one in powers.represented])

    def counted(self) -> Self:
        """With ``recipients`` and ``accepted`` for lists, in the same query."""
        accepted = models.Q(deliveries__state=DeliveryState.ACCEPTED)
        return self.annotate(
            recipients=models.Count("deliveries"), accepted=models.Count("deliveries", filter=accepted)
        )


@tracked(exclude=["job", "resume_at", "setbacks"])
class Mailing(models.Model):
    """A letter in Markdown to everybody in a frozen audience. What was sent is never edited."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Taslak")
        SENDING = "sending", _("Gönderiliyor")
        PAUSED = "paused", _("Duraklatıldı")
        DONE = "done", _("Gönderildi")
        CANCELLED = "cancelled", _("İptal edildi")

    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="mailings", verbose_name=_("gönderen"))
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="mailings", verbose_name=_("birim")
    )
    purpose = models.CharField(_("amaç"), max_length=20, choices=Purpose.choices)
    subject_tr = models.CharField(_("konu"), max_length=200)
    subject_en = models.CharField(_("İngilizce konu"), max_length=200, blank=True)
    body_tr = models.TextField(_("metin"))
    body_en = models.TextField(_("İngilizce metin"), blank=True)
    state = models.CharField(_("durum"), max_length=10, choices=State.choices, default=State.DRAFT)
    job = models.ForeignKey(
        Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="mailings", verbose_name=_("iş")
    )
    per_minute = models.PositiveSmallIntegerField(
        _("dakikada en çok"), null=True, blank=True, default=default_pace, help_text=_("Boş: sınır yok.")
    )
    created_at = models.DateTimeField(_("yazıldı"), default=timezone.now)
    started_at = models.DateTimeField(_("başladı"), null=True, blank=True)
    finished_at = models.DateTimeField(_("bitti"), null=True, blank=True)
    # While the mail server is away: when to knock again, and how often it was in vain.
    resume_at = models.DateTimeField(null=True, blank=True, editable=False)
    setbacks = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = MailingQuerySet.as_manager()

    class Meta:
        verbose_name = _("toplu e-posta")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="mailing_says_something",
                condition=models.Q(state="draft") | (~models.Q(subject_tr="") & ~models.Q(body_tr="")),
            ),
            models.CheckConstraint(
                name="mailing_english_whole_or_not_at_all",
                condition=models.Q(state="draft")
                | models.Q(subject_en="", body_en="")
                | (~models.Q(subject_en="") & ~models.Q(body_en="")),
            ),
            models.CheckConstraint(
                name="mailing_started_unless_draft",
                condition=models.Q(state="draft", started_at__isnull=True)
                | (~models.Q(state="draft") & models.Q(started_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="mailing_finished_at_its_end",
                condition=models.Q(state__in=["done", "cancelled"], finished_at__isnull=False)
                | (~models.Q(state__in=["done", "cancelled"]) & models.Q(finished_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="mailing_pace_above_zero",
                condition=models.Q(per_minute__isnull=True) | models.Q(per_minute__gt=0),
            ),
        ]
        indexes = [
            # The minute's round: mailings under way whose job has come to an end.
            models.Index(fields=["state"], condition=models.Q(state="sending"), name="mailing_under_way"),
            # A department's mailings, newest first.
            models.Index(fields=["unit", "-created_at"], name="mailing_of_unit"),
        ]

    def __str__(self) -> str:
        return self.subject_tr

    @property
    def languages(self) -> tuple[str, ...]:
        return ("tr", "en") if self.body_en else ("tr",)

    def language_for(self, wanted: str) -> str:
        """Without an English text everybody gets the Turkish one."""
        return wanted if wanted in self.languages else "tr"

    def subject_in(self, language: str) -> str:
        return self.subject_en if self.language_for(language) == "en" else self.subject_tr

    def body_in(self, language: str) -> str:
        return self.body_en if self.language_for(language) == "en" else self.body_tr

    # --- How far it is: for pages. ``counts`` is asked once and kept --------------------------------

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many deliveries are in each state; every state has an entry."""
        return counts_of([self])[self.pk]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        """Deliveries that will not move by themselves any more."""
        return self.total - sum(self.counts[state] for state in DeliveryState.unfinished())

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0

    @property
    def seconds_left(self) -> int | None:
        """By the speed so far; None before there is one to speak of, or while it stands still."""
        if self.state != self.State.SENDING or not self.started_at or self.done * 20 < max(self.total, 1):
            return None
        return round((timezone.now() - self.started_at).total_seconds() * (self.total - self.done) / self.done)

    @property
    def stands_still(self) -> bool:
        """Whether nothing goes on until somebody says so: paused, or its job failed."""
        if self.state == self.State.PAUSED:
            return True
        failed = self.job is not None and self.job.state in (JobState.FAILED, JobState.CANCELLED)
        return self.state == self.State.SENDING and (self.job is None or failed)

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.DONE, self.State.CANCELLED)

    def rows(self) -> "DeliveryQuerySet":
        """Deliveries as the page lists them: problems first, then the latest; names at hand."""
        from mik.mail.models.delivery import Delivery

        return Delivery.objects.filter(mailing=self).select_related("person").problems_first()


def counts_of(mailings: Iterable[Mailing]) -> dict[int, dict[str, int]]:
    """The counts of many mailings in one query: mailing id → state → number."""
    from mik.mail.models.delivery import Delivery

    found = {mailing.pk: dict.fromkeys(DeliveryState.values, 0) for mailing in mailings}
    rows = Delivery.objects.filter(mailing__in=list(found)).values_list("mailing", "state")
    for mailing_id, state, number in rows.annotate(n=models.Count("pk")).order_by():
        found[mailing_id][state] = number
    return found
