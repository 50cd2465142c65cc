"""The catalogue of figures."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FiguresConfig(AppConfig):
    name = "mik.figures"
    verbose_name = _("Göstergeler")

    def ready(self) -> None:
        from mik.common import hooks
        from mik.figures.finders import find_figures
        from mik.figures.permissions import READ

        hooks.duties.declare(READ, _("Göstergeler"))
        hooks.finders.register(find_figures)
