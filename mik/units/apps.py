"""Faculties, departments and programmes with their history."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnitsConfig(AppConfig):
    name = "mik.units"
    verbose_name = _("Akademik birimler")
