"""Searches of the directory that a member keeps."""

from typing import Any, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mik.accounts.models import User


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    def visible_to(self, user: Any) -> Self:
        """One's own, and nobody else's."""
        return self.filter(user=user) if getattr(user, "is_authenticated", False) else self.none()


class SavedSearch(models.Model):
    """A search by name; ``query`` is the query string of the list, of its own parameters only."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="directory_searches")
    name = models.CharField(_("aramanın adı"), max_length=60)
    query = models.CharField(_("arama"), max_length=500)
    created_at = models.DateTimeField(_("kayıt"), default=timezone.now)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("kayıtlı arama")
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="saved_search_name_once_per_user")]

    def __str__(self) -> str:
        return self.name
