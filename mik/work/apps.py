"""Tasks, notifications and the contact log."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkConfig(AppConfig):
    name = "mik.work"
    verbose_name = _("İş takibi")

    def ready(self) -> None:
        from mik.work import hooks

        hooks.register()
