"""What was answered. Answers stay out of the history on purpose: what somebody takes back is gone."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mik.audit.tracking import tracked
from surveys.managers import AnswerQuerySet, ResponseQuerySet
from surveys.waves.models import Invitation


class Response(models.Model):
    """The answers to one invitation, page by page; ``page`` is the first one (from 0) not finished yet."""

    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="response")
    started_at = models.DateTimeField(_("başladı"), default=timezone.now)
    completed_at = models.DateTimeField(_("bitirdi"), null=True, blank=True)
    page = models.PositiveSmallIntegerField(_("sayfa"), default=0)
    language = models.CharField(_("dil"), max_length=2, default="tr")

    objects = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("anket yanıtı")
        constraints = [
            models.CheckConstraint(
                name="response_ends_after_it_starts",
                condition=Q(completed_at__isnull=True) | Q(completed_at__gte=F("started_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.invitation_id}"

    @property
    def is_complete(self) -> bool:
        return self.completed_at is not None


class Answer(models.Model):
    """One choice or value: single and matrix ``option`` (matrix with ``row``), multiple one row an option.

    Occupation (ISCO-08, four digits), sector (NACE section) and place (plate or country) stand in ``option``.
    """

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(_("soru"), max_length=40)
    row = models.CharField(_("satır"), max_length=40, blank=True, default="")
    option = models.CharField(_("seçenek"), max_length=40, blank=True, default="")
    number = models.DecimalField(_("sayı"), max_digits=16, decimal_places=4, null=True, blank=True)
    date = models.DateField(_("tarih"), null=True, blank=True)
    text = models.TextField(_("metin"), blank=True, default="")

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("yanıt")
        constraints = [
            models.UniqueConstraint(fields=["response", "question", "row", "option"], name="answer_once"),
            models.CheckConstraint(
                name="answer_says_something",
                condition=~Q(option="") | ~Q(text="") | Q(number__isnull=False) | Q(date__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.question


tracked(exclude=["page"])(Response)
