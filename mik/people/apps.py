"""Persons, their contact points and consents."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "mik.people"
    verbose_name = _("Kişiler")

    def ready(self) -> None:
        from mik.people import hooks

        hooks.register()
