"""Who sees which invitation."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from alumni.membership.inviting.models import Invitation  # noqa: F401  (type argument in a string)


class PersonalLinkQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, user: Any) -> Self:
        """Those for records this user may see as a representative or for the office; never the own one."""
        from alumni.registry.models import Alumnus

        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(alumnus__in=Alumnus.objects.visible_to(user).values("pk")).exclude(
            alumnus__person__user=user
        )

    def in_force(self) -> Self:
        return self.filter(used_at=None, revoked_at=None, expires_at__gt=timezone.now())
