"""The office's desk."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoordinatorConfig(AppConfig):
    name = "coordinator"
    verbose_name = _("Koordinatörlük")

    def ready(self) -> None:
        from coordinator import figures
        from coordinator.annual_report import hooks as annual_report
        from coordinator.newsroom import hooks as newsroom
        from coordinator.protection import hooks as protection
        from coordinator.registry import hooks as registry
        from coordinator.terms import hooks as terms
        from coordinator.units import hooks as units

        for room in (registry, terms, units, newsroom, annual_report, protection, figures):
            room.register()
