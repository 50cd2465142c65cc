"""The query sets of the surveys: visibility is here and nowhere else (design/access.md, row «survey answers»)."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.utils import timezone

from mik.accounts.powers import powers_of
from mik.common import hooks

if TYPE_CHECKING:
    from surveys.models import (  # noqa: F401  (type arguments in strings)
        Answer,
        Invitation,
        Questionnaire,
        QuestionnaireVersion,
        Response,
        Wave,
    )

RUN = hooks.duties.require("surveys.run")
ANSWERS = hooks.duties.require("surveys.answers")


def _signed_in(user: Any) -> bool:
    return bool(getattr(user, "is_authenticated", False))


class QuestionnaireQuerySet(models.QuerySet["Questionnaire"]):
    def visible_to(self, user: Any) -> Self:
        return self if powers_of(user).has_duty(RUN) else self.none()


class VersionQuerySet(models.QuerySet["QuestionnaireVersion"]):
    def visible_to(self, user: Any) -> Self:
        return self if powers_of(user).has_duty(RUN) else self.none()

    def published(self) -> Self:
        return self.filter(state="published")


class WaveQuerySet(models.QuerySet["Wave"]):
    def visible_to(self, user: Any) -> Self:
        """The office and the vice-rector: all; representatives: what has been opened; members: what asks them."""
        powers = powers_of(user)
        if powers.has_duty(RUN) or powers.is_vice_rector:
            return self
        if not _signed_in(user):
            return self.none()
        begun = self.exclude(state="draft")
        if powers.is_representative:
            return begun
        return begun.filter(invitations__person__user=user).distinct()

    def running(self) -> Self:
        """Open today; one whose last day is over takes no answers, whether or not it has been closed yet."""
        return self.filter(state="open", closes_on__gte=timezone.localdate())

    def overdue(self) -> Self:
        """Still called open though the last day is over."""
        return self.filter(state="open", closes_on__lt=timezone.localdate())


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, user: Any) -> Self:
        """Who was asked: the own one, and the desk's."""
        if powers_of(user).has_duty(RUN):
            return self
        return self.filter(person__user=user) if _signed_in(user) else self.none()

    def waiting(self) -> Self:
        """Open, not finished, and not asked to be left alone."""
        open_today = {"wave__state": "open", "wave__closes_on__gte": timezone.localdate()}
        return self.filter(opted_out_at__isnull=True, **open_today).exclude(response__completed_at__isnull=False)


class ResponseQuerySet(models.QuerySet["Response"]):
    def visible_to(self, user: Any) -> Self:
        """Single answers: the own ones; the office's with the duty, each look recorded. Nobody else's."""
        if powers_of(user).has_duty(ANSWERS):
            return self
        return self.filter(invitation__person__user=user) if _signed_in(user) else self.none()

    def completed(self) -> Self:
        return self.filter(completed_at__isnull=False)


class AnswerQuerySet(models.QuerySet["Answer"]):
    def visible_to(self, user: Any) -> Self:
        from surveys.models import Response

        return self.filter(response__in=Response.objects.visible_to(user).values("pk"))
