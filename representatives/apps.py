"""The department workspace of the representatives."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RepresentativesConfig(AppConfig):
    name = "representatives"
    verbose_name = _("Temsilci çalışma alanı")

    def ready(self) -> None:
        from representatives import hooks

        hooks.register()
