"""One recipient of one mailing, and what became of the mail to them."""

import uuid
from typing import Any, Self

from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mik.accounts.models import User
from mik.accounts.powers import powers_of
from mik.audit.tracking import tracked
from mik.common.fields import EncryptedTextField
from mik.mail.models.mailing import SEND, Mailing
from mik.mail.models.states import GROUPS, DeliveryState, Reason
from mik.people.models import ContactPoint, Person

# What the machine writes while it works would leave four events a mail; the row itself tells it.
WORKING_FIELDS = [
    "address_hash", "state", "reason", "attempts", "next_try_at", "answer", "claim", "claimed_at", "data_at",
    "accepted_at",
]  # fmt: skip
PROBLEMS = GROUPS["problem"]


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def visible_to(self, user: Any) -> Self:
        """The office: all; a representative: of mailings of the own units; everybody: what they received."""
        powers = powers_of(user)
        if powers.has_duty(SEND):
            return self
        if not getattr(user, "is_authenticated", False):
            return self.none()
        units = [one.unit_id for one in powers.represented]
        return self.filter(Q(person__user=user) | Q(mailing__unit__in=units))

    def due(self) -> Self:
        """What may be sent now."""
        waiting = [DeliveryState.QUEUED, DeliveryState.RETRY]
        return self.filter(state__in=waiting, next_try_at__lte=timezone.now())

    def in_group(self, name: str) -> Self:
        """One of the page's tabs: problem, accepted, waiting, queued or all."""
        return self.filter(state__in=GROUPS[name])

    def problems_first(self) -> Self:
        ranks = [When(state=state, then=Value(rank)) for rank, state in enumerate(PROBLEMS)]
        rank = Case(*ranks, default=Value(len(PROBLEMS)), output_field=models.SmallIntegerField())
        return self.annotate(rank=rank).order_by("rank", "-claimed_at", "pk")


@tracked(exclude=WORKING_FIELDS)
class Delivery(models.Model):
    """One mail to one person. A row moves on by conditional UPDATEs only, so that no mail is sent twice.

    ``claim`` names the job and attempt that holds the row. ``data_at`` is written before the text is handed to the
    server: a row found with it after a crash may have arrived, one without it has not.
    """

    State = DeliveryState
    Reason = Reason

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="deliveries", verbose_name=_("e-posta"))
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="deliveries", verbose_name=_("kişi"))
    contact = models.ForeignKey(
        ContactPoint, on_delete=models.SET_NULL, null=True, related_name="deliveries", verbose_name=_("adres kaydı")
    )
    address = EncryptedTextField(_("adres"), blank=True, default="")
    address_hash = models.BinaryField(max_length=32, null=True, editable=False)
    language = models.CharField(_("dil"), max_length=2, default="tr")
    state = models.CharField(_("durum"), max_length=10, choices=DeliveryState.choices, default=DeliveryState.QUEUED)
    reason = models.CharField(_("neden"), max_length=12, choices=Reason.choices, blank=True)
    attempts = models.PositiveSmallIntegerField(_("deneme"), default=0)
    next_try_at = models.DateTimeField(_("sıradaki deneme"), default=timezone.now)
    answer = models.CharField(_("sunucunun yanıtı"), max_length=200, blank=True)
    message_id = models.UUIDField(_("ileti kimliği"), default=uuid.uuid4, editable=False, unique=True)
    claim = models.CharField(max_length=40, blank=True, editable=False)
    claimed_at = models.DateTimeField(_("ele alındı"), null=True, blank=True)
    data_at = models.DateTimeField(_("aktarılmaya başlandı"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("teslim edildi"), null=True, blank=True)
    settled_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("karar veren")
    )
    settled_at = models.DateTimeField(_("karar"), null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("gönderim")
        constraints = [
            models.UniqueConstraint(fields=["mailing", "person"], name="delivery_one_per_person"),
            models.UniqueConstraint(fields=["mailing", "address_hash"], name="delivery_one_per_address"),
            models.CheckConstraint(
                name="delivery_accepted_has_its_moment",
                condition=Q(state="accepted", accepted_at__isnull=False)
                | (~Q(state="accepted") & Q(accepted_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="delivery_sending_is_held",
                condition=~Q(state="sending") | (~Q(claim="") & Q(claimed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="delivery_waiting_is_not_in_data",
                condition=~Q(state__in=["queued", "retry"]) | Q(data_at__isnull=True, claim=""),
            ),
            models.CheckConstraint(name="delivery_skipped_for_a_reason", condition=~Q(state="skipped") | ~Q(reason="")),
        ]
        indexes = [
            # Claiming a chunk: what of a mailing is due, oldest first.
            models.Index(
                fields=["mailing", "next_try_at", "id"],
                condition=Q(state__in=["queued", "retry"]),
                name="delivery_due",
            ),
            # The counts and tabs of a mailing's page.
            models.Index(fields=["mailing", "state"], name="delivery_by_state"),
            # Emptying addresses some months after the end.
            models.Index(fields=["mailing"], condition=Q(address_hash__isnull=False), name="delivery_with_address"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.state}"

    @property
    def masked_address(self) -> str:
        """Enough of the address to recognise it: b···@ornek.com."""
        local, at, domain = (self.address or "").partition("@")
        return f"{local[:1]}···@{domain}" if at else ""

    @property
    def at(self) -> Any:
        """The moment of what was last done with it; None while it waits for its first turn."""
        return self.accepted_at or self.settled_at or self.claimed_at

    @property
    def detail(self) -> str:
        """Why it stands where it stands, in words for the page."""
        why = str(self.get_reason_display()) if self.reason else ""
        return " · ".join(part for part in (why, self.answer) if part)

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def icon(self) -> str:
        return ICONS[self.state]


TONES: dict[str, str] = {
    DeliveryState.QUEUED: "",
    DeliveryState.SENDING: "blue",
    DeliveryState.ACCEPTED: "ok",
    DeliveryState.RETRY: "warn",
    DeliveryState.BOUNCED: "bad",
    DeliveryState.REFUSED: "bad",
    DeliveryState.SKIPPED: "blue",
    DeliveryState.UNCERTAIN: "warn",
}
ICONS: dict[str, str] = {
    DeliveryState.QUEUED: "clock",
    DeliveryState.SENDING: "send",
    DeliveryState.ACCEPTED: "check",
    DeliveryState.RETRY: "refresh-cw",
    DeliveryState.BOUNCED: "circle-x",
    DeliveryState.REFUSED: "circle-x",
    DeliveryState.SKIPPED: "ban",
    DeliveryState.UNCERTAIN: "circle-alert",
}
