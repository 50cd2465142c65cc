"""Mails the platform sends."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailConfig(AppConfig):
    name = "mik.mail"
    verbose_name = _("E-posta")

    def ready(self) -> None:
        from mik.mail import hooks, mailings  # noqa: F401  (mailings declares the job)

        hooks.register()
