"""Employers, partners and associations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "mik.organisations"
    verbose_name = _("Kurumlar")

    def ready(self) -> None:
        from mik.organisations import hooks

        hooks.register()
