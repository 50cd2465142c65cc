"""Users, appointments (terms of office) and the duties handed out to staff.

Power is never stored: it follows from the appointments in force at this instant (``mik.accounts.powers``).
"""

from datetime import date
from typing import Any, ClassVar, Self

import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mik.accounts.proofs import SignInProof
from mik.audit.tracking import tracked
from mik.common.zones import OFFICE_ZONE, known_zone
from mik.units.models import Kind, Level, Unit


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username or "")


class User(AbstractBaseUser):
    """Somebody who signs in, by e-mail. What the person may do stands in the appointments, not here."""

    email = models.EmailField(_("e-posta"), unique=True)
    name = models.CharField(_("ad soyad"), max_length=200, blank=True)
    language = models.CharField(_("dil"), max_length=2, default="tr")
    time_zone = models.CharField(_("saat dilimi"), max_length=64, default=OFFICE_ZONE, validators=[known_zone])
    is_active = models.BooleanField(_("etkin"), default=True)
    date_joined = models.DateTimeField(_("katılma"), default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("kullanıcı hesabı")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once_whatever_case")]

    def __str__(self) -> str:
        return self.name or gettext("Ad girilmemiş")

    @property
    def initials(self) -> str:
        parts = self.name.split() or [self.email]
        return (parts[0][:1] + (parts[-1][:1] if len(parts) > 1 else "")).upper()


class Office(models.TextChoices):
    COORDINATOR = "coordinator", _("Koordinatör")
    ACTING = "acting_coordinator", _("Koordinatör vekili")
    ASSISTANT = "assistant", _("Koordinatör yardımcısı")
    STAFF = "staff", _("Personel")
    VICE_RECTOR = "vice_rector", _("Rektör yardımcısı")
    REGISTRAR = "registrar", _("Kayıt görevlisi")
    REPRESENTATIVE = "representative", _("Mezun temsilcisi")


class DateRange(models.Func):
    """``daterange(start, end, '[]')``: both days belong to the term."""

    function = "daterange"
    output_field = DateRangeField()


def _period() -> DateRange:
    return DateRange("starts", "effective_end", models.Value("[]"))


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    """Terms of office are public within the platform (design/access.md: «names of those in office»)."""

    def in_force(self, at: date | None = None) -> Self:
        """Terms that hold on the day ``at`` (default: today in Türkiye)."""
        day = at or timezone.localdate()
        return self.filter(starts__lte=day, effective_end__gte=day)

    def representatives(self) -> Self:
        return self.filter(office=Office.REPRESENTATIVE)

    def visible_to(self, user: Any) -> Self:
        """Everybody signed in sees who is in office; the registrar, the office and the vice-rector see all terms."""
        from mik.accounts.powers import powers_of

        powers = powers_of(user)
        if powers.is_office or powers.is_registrar or powers.is_vice_rector:
            return self
        return self.in_force() if getattr(user, "is_authenticated", False) else self.none()


class Appointment(models.Model):
    """A term of office by decision (görevlendirme; directive 8, 9, 10, 11).

    ``effective_end`` is kept by the database: the least of the own end, the early end and, for an assistant,
    the coordinator's. The last day belongs to the term.
    """

    office = models.CharField(_("görev"), max_length=20, choices=Office.choices)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="appointments", verbose_name=_("kişi"))
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="appointments",
        verbose_name=_("birim"),
    )
    levels = ArrayField(
        models.IntegerField(choices=Level.choices), default=list, blank=True, verbose_name=_("düzeyler")
    )
    decision_number = models.CharField(_("karar no"), max_length=60)
    decision_date = models.DateField(_("karar tarihi"))
    starts = models.DateField(_("başlangıç"))
    ends = models.DateField(_("bitiş"))
    early_end = models.DateField(_("erken bitiş"), null=True, blank=True)
    early_end_reason = models.CharField(_("erken bitiş nedeni"), max_length=300, blank=True)
    effective_end = models.DateField(_("geçerli bitiş"), editable=False)
    under = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assistants",
        verbose_name=_("koordinatör"),
    )
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("kaydeden")
    )
    entered_at = models.DateTimeField(_("kayıt zamanı"), auto_now_add=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("görevlendirme")
        ordering = ["starts", "id"]
        constraints = [
            ExclusionConstraint(
                name="one_coordinator_at_a_time",
                index_type="gist",
                expressions=[(_period(), RangeOperators.OVERLAPS)],
                condition=models.Q(office__in=[Office.COORDINATOR, Office.ACTING]),
                violation_error_message=_("Bu süre içinde görevde başka bir koordinatör ya da vekil var."),
            ),
            ExclusionConstraint(
                name="one_assistant_at_a_time",
                index_type="gist",
                expressions=[(_period(), RangeOperators.OVERLAPS)],
                condition=models.Q(office=Office.ASSISTANT),
                violation_error_message=_("Bu süre içinde görevde başka bir koordinatör yardımcısı var."),
            ),
            ExclusionConstraint(
                name="one_representative_per_unit_and_level",
                index_type="gist",
                expressions=[
                    ("unit", RangeOperators.EQUAL),
                    (models.F("levels"), RangeOperators.OVERLAPS),
                    (_period(), RangeOperators.OVERLAPS),
                ],
                condition=models.Q(office=Office.REPRESENTATIVE),
                violation_error_message=_("Bu birim ve düzeyin bu süre içinde başka bir temsilcisi var."),
            ),
            models.CheckConstraint(
                name="representative_has_a_unit_and_levels",
                condition=models.Q(office=Office.REPRESENTATIVE, unit__isnull=False, levels__len__gt=0)
                | (~models.Q(office=Office.REPRESENTATIVE) & models.Q(unit__isnull=True, levels=[])),
                violation_error_message=_("Temsilcinin birimi ve düzeyi olmalı; öbür görevlerin birimi olmaz."),
            ),
            models.CheckConstraint(
                name="assistant_names_the_coordinator",
                condition=models.Q(office=Office.ASSISTANT, under__isnull=False)
                | (~models.Q(office=Office.ASSISTANT) & models.Q(under__isnull=True)),
                violation_error_message=_("Yardımcının görevlendirmesi bir koordinatörünkine bağlanmalı."),
            ),
            models.CheckConstraint(
                name="appointment_ends_after_it_starts",
                condition=models.Q(ends__gte=models.F("starts")),
                violation_error_message=_("Bitiş, başlangıçtan önce olamaz."),
            ),
            models.CheckConstraint(
                name="early_end_within_the_term_and_reasoned",
                condition=models.Q(early_end__isnull=True, early_end_reason="")
                | (
                    # «not null» in so many words: NULL >= starts is NULL, and NULL passes a check.
                    models.Q(early_end__isnull=False)
                    & models.Q(early_end__gte=models.F("starts"), early_end__lte=models.F("ends"))
                    & ~models.Q(early_end_reason="")
                ),
                violation_error_message=_("Erken bitiş sürenin içinde olmalı ve nedeni yazılmalı."),
            ),
            models.CheckConstraint(
                name="nobody_records_the_own_appointment",
                condition=models.Q(entered_by__isnull=True, office=Office.REGISTRAR)
                | (models.Q(entered_by__isnull=False) & ~models.Q(entered_by=models.F("user"))),
                violation_error_message=_("Kimse kendi görevlendirmesini kaydedemez."),
            ),
        ]
        indexes = [
            # powers_of(user): the terms of one user that hold today.
            models.Index(fields=["user", "starts", "effective_end"], name="appointment_of_user"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="effective_end",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                declare=[("bound", "DATE")],
                func="""
                    SELECT effective_end INTO bound FROM accounts_appointment WHERE id = NEW.under_id;
                    NEW.effective_end := LEAST(NEW.ends, NEW.early_end, bound);
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="assistants_end_with_the_coordinator",
                operation=pgtrigger.Update,
                when=pgtrigger.After,
                condition=pgtrigger.Condition("OLD.effective_end IS DISTINCT FROM NEW.effective_end"),
                func="""
                    UPDATE accounts_appointment SET under_id = NEW.id WHERE under_id = NEW.id;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_office_display()} {self.starts}–{self.effective_end}"

    def expected_end(self) -> date:
        """The end the database will compute, for checking before saving."""
        bounds = [self.ends, self.early_end, self.under.effective_end if self.under else None]
        return min(bound for bound in bounds if bound)

    @property
    def days_left(self) -> int:
        return (self.effective_end - timezone.localdate()).days

    @property
    def ends_with_the_coordinator(self) -> bool:
        """Whether the assistant's term is cut by the coordinator's (directive 9(1))."""
        return self.under_id is not None and self.effective_end < min(self.ends, self.early_end or self.ends)


class DutyGrantQuerySet(models.QuerySet["DutyGrant"]):
    def in_force(self, at: date | None = None) -> Self:
        """Duties of staff whose own term and whose grant both hold on the day."""
        day = at or timezone.localdate()
        return self.filter(starts__lte=day, ends__gte=day).filter(
            appointment__starts__lte=day, appointment__effective_end__gte=day
        )


class DutyGrant(models.Model):
    """A duty the coordinator hands out to a member of staff for a time (directive 8(2)f, 10)."""

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="duties")
    code = models.CharField(_("iş"), max_length=60)
    starts = models.DateField(_("başlangıç"))
    ends = models.DateField(_("bitiş"))
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = DutyGrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["appointment", "code", "starts"], name="duty_granted_once"),
            models.CheckConstraint(name="duty_ends_after_it_starts", condition=models.Q(ends__gte=models.F("starts"))),
        ]

    def __str__(self) -> str:
        return self.code


__all__ = ["Appointment", "DutyGrant", "Kind", "Office", "SignInProof", "User"]

tracked(exclude=["password", "last_login"])(User)
tracked()(Appointment)
tracked()(DutyGrant)
