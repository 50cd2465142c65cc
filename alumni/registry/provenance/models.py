"""What a source said and a rule kept out of the record: the losing value is kept, for people to look at."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alumni.registry.models import Alumnus, Graduation, ImportRun
from mik.accounts.models import User
from mik.audit.tracking import tracked
from mik.common.fields import EncryptedTextField
from mik.people.models import Source


class KeptValueQuerySet(models.QuerySet["KeptValue"]):
    def visible_to(self, user: Any) -> Self:
        """Whoever sees the record, and of a diploma whoever sees the diploma."""
        seen = self.filter(alumnus__in=Alumnus.objects.visible_to(user).values("pk"))
        return seen.filter(Q(graduation=None) | Q(graduation__in=Graduation.objects.visible_to(user).values("pk")))

    def open(self) -> Self:
        """Those nobody has decided about."""
        return self.filter(outcome="")

    def of_numbers(self) -> Self:
        return self.filter(field__in=NUMBERS)

    def without_numbers(self) -> Self:
        return self.exclude(field__in=NUMBERS)


# Identity numbers: the office alone decides about them, and nobody reads them here.
NUMBERS = ("tckn", "passport_no")


class KeptValue(models.Model):
    """A value that lost: what the source said of a field of a record (or of one of its diplomas, or a contact).

    Values are encrypted whatever they are, so that this table tells less than the record does. ``digest`` (a keyed
    hash) tells one value from another.
    """

    class Rule(models.TextChoices):
        HAND = "hand", _("Elle girilen, listeden önce gelir")
        EMPTY = "empty", _("Liste yalnız boş alanı doldurur")
        CHOSEN = "chosen", _("Aktaran böyle seçti")
        LIST = "list", _("Listedeki geçer")
        MEMBER = "member", _("Mezunun kendi sözü geçer")
        NEWEST = "newest", _("En yenisi geçer")
        ASKED = "asked", _("Mezun düzeltme istedi")
        MERGED = "merged", _("Kayıtlar birleştirilirken seçildi")

    class Outcome(models.TextChoices):
        OPEN = "", _("Karar bekliyor")
        TAKEN = "taken", _("Bu değer alındı")
        KEPT = "kept", _("Kayıttaki kaldı")
        REPLACED = "replaced", _("Yerine yenisi geldi")

    alumnus = models.ForeignKey(Alumnus, on_delete=models.CASCADE, related_name="kept_values", db_index=False)
    graduation = models.ForeignKey(
        Graduation, on_delete=models.CASCADE, null=True, blank=True, related_name="kept_values"
    )
    field = models.CharField(_("alan"), max_length=20)
    value = EncryptedTextField(_("değer"))
    digest = models.BinaryField(max_length=32, editable=False)
    source = models.CharField(_("kaynak"), max_length=20, choices=Source.choices)
    run = models.ForeignKey(
        ImportRun, on_delete=models.SET_NULL, null=True, blank=True, related_name="kept_values", verbose_name=_("liste")
    )
    rule = models.CharField(_("kural"), max_length=10, choices=Rule.choices)
    note = models.CharField(_("açıklama"), max_length=300, blank=True)
    said_at = models.DateTimeField(_("tarih"), default=timezone.now)
    outcome = models.CharField(_("sonuç"), max_length=10, choices=Outcome.choices, blank=True, default=Outcome.OPEN)
    resolved_at = models.DateTimeField(_("karar tarihi"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("karar veren")
    )

    objects = KeptValueQuerySet.as_manager()

    class Meta:
        verbose_name = _("başka kaynağın söylediği")
        ordering = ["field", "-said_at", "-id"]
        constraints = [
            # A source that says the same again says nothing new. Also serves what is kept of one record.
            models.UniqueConstraint(
                fields=["alumnus", "graduation", "field", "source", "digest"],
                nulls_distinct=False,
                name="kept_value_once",
            ),
            models.CheckConstraint(
                name="kept_value_resolved_by_word",
                condition=Q(outcome="", resolved_at__isnull=True) | (~Q(outcome="") & Q(resolved_at__isnull=False)),
            ),
        ]
        indexes = [
            # The desk's attention: what members ask to be corrected and nobody has decided.
            models.Index(fields=["alumnus"], condition=Q(rule="asked", outcome=""), name="kept_value_asked"),
        ]

    def __str__(self) -> str:
        return f"{self.alumnus_id} {self.field}"

    @property
    def text(self) -> str:
        """The value; nobody keeps an empty one."""
        return self.value or ""


tracked(exclude=["digest"])(KeptValue)
