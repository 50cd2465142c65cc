"""The roof: front page, each role's home, health, errors."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "mik.home"
    label = "home"
    verbose_name = _("Giriş sayfaları")

    def ready(self) -> None:
        from mik.common import hooks
        from mik.home.finders import find_pages

        hooks.finders.register(find_pages)
