"""A representative's question whether a graduate is recorded in another department too."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alumni.registry.duplicates.managers import MergeRequestQuerySet
from alumni.registry.duplicates.models import DuplicatePair
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.audit.tracking import tracked
from mik.units.models import Unit


class MergeRequest(models.Model):
    """Asked from an own record, naming another department. ``name``, ``year`` and ``note`` are what the asker chose to
    tell; of the other department's record the asker learns nothing, not even whether there is one.

    waiting → agreed or refused (by the other department's representative) → closed (by the office), or withdrawn.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Bekliyor")
        AGREED = "agreed", _("İki temsilci de aynı kişi diyor")
        REFUSED = "refused", _("Diğer temsilci aynı kişi değil diyor")
        CLOSED = "closed", _("Sonuçlandı")
        WITHDRAWN = "withdrawn", _("Geri çekildi")

    OPEN = (State.WAITING, State.AGREED, State.REFUSED)

    alumnus = models.ForeignKey(Alumnus, on_delete=models.CASCADE, related_name="+", verbose_name=_("soranın kaydı"))
    asking_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("soran bölüm"))
    asked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("soran"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("diğer bölüm"))
    name = models.CharField(_("bilinen adı"), max_length=240)
    year = models.PositiveSmallIntegerField(_("mezuniyet yılı"), null=True, blank=True)
    note = models.TextField(_("not"), max_length=1000, blank=True)
    state = models.CharField(_("durum"), max_length=10, choices=State.choices, default=State.WAITING)
    created_at = models.DateTimeField(_("soruldu"), default=timezone.now)
    other = models.ForeignKey(
        Alumnus, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("benzeyen kayıt")
    )
    pair = models.ForeignKey(
        DuplicatePair, on_delete=models.SET_NULL, null=True, blank=True, related_name="requests", verbose_name=_("çift")
    )
    answered_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("yanıtlayan")
    )
    answered_at = models.DateTimeField(_("yanıt"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("karar veren")
    )
    decided_at = models.DateTimeField(_("karar"), null=True, blank=True)

    objects = MergeRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("birleştirme sorusu")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["alumnus", "unit"],
                condition=models.Q(state__in=["waiting", "agreed", "refused"]),
                name="merge_request_one_open",
            ),
            models.CheckConstraint(
                name="merge_request_of_two_records",
                condition=models.Q(other__isnull=True) | ~models.Q(other=models.F("alumnus")),
            ),
            models.CheckConstraint(
                name="merge_request_answer_is_dated",
                condition=~models.Q(state__in=["agreed", "refused"]) | models.Q(answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.state}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


tracked()(MergeRequest)
