"""Uploaded and produced files, encrypted at rest."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    name = "mik.files"
    verbose_name = _("Dosyalar")
    default_auto_field = "django.db.models.BigAutoField"
