"""Who sees an application: whoever made it, and the desk of cards."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models

from cards.permissions import may_issue

if TYPE_CHECKING:
    from cards.applications.models import CardApplication  # noqa: F401  (type argument in a string)


class CardApplicationQuerySet(models.QuerySet["CardApplication"]):
    def visible_to(self, user: Any) -> Self:
        if may_issue(user):
            return self
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(alumnus__person__user=user)

    def waiting(self) -> Self:
        return self.filter(state="submitted")
