"""Surveys of graduates and employers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "surveys"
    verbose_name = _("Anketler")

    def ready(self) -> None:
        from surveys import figures, hooks
        from surveys.results import handover
        from surveys.waves import sending  # noqa: F401  (declares the jobs)

        hooks.register()
        figures.register()
        handover.register()
