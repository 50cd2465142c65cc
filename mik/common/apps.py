"""Shared tools of the house."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommonConfig(AppConfig):
    name = "mik.common"
    verbose_name = _("Ortak araçlar")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mik.common import checks  # noqa: F401  (registers the start-up checks)
