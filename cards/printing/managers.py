"""Print batches are the desk's."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models

from cards.permissions import may_issue

if TYPE_CHECKING:
    from cards.printing.models import PrintBatch  # noqa: F401  (type argument in a string)


class PrintBatchQuerySet(models.QuerySet["PrintBatch"]):
    def visible_to(self, user: Any) -> Self:
        return self if may_issue(user) else self.none()
