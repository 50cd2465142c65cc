"""Mezun Kartı: the alumni card."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CardsConfig(AppConfig):
    name = "cards"
    verbose_name = _("Mezun kartı")

    def ready(self) -> None:
        from cards import hooks

        hooks.register()
