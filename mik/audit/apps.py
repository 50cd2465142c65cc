"""History of changes and of looks; keeps the grants of the restricted database role."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "mik.audit"
    verbose_name = _("Denetim izi")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mik.audit.context import of_job
        from mik.audit.roles import after_migrate
        from mik.common import hooks

        post_migrate.connect(after_migrate, dispatch_uid="mik.audit.roles")
        hooks.job_contexts.register(of_job)
