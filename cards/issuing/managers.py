"""Who sees a card: its holder and the desk. A representative learns the state alone (``card_state_of``)."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.utils import timezone

from cards.permissions import may_issue

if TYPE_CHECKING:
    from cards.issuing.models import Card  # noqa: F401  (type argument in a string)


class CardQuerySet(models.QuerySet["Card"]):
    def visible_to(self, user: Any) -> Self:
        if may_issue(user):
            return self
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(alumnus__person__user=user)

    def valid(self, on: date | None = None) -> Self:
        """Active and not expired on that day (default: today)."""
        return self.filter(state="active", valid_until__gte=on or timezone.localdate())

    def expired(self, on: date | None = None) -> Self:
        return self.filter(state="active", valid_until__lt=on or timezone.localdate())

    def not_printed(self) -> Self:
        return self.filter(lines__isnull=True)

    def newest_first(self) -> Self:
        return self.order_by("-issued_at", "-pk")
