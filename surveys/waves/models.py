"""A wave asks one target population once; an invitation is one member of it, reached or not."""

from datetime import date

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mik.accounts.models import User
from mik.audit.tracking import tracked
from mik.common.models import Job
from mik.organisations.models import Contact
from mik.people.models import Person
from mik.units.models import Unit
from surveys.managers import InvitationQuerySet, WaveQuerySet
from surveys.questionnaires.models import Audience, Bilingual, QuestionnaireVersion


class Wave(Bilingual):
    """One round of a survey (anket dönemi). ``population`` is the target population, fixed at opening.

    ``criteria``: of graduates what ``alumni.registry.segments.Criteria`` keeps; of employers
    ``{"contacts": [ids]}``, or ``{}`` for all.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Hazırlanıyor")
        OPEN = "open", _("Açık")
        CLOSED = "closed", _("Kapandı")

    version = models.ForeignKey(
        QuestionnaireVersion, on_delete=models.PROTECT, related_name="waves", verbose_name=_("anket formu")
    )
    opens_on = models.DateField(_("açılış"))
    closes_on = models.DateField(_("son gün"))
    state = models.CharField(_("durum"), max_length=10, choices=State.choices, default=State.DRAFT)
    criteria = models.JSONField(_("kime"), default=dict, blank=True)
    population = models.PositiveIntegerField(_("hedef kitle"), null=True, blank=True)
    opened_at = models.DateTimeField(_("açıldı"), null=True, blank=True)
    closed_at = models.DateTimeField(_("kapandı"), null=True, blank=True)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("kayıt"), default=timezone.now)

    objects = WaveQuerySet.as_manager()

    class Meta:
        verbose_name = _("anket dönemi")
        ordering = ["-opens_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="wave_closes_after_it_opens",
                condition=Q(closes_on__gte=F("opens_on")),
                violation_error_message=_("Son gün, açılış gününden önce olamaz."),
            ),
            models.CheckConstraint(
                name="wave_population_is_fixed_at_opening",
                condition=Q(state="draft", population__isnull=True) | (~Q(state="draft") & Q(population__isnull=False)),
            ),
        ]
        indexes = [
            # The round that closes waves, and what is open for somebody: state and last day.
            models.Index(fields=["state", "closes_on"], name="wave_by_state"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="opened_wave_keeps_its_frame",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.state <> 'draft' AND (NEW.state = 'draft' OR OLD.version_id <> NEW.version_id"
                    " OR OLD.criteria <> NEW.criteria OR OLD.population <> NEW.population)"
                ),
            ),
        ]

    @property
    def audience(self) -> str:
        return self.version.questionnaire.audience

    @property
    def is_for_employers(self) -> bool:
        return self.audience == Audience.EMPLOYERS

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_running(self) -> bool:
        """Whether answers are taken: open, and the last day is not over."""
        return self.state == self.State.OPEN and self.closes_on >= timezone.localdate()

    @property
    def is_over(self) -> bool:
        return not self.is_draft and not self.is_running

    @property
    def ended_on(self) -> date:
        """The day it closed: the last day, or an earlier one by hand."""
        closed = timezone.localdate(self.closed_at) if self.closed_at else self.closes_on
        return min(closed, self.closes_on)


class Invitation(models.Model):
    """One member of a wave's target population: a graduate or an organisation's contact.

    Everybody who was meant to be asked has one, also who could not be reached (``sent_at`` empty): the response
    rate counts them. ``unsent`` says why nothing was sent.
    """

    class Unsent(models.TextChoices):
        NO_CONSENT = "no_consent", _("İzni yok")
        NO_ADDRESS = "no_address", _("E-postası yok")
        OPTED_OUT = "opted_out", _("Yazılmasını istemiyor")

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("dönem"))
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="survey_invitations"
    )
    contact = models.ForeignKey(
        Contact, on_delete=models.CASCADE, null=True, blank=True, related_name="survey_invitations"
    )
    programme = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    graduation_year = models.PositiveSmallIntegerField(_("mezuniyet yılı"), null=True, blank=True)
    language = models.CharField(_("dil"), max_length=2, default="tr")
    sent_at = models.DateTimeField(_("gönderildi"), null=True, blank=True)
    unsent = models.CharField(_("gönderilmedi"), max_length=10, choices=Unsent.choices, blank=True)
    reminders = models.PositiveSmallIntegerField(_("hatırlatma"), default=0)
    last_reminded_at = models.DateTimeField(_("son hatırlatma"), null=True, blank=True)
    opted_out_at = models.DateTimeField(_("yazılmasını istemedi"), null=True, blank=True)
    created_at = models.DateTimeField(_("kayıt"), default=timezone.now)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("anket çağrısı")
        constraints = [
            models.CheckConstraint(
                name="invitation_of_one_person_or_contact",
                condition=Q(person__isnull=False, contact__isnull=True) | Q(person__isnull=True, contact__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["wave", "person"], condition=Q(person__isnull=False), name="invitation_once_a_person"
            ),
            models.UniqueConstraint(
                fields=["wave", "contact"], condition=Q(contact__isnull=False), name="invitation_once_a_contact"
            ),
            models.CheckConstraint(
                name="invitation_reminded_only_after_it_was_sent",
                condition=Q(reminders=0, last_reminded_at__isnull=True)
                | Q(reminders__gt=0, last_reminded_at__isnull=False, sent_at__isnull=False),
            ),
        ]
        indexes = [
            # The job that sends: a wave's invitations in order of their number; results of a department.
            models.Index(fields=["wave", "programme", "id"], name="invitation_of_wave"),
        ]

    def __str__(self) -> str:
        return f"{self.wave_id}/{self.pk}"

    @property
    def is_complete(self) -> bool:
        return hasattr(self, "response") and self.response.is_complete

    @property
    def is_waiting(self) -> bool:
        """May still be answered."""
        return self.wave.is_running and not self.is_complete


class Link(models.Model):
    """A personal link to an invitation. Only the keyed hash of its token is kept: the mail alone holds the token.

    Each mail brings a link of its own, so that a reminder can be written and the first mail keeps working.
    """

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="links")
    token_hash = models.BinaryField(max_length=32, unique=True)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.invitation_id}/{self.pk}"


tracked(exclude=["job"])(Wave)
tracked()(Invitation)
