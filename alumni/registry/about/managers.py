"""Rows a member tells of themselves are seen with the record they hang on."""

from typing import Any, Self

from django.db import models


class AboutQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Whoever sees the record in full; what other graduates see, ``alumni.visibility`` says."""
        from alumni.registry.models import Alumnus

        return self.filter(alumnus__in=Alumnus.objects.visible_to(user).values("pk"))
