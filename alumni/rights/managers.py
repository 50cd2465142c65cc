"""Which requests somebody sees, and in what order the desk works through them."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from mik.accounts.powers import powers_of
from mik.common import hooks

if TYPE_CHECKING:
    from alumni.rights.models import RightsRequest  # noqa: F401  (type argument in a string)

REQUESTS = hooks.duties.require("protection.requests")
OPEN = ("received", "in_work")
# The clock (KVKK art. 13/2): answered within thirty days of receipt.
DAYS = timedelta(days=30)
FIRST_WARNING, LAST_WARNING = timedelta(days=10), timedelta(days=3)


class RightsRequestQuerySet(models.QuerySet["RightsRequest"]):
    def visible_to(self, user: Any) -> Self:
        """The own ones; all for whoever answers them."""
        if powers_of(user).has_duty(REQUESTS):
            return self
        return self.own(user)

    def own(self, user: Any) -> Self:
        """Those the account made, and those entered for its person."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(Q(user=user) | Q(person__user=user))

    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def closed(self) -> Self:
        return self.exclude(state__in=OPEN)

    def due_within(self, days: timedelta, *, today: date | None = None) -> Self:
        """Open ones whose last day comes within so many days, or is over."""
        return self.open().filter(due_on__lte=(today or timezone.localdate()) + days)

    def overdue(self) -> Self:
        return self.open().filter(due_on__lt=timezone.localdate())
