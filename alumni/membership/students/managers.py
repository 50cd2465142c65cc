"""A student's words are the student's own: nobody else reads them before they become a claim."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models

if TYPE_CHECKING:
    from alumni.membership.students.models import StudentNote  # noqa: F401  (type argument in a string)


class StudentNoteQuerySet(models.QuerySet["StudentNote"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(user=user) if getattr(user, "is_authenticated", False) else self.none()
