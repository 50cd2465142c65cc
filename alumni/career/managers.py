"""Career entries are seen with the record they hang on; what others are shown, ``alumni.visibility`` says."""

from typing import Any, Self

from django.db import models


class CareerQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        from alumni.registry.models import Alumnus

        return self.filter(alumnus__in=Alumnus.objects.visible_to(user).values("pk"))
