"""What is kept of records that may be the same person: the pair, how sure and why, and what was decided."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alumni.registry.duplicates.managers import DuplicatePairQuerySet
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.audit.tracking import tracked


class DuplicatePair(models.Model):
    """Two records that may be one person. ``parts`` says what speaks for and against, without any value of theirs:
    ``[{"comparison": "surname", "level": "former", "weight": 7.3}, …]``, weights in bits (log2 of the Bayes factor).
    """

    class State(models.TextChoices):
        OPEN = "open", _("Karar bekliyor")
        ASKED = "asked", _("Bölüme soruldu")
        MERGED = "merged", _("Birleştirildi")
        DIFFERENT = "different", _("Aynı kişi değil")

    first = models.ForeignKey(Alumnus, on_delete=models.CASCADE, related_name="+", verbose_name=_("ilk kayıt"))
    second = models.ForeignKey(Alumnus, on_delete=models.CASCADE, related_name="+", verbose_name=_("ikinci kayıt"))
    probability = models.FloatField(_("olasılık"))
    parts = models.JSONField(_("dayanaklar"), default=list, blank=True)
    state = models.CharField(_("durum"), max_length=10, choices=State.choices, default=State.OPEN)
    found_at = models.DateTimeField(_("bulundu"), default=timezone.now)
    decided_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("karar veren")
    )
    decided_at = models.DateTimeField(_("karar"), null=True, blank=True)

    objects = DuplicatePairQuerySet.as_manager()

    class Meta:
        verbose_name = _("olası yinelenen kayıt")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="duplicate_pair_once"),
            models.CheckConstraint(name="duplicate_pair_in_order", condition=models.Q(first__lt=models.F("second"))),
            models.CheckConstraint(
                name="duplicate_pair_probability",
                condition=models.Q(probability__gte=0) & models.Q(probability__lte=1),
            ),
            models.CheckConstraint(
                name="duplicate_pair_decision_is_dated",
                condition=~models.Q(state="different") | models.Q(decided_at__isnull=False),
            ),
        ]
        indexes = [
            # The list of pairs: those in one state, the surest first, page by page.
            models.Index("state", models.F("probability").desc(), "id", name="duplicate_pair_surest_first"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id}–{self.second_id}"

    @property
    def is_waiting(self) -> bool:
        return self.state in {self.State.OPEN, self.State.ASKED}


tracked(exclude=["probability", "parts", "found_at"])(DuplicatePair)
