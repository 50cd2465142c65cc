"""Tasks, notifications and the contact log."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkConfig(AppConfig):
    name = "mik.work"
    verbose_name = _("İş takibi")

    def ready(self) -> None:
        from mik.common import hooks
        from mik.work.wanted import own_jobs

        hooks.attention.register(own_jobs)
