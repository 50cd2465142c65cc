"""Who sees a dispute and an appeal: those it is about, and the office that decides."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from alumni.membership.managers import CLAIMS
from mik.accounts.powers import powers_of

if TYPE_CHECKING:
    from alumni.membership.contests.models import Appeal, Dispute  # noqa: F401  (type arguments in strings)


class DisputeQuerySet(models.QuerySet["Dispute"]):
    def visible_to(self, user: Any) -> Self:
        """Both sides and the office; whom it touches decides nothing, but sees that it is open."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        if powers_of(user).has_duty(CLAIMS):
            return self
        return self.filter(Q(holder=user) | Q(claim__user=user))

    def still_open(self) -> Self:
        return self.filter(outcome="")


class AppealQuerySet(models.QuerySet["Appeal"]):
    def visible_to(self, user: Any) -> Self:
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self if powers_of(user).has_duty(CLAIMS) else self.filter(claim__user=user)

    def still_open(self) -> Self:
        return self.filter(outcome="")
