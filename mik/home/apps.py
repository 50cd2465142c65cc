"""The roof: front page, each role's home, health, errors."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "mik.home"
    label = "home"
    verbose_name = _("Giriş sayfaları")
