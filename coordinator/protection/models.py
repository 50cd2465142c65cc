"""The breach register (KVKK art. 12/5) and the log of what periodic destruction has destroyed."""

from datetime import datetime, timedelta
from typing import Any, Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mik.accounts.models import User
from mik.accounts.powers import powers_of
from mik.audit.tracking import tracked
from mik.people.models import Person

# Decision 2019/10 of the Personal Data Protection Board: the Board hears of a breach within 72 hours of its discovery.
CLOCK = timedelta(hours=72)


class DataKind(models.TextChoices):
    """The classes the Board's notification form asks for."""

    IDENTITY = "identity", _("Kimlik (ad, T.C. kimlik no, doğum tarihi)")
    CONTACT = "contact", _("İletişim (e-posta, telefon, adres)")
    GRADUATION = "graduation", _("Mezuniyet (diploma, öğrenci no)")
    CAREER = "career", _("Meslek ve öğrenim")
    VISUAL = "visual", _("Fotoğraf")
    SURVEY = "survey", _("Anket yanıtları")
    ACCOUNT = "account", _("Hesap ve giriş bilgileri")
    SPECIAL = "special", _("Özel nitelikli veri (KVKK m. 6)")


class BreachQuerySet(models.QuerySet["Breach"]):
    def visible_to(self, user: Any) -> Self:
        """The heads of the office alone: a breach may be somebody of the office."""
        return self if powers_of(user).is_office else self.none()

    def open(self) -> Self:
        return self.filter(closed_at__isnull=True)

    def not_notified(self) -> Self:
        return self.open().filter(notified_at__isnull=True, not_notified_because="")


class Breach(models.Model):
    """A breach of personal data (veri ihlali), from its discovery to the lessons learnt."""

    title = models.CharField(_("kısa adı"), max_length=120)
    happened = models.TextField(_("ne oldu"), max_length=4000)
    happened_at = models.DateTimeField(_("ne zaman oldu"), null=True, blank=True)
    discovered_at = models.DateTimeField(_("ne zaman öğrenildi"))
    kinds = ArrayField(
        models.CharField(max_length=12, choices=DataKind.choices), verbose_name=_("hangi veriler"), default=list
    )
    cause = models.TextField(_("nedeni"), max_length=2000, blank=True)
    measures = models.TextField(_("alınan önlemler"), max_length=4000, blank=True)
    notified_at = models.DateTimeField(_("Kurula bildirildi"), null=True, blank=True)
    not_notified_because = models.TextField(_("Kurula bildirilmediyse nedeni"), max_length=1000, blank=True)
    told_at = models.DateTimeField(_("kişilere bildirildi"), null=True, blank=True)
    lessons = models.TextField(_("çıkarılan dersler"), max_length=4000, blank=True)
    frozen_at = models.DateTimeField(_("kişi listesi donduruldu"), null=True, blank=True)
    frozen_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(_("kapatıldı"), null=True, blank=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("kaydeden"))
    created_at = models.DateTimeField(_("kayıt"), default=timezone.now, editable=False)

    objects = BreachQuerySet.as_manager()

    class Meta:
        verbose_name = _("veri ihlali")
        ordering = ["-discovered_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="breach_discovered_after_it_happened",
                condition=Q(happened_at__isnull=True) | Q(happened_at__lte=F("discovered_at")),
                violation_error_message=_("İhlal, öğrenilmeden önce olmuş olmalı."),
            ),
            models.CheckConstraint(
                name="breach_notified_after_discovery",
                condition=Q(notified_at__isnull=True) | Q(notified_at__gte=F("discovered_at")),
                violation_error_message=_("Kurula bildirim, ihlalin öğrenilmesinden önce olamaz."),
            ),
            models.CheckConstraint(
                name="breach_closed_with_lessons",
                condition=Q(closed_at__isnull=True)
                | (~Q(lessons="") & (Q(notified_at__isnull=False) | ~Q(not_notified_because=""))),
                violation_error_message=_(
                    "Kapatmak için Kurula bildirim (ya da nedeni) ve çıkarılan dersler yazılmalı."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.title}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None

    @property
    def due_at(self) -> datetime:
        return self.discovered_at + CLOCK

    @property
    def hours_left(self) -> int:
        """Whole hours until the Board must have heard; negative once they are over."""
        return int((self.due_at - timezone.now()).total_seconds() // 3600)

    @property
    def waits_for_the_board(self) -> bool:
        return self.is_open and self.notified_at is None and not self.not_notified_because

    @property
    def kind_labels(self) -> list[str]:
        return [str(DataKind(kind).label) for kind in self.kinds]


class BreachSubjectQuerySet(models.QuerySet["BreachSubject"]):
    def visible_to(self, user: Any) -> Self:
        """Whoever sees the breach sees whom it concerns; a person learns it by the notice, not by this list."""
        return self if powers_of(user).is_office else self.none()


class BreachSubject(models.Model):
    """Somebody a breach concerns, and how that was found. Kept with the register after an erasure: a number alone."""

    class Found(models.TextChoices):
        ACCOUNT = "account", _("Hesabın baktıkları ve dışa aktardıkları")
        EXPORT = "export", _("Dışa aktarılan dosya")
        SEGMENT = "segment", _("Kayıtlı kitle")
        TYPED = "typed", _("Elle yazılan")

    breach = models.ForeignKey(Breach, on_delete=models.CASCADE, related_name="subjects")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("kişi"))
    found_by = models.CharField(_("nereden bilindiği"), max_length=10, choices=Found.choices)

    objects = BreachSubjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("ihlalden etkilenen kişi")
        constraints = [models.UniqueConstraint(fields=["breach", "person"], name="breach_subject_once")]
        triggers = [
            # A frozen list is evidence: what it held on the day stays. Merging records alone moves a row.
            pgtrigger.Trigger(
                name="frozen_list_stays",
                operation=pgtrigger.Insert | pgtrigger.Delete,
                when=pgtrigger.Before,
                declare=[("frozen", "TIMESTAMPTZ")],
                func="""
                    IF current_setting('mik.merging', true) = 'on' THEN
                        RETURN COALESCE(NEW, OLD);
                    END IF;
                    SELECT frozen_at INTO frozen FROM coordinator_breach
                        WHERE id = COALESCE(NEW.breach_id, OLD.breach_id);
                    IF frozen IS NOT NULL THEN
                        RAISE EXCEPTION 'The list of a breach stays as it was frozen.';
                    END IF;
                    RETURN COALESCE(NEW, OLD);
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.breach_id}/{self.person_id}"


class DestructionRunQuerySet(models.QuerySet["DestructionRun"]):
    def visible_to(self, user: Any) -> Self:
        """Those who answer requests: the log is how the office shows that it destroys in time."""
        from alumni.rights.managers import REQUESTS

        return self if powers_of(user).has_duty(REQUESTS) else self.none()


class DestructionRun(models.Model):
    """What one class of data lost in one periodic destruction (Regulation of 28.10.2017, art. 7/3 and 11): append-only,
    kept three years at least. ``day`` groups what one night did; a class that failed says so and is taken up again.
    """

    day = models.DateField(_("gün"))
    code = models.CharField(_("sınıf"), max_length=40)
    before = models.DateTimeField(_("bundan eskiler"))
    count = models.PositiveIntegerField(_("yok edilen"))
    problem = models.CharField(_("sorun"), max_length=100, blank=True)
    at = models.DateTimeField(_("zaman"), default=timezone.now)

    objects = DestructionRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("periyodik imha")
        ordering = ["-at", "-id"]
        indexes = [
            # The desk's page: the last run of each class.
            models.Index(fields=["code", "-at"], name="destruction_of_class"),
        ]
        triggers = [
            pgtrigger.Protect(name="destruction_log_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.code}: {self.count}"


tracked()(Breach)
