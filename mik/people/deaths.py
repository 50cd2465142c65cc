"""Who has died: marked by people, on evidence, and taken back where it was wrong. Such a person is written to no more.

The condition stands in the query sets everybody uses (``living``), so that whoever asks for people or for addresses
that are alive is silent without knowing of it.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mik.accounts.models import User
from mik.audit.tracking import tracked

if TYPE_CHECKING:
    from mik.people.models import Person  # noqa: F401  (for the type arguments)


class DeathQuerySet(models.QuerySet["Death"]):
    def visible_to(self, user: Any) -> Self:
        """Whoever sees the record."""
        from mik.people.models import Person

        return self.filter(person__in=Person.objects.visible_to(user).values("pk"))

    def in_force(self, moment: datetime | None = None) -> Self:
        """Marked and not taken back: now, or as it was known at the moment."""
        if moment is None:
            return self.filter(revoked_at__isnull=True)
        return self.filter(Q(revoked_at__isnull=True) | Q(revoked_at__gt=moment), marked_at__lte=moment)


class Death(models.Model):
    """That a person is known to have died (vefat), from whom, and who marked it. A mistake is taken back."""

    class Evidence(models.TextChoices):
        FAMILY = "family", _("Ailesi ya da yakını bildirdi")
        NOTICE = "notice", _("Vefat ilanı ya da haber")
        OFFICIAL = "official", _("Resmî belge ya da liste")
        COLLEAGUE = "colleague", _("Sınıf arkadaşı ya da meslektaşı bildirdi")
        OTHER = "other", _("Başka bir yoldan")

    person = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="deaths", verbose_name=_("kişi"), db_index=False
    )
    died_on = models.DateField(_("vefat tarihi"), null=True, blank=True)
    evidence = models.CharField(_("nereden biliniyor"), max_length=20, choices=Evidence.choices)
    told_by = models.CharField(_("kim bildirdi"), max_length=200, blank=True)
    note = models.CharField(_("not"), max_length=300, blank=True)
    # Whether the mark closed an account that was open, so that taking it back opens it again.
    closed_account = models.BooleanField(default=False, editable=False)
    marked_at = models.DateTimeField(_("işaretlendi"), default=timezone.now)
    marked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("işaretleyen"))
    revoked_at = models.DateTimeField(_("geri alındı"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("geri alan")
    )
    revoked_reason = models.CharField(_("geri alma gerekçesi"), max_length=300, blank=True)

    objects = DeathQuerySet.as_manager()

    class Meta:
        verbose_name = _("vefat kaydı")
        ordering = ["-marked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(revoked_at__isnull=True), name="death_one_in_force_per_person"
            ),
            models.CheckConstraint(
                name="death_revoked_with_reason",
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True, revoked_reason="")
                | (Q(revoked_at__isnull=False, revoked_by__isnull=False) & ~Q(revoked_reason="")),
            ),
        ]
        indexes = [
            # Every question of ``living``, and the record's page: what was marked for this person.
            models.Index(fields=["person"], name="death_of_person"),
        ]

    def __str__(self) -> str:
        return str(self.person_id)


def living(person: str = "pk", moment: datetime | None = None) -> Q:
    """Rows whose person (by this column of theirs) is not known to have died."""
    return ~Q(Exists(Death.objects.in_force(moment).filter(person=OuterRef(person)).order_by()))


tracked()(Death)
