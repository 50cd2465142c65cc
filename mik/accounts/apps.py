"""Accounts, appointments and duties: who may do what at this moment."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "mik.accounts"
    verbose_name = _("Hesaplar")

    def ready(self) -> None:
        from mik.accounts import hooks, signals

        hooks.register()
        signals.connect()
